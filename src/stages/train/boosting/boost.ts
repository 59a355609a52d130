import type { HeldOut } from '../../../core/hold-out.ts';
import type { CurvePoint } from '../../../core/model.ts';
import type { Rng } from '../../../core/rng.ts';
import type { Table } from '../../../core/table.ts';
import { fixedPoint, type FixedPoint } from '../../../kernels/trees/fixed-point.ts';
import type { LossKind, Part, TreeKernel, TreeRoom } from '../../../kernels/trees/tree-kernel.ts';
import type { Work } from '../../../kernels/work.ts';
import { binTable, type BinnedFeature } from './bin-table.ts';
import { growTree, type GrownTree, type TreeLimits } from './grow-tree.ts';
import { addTree } from './traverse.ts';

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
  readonly features: readonly BinnedFeature[];
  /** Raw score of every row before the first tree, one per output. */
  readonly start: Float64Array;
  /** Rounds times outputs trees. */
  readonly trees: readonly GrownTree[];
  readonly curve: readonly CurvePoint[];
  readonly stoppedEarly: boolean;
}

interface Training {
  readonly kernel: TreeKernel;
  readonly features: readonly BinnedFeature[];
  readonly room: TreeRoom;
  readonly kind: LossKind;
  /** What the rows of a part weigh together. */
  readonly weightOf: Readonly<Record<Part, number>>;
  readonly heaviest: number;
  readonly settings: BoostSettings;
}

/** What the kernel has to make room for. */
export function roomFor(features: Table, target: BoostTarget, weights: Float64Array | null, { train, held }: HeldOut): TreeRoom {
  const outputs = target.kind === 'numbers' || target.classes === 2 ? 1 : target.classes;
  const y = target.kind === 'numbers' ? target.values : target.codes;
  return { rows: features.rows, features: features.columns.length, outputs, train, held, y, weights };
}

/**
 * Gradient boosting of leaf-wise trees over histograms. When rows are watched, the rounds after the best one are cut off.
 * Sources: Friedman (2001), "Greedy function approximation"; scikit-learn's HistGradientBoosting for losses, limits and stopping.
 * @param kernel opened for `room`
 */
export function* boost(
  table: Table,
  target: BoostTarget,
  room: TreeRoom,
  kernel: TreeKernel,
  settings: BoostSettings,
  rng: Rng
): Work<Boosted> {
  const { train, weights } = room;
  const features = yield* binTable(table, train, settings.maxBins, rng, kernel);
  const start = startOf(target, weights, train);
  start.forEach((value, k) => kernel.raw(k).fill(value));
  const training: Training = {
    ...{ kernel, features, room, settings, kind: kindOf(target) },
    weightOf: { train: totalWeight(weights, train), held: totalWeight(weights, room.held) },
    heaviest: weights ? train.reduce((most, row) => Math.max(most, weights[row]!), 0) : 1
  };
  return { features, start, ...(yield* rounds(training)) };
}

const kindOf = (target: BoostTarget): LossKind => (target.kind === 'numbers' ? 'squared' : target.classes === 2 ? 'binary' : 'softmax');

const totalWeight = (weights: Float64Array | null, rows: Uint32Array): number =>
  weights ? rows.reduce((sum, row) => sum + weights[row]!, 0) : rows.length;

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
  const { settings, room } = training;
  const isWatched = room.held.length > 0;
  const trees: GrownTree[] = [];
  const curve: CurvePoint[] = [];
  let scale = yield* scaleNow(training);
  yield* meanLoss(training, 'train', scale);
  let best = { round: 0, loss: isWatched ? yield* meanLoss(training, 'held', scale) : Infinity };
  for (let round = 1; round <= settings.maxIter; round++) {
    trees.push(...(yield* growRound(training, scale)));
    scale = yield* scaleNow(training);
    const train = yield* meanLoss(training, 'train', scale);
    const point = { step: round, train, validation: isWatched ? yield* meanLoss(training, 'held', scale) : null };
    curve.push(point);
    settings.onRound(point);
    if (point.validation === null) continue;
    if (point.validation < best.loss - settings.tol) best = { round, loss: point.validation };
    else if (round - best.round >= settings.nIterNoChange) break;
  }
  if (!isWatched) return { trees, curve, stoppedEarly: false };
  return { trees: trees.slice(0, best.round * room.outputs), curve, stoppedEarly: curve.length < settings.maxIter };
}

/** One tree per output, all on the derivatives of the same moment. */
function* growRound({ kernel, features, room, settings }: Training, scale: FixedPoint): Work<GrownTree[]> {
  const trees: GrownTree[] = [];
  for (let k = 0; k < room.outputs; k++) {
    const tree = yield* growTree({ kernel, features, limits: settings }, k, room.train.length, scale);
    const [bins, raw] = [features.map((_, j) => kernel.bins(j)), kernel.raw(k)];
    for (let from = 0; from < room.held.length; from += STRETCH) {
      addTree(tree, bins, room.held, from, Math.min(from + STRETCH, room.held.length), raw);
      yield 8 * STRETCH;
    }
    trees.push(tree);
  }
  return trees;
}

const STRETCH = 16_384;

/** How finely the derivatives of this moment are kept: those of a log loss have a bound, those of a square are measured. */
function* scaleNow({ kernel, kind, room, heaviest }: Training): Work<FixedPoint> {
  const { length } = room.train;
  if (kind !== 'squared') return fixedPoint(length, heaviest, heaviest / 4);
  let bound = 0;
  for (let from = 0; from < length; from += STRETCH) {
    bound = Math.max(bound, kernel.squaredBound(from, Math.min(from + STRETCH, length)));
    yield 4 * STRETCH;
  }
  return fixedPoint(length, bound, heaviest);
}

/** Loss per unit of weight over the rows; those of the training part leave their derivatives behind for the next round. */
function* meanLoss({ kernel, kind, weightOf, room }: Training, part: Part, scale: FixedPoint): Work<number> {
  const { length } = room[part];
  let loss = 0;
  for (let from = 0; from < length; from += STRETCH) {
    loss += kernel.loss(kind, part, from, Math.min(from + STRETCH, length), scale);
    yield 20 * STRETCH * room.outputs;
  }
  return loss / weightOf[part];
}
