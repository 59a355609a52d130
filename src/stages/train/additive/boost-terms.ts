import type { HeldOut } from '../../../core/hold-out.ts';
import type { CurvePoint } from '../../../core/model.ts';
import { addUp, follow, takeStep } from '../../../kernels/additive/steps.ts';
import type { Work } from '../../../kernels/work.ts';
import type { AdditiveLoss, LossRows } from './additive-loss.ts';
import type { BinSums } from './cut-bins.ts';

/** A part of the sum: a feature, or a pair of them. */
export interface BoostTerm {
  /** Bins, or cells of a pair, those of missing values among them. */
  readonly slots: number;
  /** Of each row of the table. */
  readonly codes: Uint8Array | Uint16Array;
  /** What the scores of each slot shall move by; null where nothing is worth it. */
  readonly cut: (sums: BinSums) => Float64Array | null;
}

export interface RoundSettings {
  readonly maxIter: number;
  readonly nIterNoChange: number;
  readonly tol: number;
  readonly onRound: (point: CurvePoint) => void;
}

export interface BoostTask {
  readonly terms: readonly BoostTerm[];
  readonly loss: AdditiveLoss;
  readonly bag: Pick<HeldOut, 'train' | 'held'>;
  readonly rows: { readonly train: LossRows; readonly held: LossRows };
  /** By output, where the rows stand before the first round; moved. */
  readonly scores: { readonly train: readonly Float64Array[]; readonly held: readonly Float64Array[] };
}

/** By term and output, the value of each slot. */
export type Tables = readonly (readonly Float64Array[])[];

export interface BoostedTerms {
  readonly tables: Tables;
  readonly rounds: number;
  readonly curve: readonly CurvePoint[];
}

/**
 * Goes round the terms, one small step each, so that of terms that say the same none takes all. Where rows are watched, the rounds after the best one are
 * taken back.
 * Source: Lou, Caruana & Gehrke (2012), "Intelligible models for classification and regression", algorithm 1. Departs from it in that gradients within a round follow
 * by their second derivative and are derived anew with each round.
 */
export function* boostTerms(task: BoostTask, settings: RoundSettings): Work<BoostedTerms> {
  const { terms, loss, rows, scores, bag } = task;
  const isWatched = bag.held.length > 0;
  const round = roundOver(task);
  const tables = terms.map(({ slots }) => Array.from({ length: loss.outputs }, () => new Float64Array(slots)));
  let best = { round: 0, loss: isWatched ? loss.meanLoss(scores.held, rows.held) : Infinity, tables: copied(tables) };
  const curve: CurvePoint[] = [];
  for (let step = 1; step <= settings.maxIter; step++) {
    const { loss: before, moved } = yield* round(tables);
    if (!moved) break;
    const point = { step, train: before, validation: isWatched ? loss.meanLoss(scores.held, rows.held) : null };
    yield 20 * bag.held.length;
    curve.push(point);
    settings.onRound(point);
    if (point.validation === null) continue;
    if (point.validation < best.loss - settings.tol) best = { round: step, loss: point.validation, tables: copied(tables) };
    else if (step - best.round >= settings.nIterNoChange) break;
  }
  return isWatched ? { tables: best.tables, rounds: best.round, curve } : { tables, rounds: curve.length, curve };
}

const copied = (tables: Tables): Tables => tables.map((outputs) => outputs.map((table) => table.slice()));

/** @returns what takes one round: each term a step for each output; it says the loss of the training rows before it, and whether there was any step */
function roundOver({ terms, loss, bag, rows, scores }: BoostTask): (tables: Tables) => Work<{ loss: number; moved: boolean }> {
  const size = bag.train.length;
  const gradients = scores.train.map(() => new Float64Array(size));
  const hessians = scores.train.map(() => new Float64Array(size));
  const views = terms.map(({ codes, slots }) => {
    const own = codesOf(codes, bag.train);
    return { own, held: codesOf(codes, bag.held), rows: counts(own, slots), sums: new Float64Array(2 * slots) };
  });
  return function* (tables) {
    let moved = false;
    const before = loss.derive(scores.train, rows.train, gradients, hessians);
    yield 30 * size * loss.outputs;
    for (const [t, { own, held, rows: slotRows, sums }] of views.entries()) {
      for (let k = 0; k < loss.outputs; k++) {
        addUp(own, gradients[k]!, hessians[k]!, sums);
        const step = terms[t]!.cut({ sums, rows: slotRows });
        yield 4 * size + 8 * sums.length;
        if (!step) continue;
        moved = true;
        takeStep(own, step, scores.train[k]!, gradients[k]!, hessians[k]!);
        follow(held, step, scores.held[k]!);
        const table = tables[t]![k]!;
        step.forEach((by, slot) => (table[slot]! += by));
      }
    }
    return { loss: before, moved };
  };
}

/** Codes of some rows, side by side. */
function codesOf(codes: Uint8Array | Uint16Array, rows: Uint32Array): Uint16Array {
  const out = new Uint16Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = codes[rows[i]!]!;
  return out;
}

function counts(codes: Uint16Array, slots: number): Float64Array {
  const out = new Float64Array(slots);
  for (const code of codes) out[code]!++;
  return out;
}

/** Adds terms to the scores of rows, by output. */
export function addTables(terms: readonly BoostTerm[], tables: Tables, rows: Uint32Array, scores: readonly Float64Array[]): void {
  terms.forEach(({ codes }, t) => {
    const own = codesOf(codes, rows);
    scores.forEach((into, k) => follow(own, tables[t]![k]!, into));
  });
}
