import type { ClassOutcome } from '../../../core/outcome.ts';
import { sum } from '../../../core/stats.ts';
import { weightsOf } from '../confusion.ts';
import { confidenceOf, equalMassBins } from '../calibration-bins.ts';
import type { ProbabilityMetric, Scorer } from '../metric-type.ts';

const BINS = 10;

/**
 * Source: Naeini, Cooper & Hauskrecht (2015), with bins of equal mass. Chance alone makes it positive, so small values on few rows say little; how
 * large chance makes it is told beside it.
 */
export const ece: ProbabilityMetric = {
  from: 'probabilities',
  id: 'ece',
  label: 'Calibration error',
  doc: 'How far, on average over ten groups of rows, the predicted probability is from the share that came true.',
  tasks: ['classification'],
  higherIsBetter: false,
  range: [0, 1],
  prepare: gapOverBins,
  intervalLimit: 'of rows as few as these: chance alone raises it',
  chance: () => NaN,
  remark(outcome) {
    const floor = gapByChance(outcome);
    return Number.isNaN(floor) ? null : `Probabilities that were exactly right would give about ${floor.toFixed(3)} on these rows.`;
  }
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

/** What probabilities that are exactly right are expected to give: a sum of claims less what came is normal around 0, and its mean size is sqrt(2 v / pi). */
export function gapByChance(outcome: ClassOutcome): number {
  const { claimed } = confidenceOf(outcome);
  const binOf = equalMassBins(claimed, BINS);
  const weights = weightsOf(outcome);
  const variances = new Float64Array(BINS);
  claimed.forEach((claim, row) => (variances[binOf[row]!]! += weights[row]! ** 2 * claim * (1 - claim)));
  return sum(variances.map((variance) => Math.sqrt((2 * variance) / Math.PI))) / sum(weights);
}
