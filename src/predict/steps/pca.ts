import type { PlainRecord } from '../../core/plain.ts';
import { defineApplier } from '../step-applier.ts';
import { alongDirections } from './along-directions.ts';

/** The directions that are kept, and the middle they start from. */
export interface PcaState extends PlainRecord {
  readonly means: Float64Array;
  /** [components, columns] */
  readonly components: Float64Array;
  readonly names: readonly string[];
}

/** Puts in the place of the columns how far a row lies along each direction; a gap counts as the column's mean. */
export const pca = defineApplier<PcaState>({
  id: 'pca',
  apply: (table, columns, state) => alongDirections('Principal components', table, columns, state)
});
