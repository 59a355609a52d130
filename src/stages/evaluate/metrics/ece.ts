import type { ClassOutcome } from '../../../core/outcome.ts';
import { confidenceOf, equalMassBins } from '../calibration-bins.ts';
import type { ProbabilityMetric, Scorer } from '../metric-type.ts';

const BINS = 10;

/** Source: Naeini, Cooper & Hauskrecht (2015), with bins of equal mass. Chance alone makes it positive, so small values on few rows say little. */
export const ece: ProbabilityMetric = {
  from: 'probabilities',
  id: 'ece',
  label: 'Calibration error',
  doc: 'How far, on average over ten groups of rows, the predicted probability is from the share that came true.',
  tasks: ['classification'],
  higherIsBetter: false,
  range: [0, 1],
  prepare: gapOverBins,
  chance: () => NaN
};

function gapOverBins(outcome: ClassOutcome): Scorer {
  const { claimed, came } = confidenceOf(outcome);
  const binOf = equalMassBins(claimed, BINS);
  const gap = claimed.map((claim, row) => came[row]! - claim);
  const sums = new Float64Array(BINS);
  return (weights) => {
    sums.fill(0);
    let mass = 0;
    for (let row = 0; row < gap.length; row++) {
      sums[binOf[row]!]! += gap[row]! * weights[row]!;
      mass += weights[row]!;
    }
    let total = 0;
    for (const each of sums) total += Math.abs(each);
    return total / mass;
  };
}
