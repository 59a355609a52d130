import { normal } from '../../../core/rng.ts';
import type { NumberColumn } from '../../../core/table.ts';
import { variance as varianceOf } from '../../../core/stats.ts';
import { mean, present } from '../column-statistics.ts';
import { freshNames } from '../fresh-names.ts';
import { defineStep } from '../step-type.ts';

/**
 * Random waves whose products stand for the kernel exp(-gamma |x - y|^2): a linear model over them draws the borders of a support vector machine, on as many
 * rows as one likes. scikit-learn's RBFSampler.
 * Source: Rahimi & Recht (2007), "Random features for large-scale kernel machines".
 */
export const fourierFeatures = defineStep({
  id: 'fourier-features',
  purpose: 'derive',
  label: 'Random waves (RBF sampler)',
  doc: 'Puts random waves of all the columns together in their place, over which a linear model draws curved borders as a support vector machine does, on many more rows; put it behind a scaler.',
  accepts: ['number'],
  turnsInto: 'same',
  renames: () => true,
  gapsAfter: () => 'none',
  params: {
    gamma: {
      type: 'float',
      default: 0,
      min: 0,
      max: 1e8,
      scale: 'log',
      doc: 'How fast likeness ends with the distance; 0 is one over the columns and the variance of their values.'
    },
    nComponents: {
      type: 'int',
      default: 100,
      min: 1,
      max: 2000,
      scale: 'log',
      doc: 'How many waves; more stand for the kernel more exactly.'
    }
  },

  fit(table, columns, { gamma, nComponents }, { rng, tell }) {
    const known = columns.map((column) => present((column as NumberColumn).values));
    const means = Float64Array.from(known, (values) => mean(values) || 0);
    const used = gamma > 0 ? gamma : usualGamma(known, columns.length);
    const gappy = columns.filter((column) => (column as NumberColumn).values.some(Number.isNaN)).length;
    if (gappy > 0) tell('gaps-as-means', 'Gaps count as the mean of their column: fill them before, if a gap may tell something.');
    const fresh = freshNames(table);
    const width = Math.sqrt(2 * used);
    return {
      means,
      directions: Float64Array.from({ length: nComponents * columns.length }, () => width * normal(rng)),
      offsets: Float64Array.from({ length: nComponents }, () => 2 * Math.PI * rng()),
      names: Array.from({ length: nComponents }, (_, k) => fresh(`wave ${k + 1}`))
    };
  }
});

/** scikit-learn's "scale": over all values of all columns. */
function usualGamma(columns: readonly Float64Array[], count: number): number {
  const all = Float64Array.from(columns.flatMap((values) => [...values]));
  const gamma = 1 / (count * varianceOf(all, 0));
  return gamma > 0 && Number.isFinite(gamma) ? gamma : 1;
}
