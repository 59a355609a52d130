import type { PlainRecord } from '../../core/plain.ts';
import { defineApplier } from '../step-applier.ts';
import { normalPlace } from './normal-place.ts';
import { mapNumbers } from './replace-columns.ts';

/** For each column of the step the same number of quantiles, ascending and evenly spaced from the smallest value to the largest. */
export interface QuantileState extends PlainRecord {
  readonly output: string;
  readonly quantiles: readonly Float64Array[];
}

/** How near to the ends of a normal curve a share may come: beyond lie infinities. */
const NEAREST = 1e-7;

/** The share of training values below, or that share's place on a normal curve; beyond the training values it stays at the end. */
export const quantile = defineApplier<QuantileState>({
  id: 'quantile',
  apply: (table, columns, { output, quantiles }) =>
    mapNumbers('Rank', table, columns, (i) => {
      const known = quantiles[i]!;
      if (known.length === 0) return (x) => x;
      return output === 'normal' ? (x) => normalOf(known, x) : (x) => shareBelow(known, x, 0);
    })
});

const normalOf = (known: Float64Array, x: number): number =>
  normalPlace(Math.min(1 - NEAREST, Math.max(NEAREST, shareBelow(known, x, NEAREST))));

/** Between two quantiles along the line; where several are equal, the middle of theirs. @param slack how near to an end is the end */
function shareBelow(known: Float64Array, x: number, slack: number): number {
  const last = known.length - 1;
  if (x - slack <= known[0]!) return 0;
  if (x + slack >= known[last]!) return 1;
  const below = firstAbove(known, (value) => value >= x);
  const above = firstAbove(known, (value) => value > x);
  if (above > below) return (below + above - 1) / 2 / last;
  const [from, to] = [known[below - 1]!, known[below]!];
  return (below - 1 + (x - from) / (to - from)) / last;
}

/** The first place where a test that turns true once is true. */
function firstAbove(known: Float64Array, isAbove: (value: number) => boolean): number {
  let [from, to] = [0, known.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isAbove(known[middle]!)) to = middle;
    else from = middle + 1;
  }
  return from;
}
