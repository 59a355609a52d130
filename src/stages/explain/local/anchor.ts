import { pause, type WorkContext } from '../../../core/context.ts';
import type { Metric } from '../../../core/outcome.ts';
import { below, type Rng } from '../../../core/rng.ts';
import { gatherColumn, type Column, type Table } from '../../../core/table.ts';
import { clopperPearson, wilson } from '../../../kernels/intervals.ts';
import { stackedColumns } from '../shap/mix-rows.ts';
import { type Arm, bestArms, klBound, shareOf } from './kl-lucb.ts';
import { type Piece, piecesOf, rowsWith } from './pieces.ts';

export interface AnchorRequest {
  /** The row, alone, and training rows what is not held is drawn from; the same columns. */
  readonly row: Table;
  readonly training: Table;
  /** Rows the model has not learned from, to see what it says of real ones that the rule holds for. */
  readonly held: Table;
  /** Whether each row of a table is answered as the row is. */
  readonly isSame: (table: Table) => Promise<ArrayLike<number>>;
  /** What share of answers a rule must keep. */
  readonly target: number;
  readonly mostPieces: number;
  /** Rows that may be scored while looking. */
  readonly budget: number;
  readonly rng: Rng;
  readonly context: WorkContext;
}

export interface Anchor {
  /** None: any row is answered so. */
  readonly pieces: readonly Piece[];
  /** Share of rows drawn under the rule that are answered as the row is, on draws that had no part in choosing it. */
  readonly precision: Metric;
  /** The same without any rule. */
  readonly usual: Metric;
  /** Share of the training rows the rule holds for. */
  readonly coverage: Metric;
  /** Of the held-out rows the rule holds for, the share answered as the row is. */
  readonly among: Metric;
  /** Whether the lower end of the precision is at least the target. */
  readonly isSure: boolean;
  readonly scored: number;
}

interface Rule extends Arm {
  readonly held: readonly number[];
  readonly coverage: number;
}

/** As the authors' own code has them. */
const BEAM = 4;
const TOLERANCE = 0.15;
const DOUBT = 0.1;
/** How far the bound of a rule may be below the target for it to be looked at on further draws. */
const NEAR = 0.05;
const BATCH = 64;
/** Draws that the precision is told from. */
const FRESH = 2000;

/**
 * An anchor: the few things about a row that are enough for its answer, whatever else it has. Rules grow by a beam; which are best is told by KL-LUCB. Of
 * those that keep the target, the one that holds for most rows is taken. Rows under a rule are training rows whose held columns get values of training
 * rows that have them.
 * Source: Ribeiro, Singh & Guestrin (2018), "Anchors: high-precision model-agnostic explanations".
 * @throws LatheError `explanation-not-for-images`
 */
export async function anchor(request: AnchorRequest): Promise<Anchor> {
  const { row, training, target, mostPieces, budget, context } = request;
  const pieces = piecesOf(row, training);
  const having = pieces.map((piece) => rowsWith(piece, training));
  const sampler = samplerOf(request, pieces, having);
  const coverageOf = (held: readonly number[]) => rowsOf(held, having, training.rows) / training.rows;
  const level = Math.log((1 + (BEAM - 1) * Math.max(1, pieces.length)) / DOUBT);
  const usual = await sampler.fresh([]);
  let beam: Rule[] = [{ held: [], coverage: 1, hits: 0, draws: 0 }];
  let found: Rule | null = shareOf(usual) >= target ? beam[0]! : null;
  let best = beam[0]!;
  for (let size = 1; size <= mostPieces && !found && sampler.scored() < budget; size++) {
    await pause(context);
    context.onProgress(Math.min(0.9, sampler.scored() / budget));
    const rules = grown(beam, pieces.length, coverageOf);
    if (rules.length === 0) break;
    // every size of rule gets an even share of what is left
    const until = sampler.scored() + (budget - sampler.scored()) / (mostPieces - size + 1);
    const mostRounds = Math.ceil((until - sampler.scored()) / (2 * BATCH));
    beam = await bestArms(rules, { most: BEAM, tolerance: TOLERANCE, doubt: DOUBT, mostRounds }, sampler.draw);
    found = await firstSure(beam, { target, level, until }, sampler);
    if (shareOf(beam[0]!) > shareOf(best)) best = beam[0]!;
  }
  const rule = found ?? best;
  const precision = metricOf(await sampler.fresh(rule.held), clopperPearson);
  const held = rule.held.map((place) => pieces[place]!);
  const among = await amongHeld(request, held);
  context.onProgress(1);
  return {
    pieces: held,
    precision,
    usual: metricOf(usual, clopperPearson),
    coverage: metricOf({ hits: rowsOf(rule.held, having, training.rows), draws: training.rows }, wilson),
    among,
    isSure: precision.low >= target,
    scored: sampler.scored()
  };
}

