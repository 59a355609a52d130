import { needsTwoClasses } from '../../core/errors/judging.ts';
import type { ClassOutcome } from '../../core/outcome.ts';
import { thresholdPoints, type ThresholdPoint } from './curves/ranking-curves.ts';
import type { ConfusionMetric } from './metric-type.ts';
import { metrics } from './registry.ts';

/**
 * What a good threshold is: the best value of a metric of the confusion matrix; the lowest cost, `costs[actual][predicted]` in class order; the most
 * positives found while of those called at least a share are, or while at most a share of the rows is called; the fewest false alarms while at least a
 * share of the positives is found.
 */
export type ThresholdGoal =
  | { readonly kind: 'metric'; readonly metric: string }
  | { readonly kind: 'cost'; readonly costs: readonly (readonly number[])[] }
  | { readonly kind: 'precision' | 'recall'; readonly least: number }
  | { readonly kind: 'called'; readonly most: number };

export interface ChosenThreshold {
  /** From this probability on a row is called positive; 0 to 1, and above 1 when calling none is best. */
  readonly threshold: number;
  /** The metric's value, the mean cost per row, or the share of positives found, on the rows it was chosen on: somewhat flattered by the choice. */
  readonly value: number;
  readonly note: string | null;
}

/** Above every probability there is. */
const NEVER = 1 + Number.EPSILON;

/**
 * The threshold that serves the goal best on these rows, halfway between the scores it parts; the plainest of equals, nearest to one half. Give
 * validation rows, never test rows.
 * @throws LatheError `needs-two-classes` without a positive class, `unknown-id` for a metric there is not
 */
export function chooseThreshold(outcome: ClassOutcome, goal: ThresholdGoal): ChosenThreshold {
  if (outcome.positive === null) throw needsTwoClasses('A threshold', outcome.labels.length);
  const points = thresholdPoints(outcome, outcome.positive);
  if (points.length < 2 || points[0]!.positives === 0 || points[0]!.negatives === 0) {
    return { threshold: 0.5, value: NaN, note: 'These rows do not hold both classes, so the threshold stays at one half.' };
  }
  const worthOf = worthFunction(goal, outcome.positive);
  if (!worthOf) return { threshold: 0.5, value: NaN, note: 'This metric does not depend on a threshold, so it stays at one half.' };
  const worths = points.map(worthOf);
  const best = worths.reduce((top, worth) => (worth > top ? worth : top), -Infinity);
  if (best === -Infinity) return { threshold: NEVER, value: 0, note: 'No threshold keeps to that on these rows, so none is called.' };
  const candidates = points.map((_, i) => between(points, i)).filter((_, i) => best - worths[i]! <= 1e-12 * Math.max(1, Math.abs(best)));
  const threshold = candidates.reduce((near, one) => (Math.abs(one - 0.5) < Math.abs(near - 0.5) ? one : near));
  const chosen = points[worths.findIndex((worth) => best - worth <= 1e-12 * Math.max(1, Math.abs(best)))]!;
  return { threshold, value: valueOf(goal, best, chosen), note: null };
}

function valueOf(goal: ThresholdGoal, best: number, { truePositives, positives }: ThresholdPoint): number {
  if (goal.kind === 'cost') return -best;
  return goal.kind === 'metric' ? signOf(goal) * best : truePositives / positives;
}

/** Halfway to the next lower score; one half itself where it lies between the two. */
function between(points: readonly ThresholdPoint[], i: number): number {
  if (i === 0) return NEVER;
  const high = points[i]!.threshold;
  const low = points[i + 1]?.threshold ?? -1;
  if (low < 0.5 && high >= 0.5) return 0.5;
  const middle = (Math.max(0, low) + high) / 2;
  return middle > low ? middle : high;
}

const signOf = (goal: { readonly metric: string }) => (metrics.get(goal.metric).higherIsBetter ? 1 : -1);

function worthFunction(goal: ThresholdGoal, positive: number): ((point: ThresholdPoint) => number) | null {
  if (goal.kind === 'cost') return (point) => -costOf(point, goal.costs, positive);
  if (goal.kind !== 'metric') return (point) => withinLimit(goal, point);
  const metric = metrics.get(goal.metric);
  if (metric.from !== 'confusion') return null;
  return (point) => signOf(goal) * scoreAt(metric, point, positive);
}

/** What a limit leaves to be had; minus infinity where it is passed. Of equals the one with fewer false alarms is the better. */
function withinLimit(goal: Exclude<ThresholdGoal, { kind: 'metric' | 'cost' }>, point: ThresholdPoint): number {
  const { truePositives, falsePositives, positives, negatives } = point;
  const called = truePositives + falsePositives;
  const found = truePositives / positives;
  const alarms = falsePositives / negatives;
  if (goal.kind === 'recall') return found >= goal.least - SLACK ? -alarms : -Infinity;
  const isKept =
    goal.kind === 'called'
      ? called <= goal.most * (positives + negatives) + SLACK
      : called === 0 || truePositives / called >= goal.least - SLACK;
  return isKept ? found - alarms * 1e-6 : -Infinity;
}

/** Rounding of sums. */
const SLACK = 1e-9;

function scoreAt(metric: ConfusionMetric, point: ThresholdPoint, positive: number): number {
  const cells = cellsOf(point, positive);
  return metric.score({ classes: 2, cells, present: Uint8Array.of(1, 1), positive });
}

/** Confusion cells [actual, predicted] in class order. */
export function cellsOf({ truePositives, falsePositives, positives, negatives }: ThresholdPoint, positive: number): Float64Array {
  const cells = new Float64Array(4);
  const negative = 1 - positive;
  cells[positive * 2 + positive] = truePositives;
  cells[positive * 2 + negative] = positives - truePositives;
  cells[negative * 2 + positive] = falsePositives;
  cells[negative * 2 + negative] = negatives - falsePositives;
  return cells;
}

function costOf(point: ThresholdPoint, costs: readonly (readonly number[])[], positive: number): number {
  const total = cellsOf(point, positive).reduce((sum, count, cell) => sum + count * (costs[cell >> 1]?.[cell % 2] ?? 0), 0);
  return total / (point.positives + point.negatives);
}
