import { kolmogorovSf } from '../../../kernels/distributions.ts';
import { defineDriftTest, NOTHING, referenceSize } from '../drift-test.ts';
import { gapsAtEdges } from '../shares.ts';

/**
 * Two-sample Kolmogorov-Smirnov test; the statistic is the largest gap between the two cumulative shares, 0 to 1, over the edges of the reference.
 * At an edge both shares are known exactly; between edges the reference is not, so nothing is claimed there. The largest gap over some places is
 * never above that over all of them, so the p-value of the whole statistic errs towards no drift: false alarms stay below the level, and the fewer
 * the edges (and the more values are equal) the further.
 * Source of the p-value: Press et al., Numerical Recipes, 3rd ed., section 14.3.3, with Stephens' correction for small samples.
 */
export const kolmogorovSmirnov = defineDriftTest({
  id: 'kolmogorov-smirnov',
  label: 'Kolmogorov–Smirnov',
  doc: 'The largest gap between the cumulative shares before and now, 0 to 1.',
  accepts: ['number'],

  run(reference, { sorted }) {
    const size = referenceSize(reference);
    if (reference.edges.length === 0 || sorted.length === 0) return NOTHING;
    const statistic = gapsAtEdges(reference, sorted).reduce((largest, gap) => Math.max(largest, gap), 0);
    const root = Math.sqrt((size * sorted.length) / (size + sorted.length));
    return { statistic, pValue: kolmogorovSf(statistic * (root + 0.12 + 0.11 / root)) };
  }
});