/** Rules with one more piece, each once, that hold for some training row beside. */
function grown(beam: readonly Rule[], width: number, coverageOf: (held: readonly number[]) => number): Rule[] {
  const all = beam.flatMap(({ held }) =>
    Array.from({ length: width }, (_, place) => place)
      .filter((place) => !held.includes(place))
      .map((place) => [...held, place].sort((a, b) => a - b))
  );
  const once = [...new Map(all.map((held) => [held.join(' '), held])).values()];
  return once.map((held) => ({ held, coverage: coverageOf(held), hits: 0, draws: 0 }));
}

interface Sampler {
  readonly draw: (rule: Rule) => Promise<void>;
  /** Draws that have no part in the choice. */
  readonly fresh: (held: readonly number[]) => Promise<Arm>;
  readonly scored: () => number;
}

interface Bar {
  readonly target: number;
  readonly level: number;
  /** Rows scored in all after which what is known has to do. */
  readonly until: number;
}

/** Of rules that seem to keep the target the one that holds for most rows and keeps it on further draws too; null where none does. */
async function firstSure(rules: readonly Rule[], bar: Bar, sampler: Sampler): Promise<Rule | null> {
  const kept: Rule[] = [];
  for (const rule of rules) if (await keeps(rule, bar, sampler)) kept.push(rule);
  for (const rule of kept.sort((a, b) => b.coverage - a.coverage)) {
    const { hits, draws } = await sampler.fresh(rule.held);
    // stricter than what is told in the end, so that a rule at the very edge does not fall back on the draws after these
    if (clopperPearson(hits, draws, 0.99).low >= bar.target) return rule;
  }
  return null;
}

/** Draws from a rule until it is told whether it keeps the target. */
async function keeps(rule: Rule, { target, level, until }: Bar, { draw, scored }: Sampler): Promise<boolean> {
  const isOpen = () => {
    const share = shareOf(rule);
    if (share >= target) return klBound(share, rule.draws, level, 0) < target - NEAR;
    return klBound(share, rule.draws, level, 1) >= target + (1 - target) / 2;
  };
  while (isOpen() && scored() < until) await draw(rule);
  return shareOf(rule) >= target && klBound(shareOf(rule), rule.draws, level, 0) >= target - NEAR;
}

function samplerOf(
  { row, training, isSame, rng, context }: AnchorRequest,
  pieces: readonly Piece[],
  having: readonly Uint8Array[]
): Sampler {
  const columns = stackedColumns(row, training);
  const places = having.map((has) => Uint32Array.from([...has.keys()].filter((i) => has[i] === 1)));
  let scored = 0;
  const draw = async (held: readonly number[], rows: number): Promise<number> => {
    await pause(context);
    const base = Uint32Array.from({ length: rows }, () => 1 + below(rng, training.rows));
    const own = new Map(held.map((place) => [pieces[place]!.column, places[place]!]));
    const table = { rows, columns: columns.map((column) => drawn(column, base, own.get(column.name), rng)) };
    scored += rows;
    return Array.from(await isSame(table)).reduce((sum, same) => sum + same, 0);
  };
  return {
    draw: async (rule) => {
      rule.hits += await draw(rule.held, BATCH);
      rule.draws += BATCH;
    },
    fresh: async (held) => ({ hits: await draw(held, FRESH), draws: FRESH }),
    scored: () => scored
  };
}

/** A column as the base rows have it, or, where it is held, from rows that have its piece: the row's own value where no training row has it. */
function drawn(column: Column, base: Uint32Array, having: Uint32Array | undefined, rng: Rng): Column {
  if (!having) return gatherColumn(column, base);
  return gatherColumn(column, base.map(() => (having.length > 0 ? 1 + having[below(rng, having.length)]! : 0))); // prettier-ignore
}

const rowsOf = (held: readonly number[], having: readonly Uint8Array[], rows: number): number =>
  held.length === 0 ? rows : having[0]!.reduce((count, _, i) => count + Number(held.every((place) => having[place]![i] === 1)), 0);

async function amongHeld({ held, isSame }: AnchorRequest, rule: readonly Piece[]): Promise<Metric> {
  const having = rule.map((piece) => rowsWith(piece, held));
  const same = await isSame(held);
  const rows = Array.from({ length: held.rows }, (_, i) => i).filter((i) => having.every((has) => has[i] === 1));
  return metricOf({ hits: rows.filter((i) => same[i]).length, draws: rows.length }, wilson);
}

const metricOf = ({ hits, draws }: Arm, interval: typeof wilson): Metric => ({
  value: draws > 0 ? hits / draws : NaN,
  ...interval(hits, draws),
  n: draws
});
