import { clopperPearson, type Interval } from '../../../kernels/intervals.ts';
import type { ClassOutcome } from '../../../core/outcome.ts';
import { classShares } from '../chance.ts';
import type { ProbabilityMetric } from '../metric-type.ts';
import { weightedMean } from '../weighted.ts';

const EPSILON = Number.EPSILON;

/** As scikit-learn 1.2: probabilities are kept from 0 and 1 by the machine epsilon, then made to sum to 1 again. */
export const logLoss: ProbabilityMetric = {
  from: 'probabilities',
  id: 'log_loss',
  label: 'Log loss',
  doc: 'The mean surprise, in natural-log units, at the true class under the predicted probabilities; confident mistakes cost most.',
  tasks: ['classification'],
  higherIsBetter: false,
  range: [0, Infinity],
  prepare: (outcome) => meanOf(rowLosses(outcome, surpriseAt)),
  chance: (outcome) => classShares(outcome).reduce((total, share) => total - (share > 0 ? share * Math.log(share) : 0), 0),
  boundAtPerfect: (outcome, value, level) => boundAtZero(outcome, value, level, -Math.log(EPSILON))
};

/** With two classes the squared error of the positive probability; with more, summed over the classes (Brier, 1950), so that it reaches 2. */
export const brier: ProbabilityMetric = {
  from: 'probabilities',
  id: 'brier',
  label: 'Brier score',
  doc: 'The mean squared error of the probabilities: 0 is perfect; it punishes both wrong order and wrong confidence.',
  tasks: ['classification'],
  higherIsBetter: false,
  range: [0, 2],
  prepare: (outcome) => meanOf(rowLosses(outcome, squaredErrorAt)),
  chance: (outcome) => classShares(outcome).reduce((total, share) => total - share * share, 1) / (outcome.positive === null ? 1 : 2),
  boundAtPerfect: (outcome, value, level) => boundAtZero(outcome, value, level, outcome.positive === null ? 2 : 1)
};

const meanOf = (losses: Float64Array) => (weights: Float64Array) => weightedMean(losses, weights);

function rowLosses(outcome: ClassOutcome, lossAt: (outcome: ClassOutcome, row: number) => number): Float64Array {
  return Float64Array.from(outcome.actual, (_, row) => lossAt(outcome, row));
}

function surpriseAt({ probabilities, labels, actual }: ClassOutcome, row: number): number {
  const clipped = (code: number) => Math.min(1 - EPSILON, Math.max(EPSILON, probabilities[row * labels.length + code]!));
  let total = 0;
  for (let code = 0; code < labels.length; code++) total += clipped(code);
  return -Math.log(clipped(actual[row]!) / total);
}

function squaredErrorAt({ probabilities, labels, actual, positive }: ClassOutcome, row: number): number {
  const errorOf = (code: number) => probabilities[row * labels.length + code]! - (actual[row] === code ? 1 : 0);
  if (positive !== null) return errorOf(positive) ** 2;
  let total = 0;
  for (let code = 0; code < labels.length; code++) total += errorOf(code) ** 2;
  return total;
}

/** No row had any loss: of n trials none failed, so at most a bounded share of all rows has the largest loss. */
function boundAtZero(outcome: ClassOutcome, value: number, level: number, worst: number): Interval | null {
  if (value > 1e-12) return null;
  const n = outcome.actual.length;
  return { low: value, high: worst * clopperPearson(0, n, level).high, method: `Clopper-Pearson on ${n} rows without loss` };
}
