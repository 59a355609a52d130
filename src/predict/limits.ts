import type { Table } from '../core/table.ts';
import type { Limits } from './limits-type.ts';
import type { ModelPackage } from './package-type.ts';
import type { Scores } from './scores.ts';

/**
 * Score of each class of one row: the probability of all likelier ones and half of its own, plus the penalty. Half stands for the random share of the
 * paper, so that a row gets the same set each time; what is promised of sets holds for any score.
 * Sources: Romano, Sesia & Candès (2020), "Classification with valid and adaptive coverage"; Angelopoulos, Bates, Malik & Jordan (2021), "Uncertainty
 * sets for image classifiers using conformal prediction", for the penalty.
 */
export function setScores(row: Float64Array, { penalty, free }: { readonly penalty: number; readonly free: number }): Float64Array {
  const order = [...row.keys()].sort((a, b) => row[b]! - row[a]! || a - b);
  const scores = new Float64Array(row.length);
  let above = 0;
  order.forEach((code, rank) => {
    scores[code] = above + row[code]! / 2 + penalty * Math.max(0, rank + 1 - free);
    above += row[code]!;
  });
  return scores;
}

/** Codes of the classes that one row may be of, the likeliest always among them. */
export function setOf(row: Float64Array, sets: NonNullable<Limits['sets']>): number[] {
  const scores = setScores(row, sets);
  const likeliest = row.indexOf(row.reduce((top, share) => Math.max(top, share), -Infinity));
  return [...row.keys()].filter((code) => code === likeliest || scores[code]! <= sets.cutoffs[code]!);
}

/** Beside each answer: the classes it may be, and the share of training rows that lie as far out, 0 to 1. */
export interface Cautions {
  readonly sets: readonly (readonly number[])[] | null;
  readonly share: Float64Array | null;
}

/** Of rows as far out as this share of the training rows nobody knows how the model does. */
export const FAR_OUT = 0.01;

/** @returns null for a package without limits */
export function compileLimits({ limits }: ModelPackage): ((features: Table, scores: Scores) => Cautions) | null {
  if (!limits) return null;
  const { sets, distance } = limits;
  return (features, scores) => ({
    sets: sets && scores.kind === 'classes' ? setsOf(scores.probabilities, scores.labels.length, sets) : null,
    share: distance && sharesAsFarOut(features, distance)
  });
}

const setsOf = (probabilities: Float64Array, k: number, sets: NonNullable<Limits['sets']>) =>
  Array.from({ length: probabilities.length / k }, (_, i) => setOf(probabilities.subarray(i * k, i * k + k), sets));

/** Squared distance of each row (Mahalanobis, 1936); a gap counts as the mean. */
export function distancesOf(
  features: Table,
  { columns, centre, whiten }: Pick<NonNullable<Limits['distance']>, 'columns' | 'centre' | 'whiten'>
): Float64Array {
  const found = columns.map((name) => features.columns.find((column) => column.name === name));
  const away = new Float64Array(columns.length);
  return Float64Array.from({ length: features.rows }, (_, i) => {
    found.forEach((column, j) => {
      const value = column?.kind === 'number' ? column.values[i]! : NaN;
      away[j] = Number.isNaN(value) ? 0 : value - centre[j]!;
    });
    return lengthOf(away, whiten);
  });
}

function lengthOf(away: Float64Array, whiten: Float64Array): number {
  let [squares, at] = [0, 0];
  for (let r = 0; r < away.length; r++) {
    let sum = 0;
    for (let c = 0; c <= r; c++) sum += whiten[at++]! * away[c]!;
    squares += sum * sum;
  }
  return squares;
}

/** Share of the training rows that lie at least as far out as each row, 0.005 to 1. */
export function sharesAsFarOut(features: Table, distance: NonNullable<Limits['distance']>): Float64Array {
  const { marks } = distance;
  return distancesOf(features, distance).map((squared) => {
    const passed = marks.findLastIndex((mark) => squared >= mark);
    return passed < 0 ? 1 : passed === marks.length - 1 ? 0.005 : (99 - passed) / 100;
  });
}

/** Ends of the interval of one prediction. */
export function stretchOf({ edges, below, above }: NonNullable<Limits['widths']>, value: number): readonly [number, number] {
  let stretch = 0;
  while (stretch < edges.length && value > edges[stretch]!) stretch++;
  return [value - below[stretch]!, value + above[stretch]!];
}
