import type { Scores } from '../../predict/scores.ts';

/** Largest difference between two sets of answers; Infinity when a class, a row or the kind differs. */
export function largestDifference(a: Scores, b: Scores): number {
  if (a.kind === 'classes' && b.kind === 'classes') {
    const sameClasses = a.predicted.length === b.predicted.length && a.predicted.every((code, i) => code === b.predicted[i]);
    return sameClasses ? largestGap(a.probabilities, b.probabilities) : Infinity;
  }
  return a.kind === 'numbers' && b.kind === 'numbers' ? largestGap(a.values, b.values) : Infinity;
}

function largestGap(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}

/** How many answers there are. */
export const answersIn = (scores: Scores): number => (scores.kind === 'classes' ? scores.predicted.length : scores.values.length);

/** One answer of many. */
export function answerAt(scores: Scores, row: number): Scores {
  if (scores.kind === 'numbers') return { ...scores, values: scores.values.slice(row, row + 1), low: null, high: null };
  const k = scores.labels.length;
  return { ...scores, predicted: scores.predicted.slice(row, row + 1), probabilities: scores.probabilities.slice(row * k, row * k + k) };
}
