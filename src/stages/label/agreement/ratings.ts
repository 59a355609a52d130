import type { MeasureLevel } from '../../../core/labelling.ts';

/** What several labellers said of the same units. */
export interface Ratings {
  /** Names of the labellers. */
  readonly by: readonly string[];
  /** Values in their order, lowest first; only `interval` needs them to be numbers. */
  readonly values: readonly string[];
  /** [units][labellers]: a place in `values`, -1 = none. */
  readonly units: readonly Int32Array[];
  readonly level: MeasureLevel;
}
