import { orderOf, sum } from '../../../../core/stats.ts';
import { brief } from '../../../../core/words.ts';
import { normalQuantile } from '../../../../kernels/distributions.ts';
import { isMeasured } from '../change-values.ts';
import { defineWeightStress } from '../stress-type.ts';

/**
 * Other rows come than before: those at one end of a column count more, by importance weights exp(dose * z), where z is the normal score of a row's rank.
 * Tilting normal scores by exp(t z) moves their mean by t and leaves their spread; ranks keep a single far row from taking all the weight.
 * Source: Shimodaira (2000), "Improving predictive inference under covariate shift", for weighting; Kong (1992) for how many rows such weights are worth.
 */
export const shift = defineWeightStress({
  changes: 'weights',
  id: 'shift',
  label: 'Other rows come than before',
  doc: 'Rows at one end of a column come more often: no value is changed, the rows that are there count more or less.',
  params: {
    end: {
      type: 'choice',
      options: ['both', 'high', 'low'],
      default: 'both',
      doc: 'Which end comes more often; of both the worse is shown.'
    }
  },
  doses: [0.25, 0.5, 1, 1.5],
  most: 3,
  axis: 'How far rows lean to one end, in standard deviations of their ranks',
  isShare: false,
  unit: 'SD',
  isFixed: true,
  takes: isMeasured,
  sayDose: (dose) => `rows leaning by ${brief(dose)} SD of their ranks`,
  ends: ({ end }) => (end === 'both' ? ['high', 'low'] : [end]),
  weigh(values, dose, end) {
    const tilt = end === 'high' ? dose : -dose;
    const weights = normalScores(values).map((score) => Math.exp(tilt * score));
    const scale = weights.length / sum(weights);
    return weights.map((weight) => weight * scale);
  }
});

/** Normal quantiles of mid-ranks: ties share one; what is missing stands in the middle. */
function normalScores(values: Float64Array): Float64Array {
  const order = orderOf(values).filter((row) => !Number.isNaN(values[row]!));
  const scores = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    const score = normalQuantile((from + to) / 2 / order.length);
    for (let i = from; i < to; i++) scores[order[i]!] = score;
  }
  return scores;
}
