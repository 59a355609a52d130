import { defineApplier } from '../step-applier.ts';
import { mapNumbers } from './replace-columns.ts';

/** ln(1 + x), and its mirror image below 0. */
export const log = defineApplier({
  id: 'log',
  apply: (table, columns) => mapNumbers('Take logarithms', table, columns, () => (x) => Math.sign(x) * Math.log1p(Math.abs(x)))
});
