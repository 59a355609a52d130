import { chanceByRule } from '../../../predict/calls.ts';
import type { CallRule } from '../../../predict/calls-type.ts';
import type { GroupedRows, Parity, Stakes } from './parity.ts';

export type GroupRule = CallRule;

/** Shares of the axis the groups are brought to the same place on. */
const STEPS = 1000;

/**
 * A threshold for each group, mixed by chance from two where no single one fits, so that the groups have the same share called, found, or both of finds
 * and false alarms, at the best accuracy that allows, each row counted by what a mistake on it does. For the latter the group whose curve is lowest sets the place, and the others are answered by chance
 * for a part of their rows, which brings them down to it.
 * Source: Hardt, Price & Srebro (2016), "Equality of opportunity in supervised learning", sections 3.2 and 4; as fairlearn's ThresholdOptimizer defines
 * the choice among places.
 * @param scores probability of the positive class of each row
 * @returns a rule a group; null where a group lacks positives or others
 */
export function groupThresholds(rows: GroupedRows, scores: Float64Array, parity: Parity): GroupRule[] | null {
  const curves = Array.from({ length: rows.groups }, (_, group) => curveOf(rows, scores, group));
  if (curves.some((curve) => curve === null)) return null;
  const known = curves as Curve[];
  const { stakes = [1, 1] } = rows;
  return parity === 'equalised_odds' ? atCommonOdds(known, stakes) : atCommonShare(known, parity, stakes);
}

/** Chance of being called positive of each row by the rules; rows without a group by the threshold of one half. */
export const callByRules = (rules: readonly GroupRule[], groupOf: Int32Array, scores: Float64Array): Float64Array =>
  scores.map((score, row) => {
    const rule = rules[groupOf[row]!];
    if (!rule) return score >= 0.5 ? 1 : 0;
    return chanceByRule(rule, score);
  });

interface Point {
  readonly threshold: number;
  /** Shares of the negatives and of the positives called. */
  readonly alarms: number;
  readonly found: number;
}

interface Curve {
  readonly points: readonly Point[];
  /** Weight of the positives and of all rows of the group. */
  readonly positives: number;
  readonly all: number;
}

function curveOf({ actual, groupOf, weights }: GroupedRows, scores: Float64Array, group: number): Curve | null {
  const own = [...groupOf.keys()].filter((row) => groupOf[row] === group).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const weightOf = (row: number) => weights?.[row] ?? 1;
  const all = own.reduce((sum, row) => sum + weightOf(row), 0);
  const positives = own.reduce((sum, row) => sum + weightOf(row) * actual[row]!, 0);
  if (!(positives > 0 && positives < all)) return null;
  const points: Point[] = [{ threshold: Infinity, alarms: 0, found: 0 }];
  let [hits, misses] = [0, 0];
  own.forEach((row, i) => {
    if (actual[row] === 1) hits += weightOf(row);
    else misses += weightOf(row);
    const next = own[i + 1];
    if (next === undefined || scores[next]! < scores[row]!)
      points.push({ threshold: scores[row]!, alarms: misses / (all - positives), found: hits / positives });
  });
  return { points, positives, all };
}

/** A point of the axis, between two points of a group's hull. */
interface Place {
  readonly left: Point;
  readonly right: Point;
  /** How far from the left to the right. */
  readonly mix: number;
  readonly y: number;
}

type Axis = (point: Point) => number;

/** The points that no mixture of others is above, ascending along x. */
function upperHull(points: readonly Point[], x: Axis, y: Axis): Point[] {
  const sorted = [...points].sort((a, b) => x(a) - x(b) || y(b) - y(a));
  const hull: Point[] = [];
  for (const point of sorted) {
    if (hull.length > 0 && x(point) === x(hull.at(-1)!)) continue;
    while (hull.length > 1) {
      const [a, b] = [hull.at(-2)!, hull.at(-1)!];
      if ((y(b) - y(a)) * (x(point) - x(a)) > (y(point) - y(a)) * (x(b) - x(a))) break;
      hull.pop();
    }
    hull.push(point);
  }
  return hull;
}

function placeAt(hull: readonly Point[], at: number, x: Axis, y: Axis): Place {
  const after = hull.findIndex((point) => x(point) >= at);
  const right = hull[after < 0 ? hull.length - 1 : after]!;
  const left = hull[Math.max(0, (after < 0 ? hull.length : after) - 1)]!;
  const width = x(right) - x(left);
  const mix = width > 0 ? Math.min(1, Math.max(0, (at - x(left)) / width)) : 1;
  return { left, right, mix, y: y(left) + mix * (y(right) - y(left)) };
}

const ruleOf = ({ left, right, mix }: Place, ignored = 0, constant = 0): GroupRule => ({
  low: right.threshold,
  high: left.threshold,
  mix,
  ignored,
  constant
});

/** The same share called, or found, in every group: that which is right most often over all of them. */
function atCommonShare(curves: readonly Curve[], parity: Parity, [falseAlarm, miss]: Stakes): GroupRule[] {
  const xOf = ({ positives, all }: Curve): Axis =>
    parity === 'demographic_parity' ? ({ alarms, found }) => (found * positives + alarms * (all - positives)) / all : ({ found }) => found;
  const yOf =
    ({ positives, all }: Curve): Axis =>
    ({ alarms, found }) =>
      miss * found * positives + falseAlarm * (1 - alarms) * (all - positives);
  const hulls = curves.map((curve) => upperHull(curve.points, xOf(curve), yOf(curve)));
  const placesAt = (at: number) => curves.map((curve, group) => placeAt(hulls[group]!, at, xOf(curve), yOf(curve)));
  const best = bestStep((at) => placesAt(at).reduce((sum, place) => sum + place.y, 0));
  return placesAt(best).map((place) => ruleOf(place));
}

/** The same finds and false alarms in every group. */
function atCommonOdds(curves: readonly Curve[], [falseAlarm, miss]: Stakes): GroupRule[] {
  const [x, y]: readonly [Axis, Axis] = [({ alarms }) => alarms, ({ found }) => found];
  const hulls = curves.map(({ points }) => upperHull(points, x, y));
  const placesAt = (at: number) => hulls.map((hull) => placeAt(hull, at, x, y));
  const lowest = (at: number) => Math.min(...placesAt(at).map((place) => place.y));
  const positives = curves.reduce((sum, curve) => sum + curve.positives, 0);
  const negatives = curves.reduce((sum, curve) => sum + curve.all - curve.positives, 0);
  const at = bestStep((share) => miss * lowest(share) * positives + falseAlarm * (1 - share) * negatives);
  const floor = lowest(at);
  return placesAt(at).map((place) => ruleOf(place, place.y - at > 1e-12 ? (place.y - floor) / (place.y - at) : 0, at));
}

function bestStep(worth: (at: number) => number): number {
  let [best, top] = [0, -Infinity];
  for (let step = 0; step <= STEPS; step++) {
    const own = worth(step / STEPS);
    if (own > top + 1e-12) [best, top] = [step / STEPS, own];
  }
  return best;
}
