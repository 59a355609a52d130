import type { HeldOut } from '../../../core/hold-out.ts';
import { releaseBuffer } from '../../../core/let-go.ts';
import type { CurvePoint } from '../../../core/model.ts';
import type { Rng } from '../../../core/rng.ts';
import type { Table } from '../../../core/table.ts';
import { binaryLogLoss, softmaxLogLoss, squaredError, type LossPass } from '../../../kernels/boosting/losses.ts';
import { addTree } from '../../../kernels/boosting/traverse.ts';
import type { Work } from '../../../kernels/work.ts';
import { binTable, type BinnedTable } from './bin-table.ts';
import { growTree, makeRoom, type GrowingRoom, type GrownTree, type TreeLimits } from './grow-tree.ts';

/** What is to be learned: codes 0 to classes - 1 that all occur, or values. */
export type BoostTarget =
  | { readonly kind: 'classes'; readonly codes: Int32Array; readonly classes: number }
  | { readonly kind: 'numbers'; readonly values: Float64Array };

export interface BoostSettings extends TreeLimits {
  readonly maxIter: number;
  readonly maxBins: number;
  /** Rounds without a gain of `tol` on the watched rows after which the search ends. */
  readonly nIterNoChange: number;
  readonly tol: number;
  readonly onRound: (point: CurvePoint) => void;
}

export interface Boosted {
  readonly table: BinnedTable;
  /** Raw score of every row before the first tree, one per output. */
  readonly start: Float64Array;
  /** Rounds times outputs trees. */
  readonly trees: readonly GrownTree[];
  readonly curve: readonly CurvePoint[];
  readonly stoppedEarly: boolean;
}

interface Training {
  readonly table: BinnedTable;
  readonly parts: HeldOut;
  readonly raw: readonly Float64Array[];
  readonly gradients: readonly Float64Array[];
  readonly hessians: readonly Float64Array[];
  readonly pass: LossPass;
  readonly weights: Float64Array | null;
  readonly room: GrowingRoom;
  readonly settings: BoostSettings;
}

/**
 * Gradient boosting of leaf-wise trees over histograms. When rows are watched, the rounds after the best one are cut off.
 * Sources: Friedman (2001), "Greedy function approximation"; scikit-learn's HistGradientBoosting for losses, limits and stopping.
 */
export function* boost(
  features: Table,
  target: BoostTarget,
  weights: Float64Array | null,
  parts: HeldOut,
  settings: BoostSettings,
  rng: Rng
): Work<Boosted> {
  const table = yield* binTable(features, parts.train, settings.maxBins, rng);
  const start = startOf(target, weights, parts.train);
  const raw = Array.from(start, (value) => new Float64Array(features.rows).fill(value));
  const gradients = raw.map(() => new Float64Array(features.rows));
  const hessians = raw.map(() => new Float64Array(features.rows));
  const working = { raw, gradients, hessians, weights };
  const training: Training = { table, parts, ...working, pass: passOf(target, working), room: makeRoom(parts.train), settings };
  const { trees, curve, stoppedEarly } = yield* rounds(training);
  // Some forty bytes a row: what follows would have to stand beside them until garbage is collected.
  for (const array of [...raw, ...gradients, ...hessians, training.room.rows, training.room.spare]) releaseBuffer(array.buffer);
  return { table, start, trees, curve, stoppedEarly };
}

function passOf(target: BoostTarget, working: Pick<Training, 'raw' | 'gradients' | 'hessians' | 'weights'>): LossPass {
  if (target.kind === 'numbers') return squaredError(target.values, working);
  return target.classes === 2 ? binaryLogLoss(target.codes, working) : softmaxLogLoss(target.codes, working);
}

/** The best constant: the mean, the log-odds, or the logarithm of each class's share. */
function startOf(target: BoostTarget, weights: Float64Array | null, rows: Uint32Array): Float64Array {
  const weightOf = (row: number) => (weights ? weights[row]! : 1);
  const total = rows.reduce((sum, row) => sum + weightOf(row), 0);
  if (target.kind === 'numbers') return Float64Array.of(rows.reduce((sum, row) => sum + weightOf(row) * target.values[row]!, 0) / total);
  const shares = new Float64Array(target.classes);
  for (const row of rows) shares[target.codes[row]!]! += weightOf(row) / total;
  return target.classes === 2 ? Float64Array.of(Math.log(shares[1]! / shares[0]!)) : shares.map(Math.log);
}

function* rounds(training: Training): Work<{ trees: GrownTree[]; curve: CurvePoint[]; stoppedEarly: boolean }> {
  const { settings, parts, raw } = training;
  const isWatched = parts.held.length > 0;
  const trees: GrownTree[] = [];
  const curve: CurvePoint[] = [];
  yield* meanLoss(training, parts.train);
  let best = { round: 0, loss: isWatched ? yield* meanLoss(training, parts.held) : Infinity };
  for (let round = 1; round <= settings.maxIter; round++) {
    trees.push(...(yield* growRound(training)));
    const point = {
      step: round,
      train: yield* meanLoss(training, parts.train),
      validation: isWatched ? yield* meanLoss(training, parts.held) : null
    };
    curve.push(point);
    settings.onRound(point);
    if (point.validation === null) continue;
    if (point.validation < best.loss - settings.tol) best = { round, loss: point.validation };
    else if (round - best.round >= settings.nIterNoChange) break;
  }
  if (!isWatched) return { trees, curve, stoppedEarly: false };
  return { trees: trees.slice(0, best.round * raw.length), curve, stoppedEarly: curve.length < settings.maxIter };
}

/** One tree per output, all on the derivatives of the same moment. */
function* growRound({ table, parts, raw, gradients, hessians, room, settings }: Training): Work<GrownTree[]> {
  const trees: GrownTree[] = [];
  for (let k = 0; k < raw.length; k++) {
    const derivatives = { gradients: gradients[k]!, hessians: hessians[k]! };
    room.rows.set(parts.train);
    const tree = yield* growTree(table, derivatives, raw[k]!, settings, room);
    for (let from = 0; from < parts.held.length; from += STRETCH) {
      addTree(tree, table.bins, parts.held, from, Math.min(from + STRETCH, parts.held.length), raw[k]!);
      yield 8 * STRETCH;
    }
    trees.push(tree);
  }
  return trees;
}

const STRETCH = 16_384;

/** Loss per unit of weight over the rows; leaves their derivatives behind for the next round. */
function* meanLoss({ pass, weights, raw }: Training, rows: Uint32Array): Work<number> {
  let loss = 0;
  for (let from = 0; from < rows.length; from += STRETCH) {
    loss += pass(rows, from, Math.min(from + STRETCH, rows.length));
    yield 20 * STRETCH * raw.length;
  }
  return loss / (weights ? rows.reduce((sum, row) => sum + weights[row]!, 0) : rows.length);
}
