import type { PlainRecord } from '../../core/plain.ts';
import { defineApplier } from '../step-applier.ts';
import { alongDirections } from './along-directions.ts';

/** The directions from 0 that are kept. */
export interface TruncatedSvdState extends PlainRecord {
  /** [components, columns] */
  readonly components: Float64Array;
  readonly names: readonly string[];
}

/** Puts in the place of the columns how far a row lies along each direction, seen from 0; a gap counts as 0. */
export const truncatedSvd = defineApplier<TruncatedSvdState>({
  id: 'truncated-svd',
  apply: (table, columns, { components, names }) => alongDirections('Truncated SVD', table, columns, { means: null, components, names })
});
