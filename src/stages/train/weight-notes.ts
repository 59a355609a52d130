import { note, type Note } from '../../core/note.ts';

/** Weights farther from 1 than this, on average, change what penalties and least sizes mean. */
const FAR = 20;

/** What weights do beside counting rows for more or less: a penalty is held against their sum. */
export function weightNotes(weights: Float64Array | null): Note[] {
  if (!weights || weights.length === 0) return [];
  const mean = weights.reduce((sum, weight) => sum + weight / weights.length, 0);
  if (mean > 1 / FAR && mean < FAR) return [];
  return [
    note(
      'weights-far-from-1',
      `A row weighs ${Number(mean.toPrecision(3))} on average. Penalties, noise and the least size of a leaf are held against these weights, so most models answer otherwise than with weights around 1. Where only their proportions matter, divide them by their mean.`
    )
  ];
}
