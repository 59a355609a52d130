/** Scores to probabilities that sum to 1, in place; the largest score is taken off first so that nothing overflows. */
export function softmax(scores: Float64Array): void {
  const top = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp(scores[i]! - top);
  for (let i = 0; i < scores.length; i++) scores[i]! /= sum;
}
