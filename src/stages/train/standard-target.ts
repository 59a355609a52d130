import type { NumberTarget } from '../../core/target.ts';
import { weightedMean } from './weighted.ts';

/** A target in standard deviations from its mean. */
export interface StandardTarget {
  readonly values: Float64Array;
  readonly centre: number;
  readonly unit: number;
}

/** Penalties and margins count in standard deviations of the target then, and mean the same for prices as for shares. */
export function standardTarget({ values }: NumberTarget, weights: Float64Array | null): StandardTarget {
  const centre = weightedMean(values, weights);
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value - centre)), 0);
  const squares = values.map((value) => ((value - centre) / most) ** 2);
  const unit = most * Math.sqrt(weightedMean(squares, weights));
  return { values: values.map((value) => (value - centre) / unit), centre, unit };
}
