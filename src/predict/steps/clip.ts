import type { PlainRecord } from '../../core/plain.ts';
import { defineApplier } from '../step-applier.ts';
import { mapNumbers } from './replace-columns.ts';

/** The least and the most a column may say, one entry for each column of the step. */
export interface ClipState extends PlainRecord {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** What lies farther out is brought in to the nearest end. */
export const clip = defineApplier<ClipState>({
  id: 'clip',
  apply: (table, columns, { low, high }) => mapNumbers('Clip', table, columns, (i) => (x) => Math.min(high[i]!, Math.max(low[i]!, x)))
});
