import type { HeldOut } from '../../../core/hold-out.ts';
import type { CurvePoint } from '../../../core/model.ts';
import { createRng, type Rng } from '../../../core/rng.ts';
import type { Table } from '../../../core/table.ts';
import type { TreeKernel, TreeRoom } from '../../../kernels/trees/tree-kernel.ts';
import type { Work } from '../../../kernels/work.ts';
import { binTable, type BinnedFeature } from './bin-table.ts';
import type { BoostCheckpoint, BoostCheckpoints } from './checkpoint.ts';
import type { Constraints } from './constraints.ts';
import { drawDropped, type DartSettings } from './dart.ts';
import type { GrownTree, TreeLimits } from './grow-tree.ts';
import { growRound } from './grow-round.ts';
import { openLoss, type BoostLoss, type BoostTarget, type LossSettings } from './losses.ts';
import { Moment } from './moment.ts';
import type { RoundSettings } from './sampling.ts';

export interface BoostSettings extends TreeLimits, LossSettings, DartSettings, RoundSettings {
  readonly maxIter: number;
  readonly maxBins: number;
  readonly booster: 'plain' | 'dart';
  /** Rounds without a gain of `tol` on the watched rows after which the search ends. */
  readonly nIterNoChange: number;
  readonly tol: number;
  readonly onRound: (point: CurvePoint) => void;
  /** Where rounds are kept, and gone on with. */
  readonly checkpoints?: BoostCheckpoints;
}

export interface Boosted {
  readonly features: readonly BinnedFeature[];
  readonly loss: BoostLoss;
  /** Rounds times outputs trees. */
  readonly trees: readonly GrownTree[];
  readonly curve: readonly CurvePoint[];
  readonly stoppedEarly: boolean;
}

/** What the kernel has to make room for. */
export function roomFor(features: Table, target: BoostTarget, weights: Float64Array | null, { train, held }: HeldOut): TreeRoom {
  const outputs = target.kind === 'numbers' || target.classes === 2 ? 1 : target.classes;
  const y = target.kind === 'numbers' ? target.values : target.codes;
  return { rows: features.rows, features: features.columns.length, outputs, train, held, y, weights };
}

/**
 * Gradient boosting of trees over histograms. When rows are watched, the rounds after the best one are cut off.
 * Sources: Friedman (2001), "Greedy function approximation"; scikit-learn's HistGradientBoosting for losses, limits and stopping.
 * @param kernel opened for `room`
 */
export function* boost(
  table: Table,
  target: BoostTarget,
  room: TreeRoom,
  kernel: TreeKernel,
  settings: BoostSettings,
  constraints: Constraints,
  rng: Rng
): Work<Boosted> {
  const features = yield* binTable(table, room.train, { maxBins: settings.maxBins, trends: constraints.trends }, rng, kernel);
  const loss = openLoss(target, room, settings);
  loss.start.forEach((value, k) => kernel.raw(k).fill(value));
  const moment = new Moment(kernel, room, loss, settings);
  const ground = { kernel, features, limits: settings, constraints };
  const rounds = settings.booster === 'dart' ? dropping : adding;
  const from = settings.checkpoints?.resumeFrom;
  if (from) from.raw.forEach((scores, k) => kernel.raw(k).set(scores));
  return { features, loss, ...(yield* rounds({ moment, ground, room, settings, from, rng: from ? createRng(from.rng) : rng })) };
}

interface Training {
  readonly moment: Moment;
  readonly ground: Parameters<typeof growRound>[1];
  readonly room: TreeRoom;
  readonly settings: BoostSettings;
  readonly rng: Rng;
  readonly from: BoostCheckpoint | undefined;
}

type Rounds = Pick<Boosted, 'trees' | 'curve' | 'stoppedEarly'>;

/** Each round adds trees to those before, until the watched rows get no better. */
function* adding(training: Training): Work<Rounds> {
  const { moment, ground, room, settings, rng, from } = training;
  const trees: GrownTree[] = [...(from?.trees ?? [])];
  const curve: CurvePoint[] = [...(from?.curve ?? [])];
  yield* moment.derive();
  let best = from?.best ?? { round: 0, loss: room.held.length > 0 ? yield* moment.meanLoss('held') : NaN };
  // Of lists, too few rows may say nothing at all.
  const isWatched = !Number.isNaN(best.loss);
  for (let round = curve.length + 1; round <= settings.maxIter && !hasStalled(best, round - 1, curve.at(-1), settings); round++) {
    trees.push(...(yield* growRound(moment, ground, room, settings, rng)));
    const point = { step: round, train: yield* moment.derive(), validation: isWatched ? yield* moment.meanLoss('held') : null };
    curve.push(point);
    settings.onRound(point);
    if (point.validation !== null && point.validation < best.loss - settings.tol) best = { round, loss: point.validation };
    keepRounds(training, { trees, curve, best });
  }
  endRounds(training, { trees, curve, best });
  if (!isWatched) return { trees, curve, stoppedEarly: false };
  return { trees: trees.slice(0, best.round * room.outputs), curve, stoppedEarly: curve.length < settings.maxIter };
}

/** As `adding`, but each round answers for some of those before, which are left out while it is grown. All rounds are kept: later ones changed earlier ones. */
function* dropping(training: Training): Work<Rounds> {
  const { moment, ground, room, settings, rng, from } = training;
  const isWatched = room.held.length > 0;
  const rounds: GrownTree[][] = inRounds(from?.trees ?? [], room.outputs);
  const curve: CurvePoint[] = [...(from?.curve ?? [])];
  yield* moment.derive();
  for (let step = curve.length + 1; step <= settings.maxIter; step++) {
    const dropped = drawDropped(rounds.length, settings, rng).map((round) => rounds[round]!);
    yield* moment.leaveOut(dropped);
    const grown = yield* growRound(moment, ground, room, settings, rng);
    yield* moment.bringBack(dropped, grown, settings.learningRate);
    rounds.push(grown);
    const point = { step, train: yield* moment.derive(), validation: isWatched ? yield* moment.meanLoss('held') : null };
    curve.push(point);
    settings.onRound(point);
    keepRounds(training, { trees: rounds.flat(), curve, best: null });
  }
  endRounds(training, { trees: rounds.flat(), curve, best: null });
  return { trees: rounds.flat(), curve, stoppedEarly: false };
}

/** Whether the watched rows have had no gain for as long as is waited for. */
const hasStalled = (
  best: { readonly round: number },
  round: number,
  point: CurvePoint | undefined,
  { nIterNoChange }: BoostSettings
): boolean => point !== undefined && point.validation !== null && round - best.round >= nIterNoChange;

const inRounds = (trees: readonly GrownTree[], outputs: number): GrownTree[][] =>
  Array.from({ length: trees.length / outputs }, (_, round) => trees.slice(round * outputs, (round + 1) * outputs));

type Done = Pick<BoostCheckpoint, 'trees' | 'curve' | 'best'>;

function keepRounds(training: Training, done: Done): void {
  const { checkpoints } = training.settings;
  if (checkpoints?.isDue()) checkpoints.keep(checkpointAt(training, done));
}

const endRounds = (training: Training, done: Done): void => training.settings.checkpoints?.end?.(checkpointAt(training, done));

function checkpointAt({ moment, room, rng }: Training, done: Done): BoostCheckpoint {
  const raw = Array.from({ length: room.outputs }, (_, k) => moment.kernel.raw(k).slice());
  return { ...done, raw, rng: rng.save() };
}
