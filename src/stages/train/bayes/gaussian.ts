import type { NumberColumn } from '../../../core/table.ts';
import { featureOverflow } from '../../../core/errors/training.ts';
import { quoted } from '../../../core/words.ts';
import type { ClassRows } from './class-rows.ts';

/** Mean and variance of one column in each class. */
export interface GaussianColumn {
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

interface Moments {
  readonly mean: number;
  /** NaN where there is no value. */
  readonly variance: number;
}

/**
 * The normal distribution of a column in each class, over the values that are known. A share of the variance of the whole column is added to each, so
 * that a class whose values are all alike is not certain of everything; scikit-learn's GaussianNB adds the same share of the largest variance of all
 * columns, which drowns columns of small units beside one of large ones. A class without a known value takes the whole column's distribution.
 * @returns null when the column holds one value only, or none: it says nothing
 * @throws LatheError `numbers-too-large` when a variance is beyond what a number can hold
 */
export function gaussianColumn({ name, values }: NumberColumn, rows: ClassRows, varSmoothing: number): GaussianColumn | null {
  const all = moments(values, rows, -1);
  if (Number.isNaN(all.variance) || all.variance === 0) return null;
  const smoothing = varSmoothing * all.variance;
  const classes = Array.from(rows.present, (_, c) => moments(values, rows, c)).map((own) => (Number.isNaN(own.variance) ? all : own));
  const variances = Float64Array.from(classes, ({ variance }) => variance + smoothing);
  if (!variances.every(Number.isFinite)) throw featureOverflow(`The variance of ${quoted(name)}`);
  return { means: Float64Array.from(classes, ({ mean }) => mean), variances };
}

/** Of the rows of one class, or of all (-1). In two passes, so that no digits are lost to a large mean. */
function moments(values: Float64Array, { codes, weights }: ClassRows, code: number): Moments {
  const weightAt = (i: number) => ((code >= 0 && codes[i] !== code) || Number.isNaN(values[i]) ? 0 : weights ? weights[i]! : 1);
  let total = 0;
  let rough = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weightAt(i);
    if (weight === 0) continue;
    total += weight;
    rough += (weight / total) * (values[i]! - rough);
  }
  let off = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weightAt(i);
    if (weight === 0) continue;
    const far = values[i]! - rough;
    off += weight * far;
    squares += weight * far * far;
  }
  const shift = off / total;
  return { mean: rough + shift, variance: squares === Infinity ? Infinity : Math.max(squares / total - shift * shift, 0) };
}
