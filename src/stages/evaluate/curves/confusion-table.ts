import type { ClassOutcome, Metric } from '../../../core/outcome.ts';
import { type Interval, noInterval, wilson } from '../../../kernels/intervals.ts';
import { unitShare } from '../../../kernels/unit-share.ts';
import { actualTotal, confusionOf, hits, predictedTotal } from '../confusion.ts';
import { unitsOf } from '../units-of.ts';

export interface ConfusionTable {
  readonly labels: readonly string[];
  /** [actual][predicted], weighted where the rows have weights. */
  readonly counts: readonly (readonly number[])[];
  readonly classes: readonly ClassLine[];
}

export interface ClassLine {
  readonly label: string;
  /** Rows of the class, and rows called it. */
  readonly actual: number;
  readonly predicted: number;
  readonly precision: Metric;
  readonly recall: Metric;
  readonly f1: number;
}

/** Counts of actual against predicted classes and, class by class, precision and recall with Wilson's intervals, of rows that belong together as of fewer (none with row weights). */
export function confusionTable(outcome: ClassOutcome, level = 0.95): ConfusionTable {
  const confusion = confusionOf(outcome);
  const { classes, cells } = confusion;
  const units = unitsOf(outcome);
  const isHit = (row: number) => outcome.actual[row] === outcome.predicted[row];
  const share = (k: number, side: 'actual' | 'predicted', of: number): Metric => {
    const plain = units
      ? unitShare({ isOf: (row) => outcome[side][row] === k, isHit }, units, level)
      : wilson(hits(confusion, k), of, level);
    const bounds: Interval = outcome.weights === null ? plain : noInterval('row weights');
    return { value: hits(confusion, k) / of, ...bounds, n: of };
  };
  const lines = outcome.labels.map((label, k) => {
    const [hit, actual, predicted] = [hits(confusion, k), actualTotal(confusion, k), predictedTotal(confusion, k)];
    const f1 = actual + predicted > 0 ? (2 * hit) / (actual + predicted) : NaN;
    return { label, actual, predicted, precision: share(k, 'predicted', predicted), recall: share(k, 'actual', actual), f1 };
  });
  const counts = outcome.labels.map((_, k) => [...cells.subarray(k * classes, (k + 1) * classes)]);
  return { labels: outcome.labels, counts, classes: lines };
}
