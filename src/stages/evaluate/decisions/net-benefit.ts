import type { ClassOutcome, Metric } from '../../../core/outcome.ts';
import { weightsOf } from '../confusion.ts';
import { unitsOf } from '../units-of.ts';
import { meanOfRows } from './mean-of-rows.ts';

export interface BenefitPoint {
  /** The chance from which on one would act; it says how many false alarms one is ready to take for a find. */
  readonly threshold: number;
  /** Finds a row less the false alarms a row, these counted by what they are worth against a find. */
  readonly model: Metric;
  /** The same of acting on every row; acting on none has 0. */
  readonly all: number;
  /** What the model has more than the better of acting on every row and on none. */
  readonly gain: Metric;
}

const THRESHOLDS = Array.from({ length: 50 }, (_, i) => (i + 1) / 51);

/**
 * What acting by a model is worth at every balance of finds and false alarms, against acting always and never. Each row adds its own part, so the
 * interval is that of a mean; rows that belong together count together. The threshold is given beforehand, not chosen on these rows.
 * Source: Vickers & Elkin (2006), "Decision curve analysis: a novel method for evaluating prediction models".
 * @returns empty without a positive class, or with one class alone
 */
export function decisionCurve(outcome: ClassOutcome, level = 0.95): BenefitPoint[] {
  const { positive, labels, actual, probabilities } = outcome;
  if (positive === null || new Set(actual).size < 2) return [];
  const weights = weightsOf(outcome);
  const units = unitsOf(outcome);
  const mean = (parts: Float64Array) => meanOfRows(parts, { weights, units, level });
  return THRESHOLDS.map((threshold) => {
    const odds = threshold / (1 - threshold);
    const worth = actual.map((code) => (code === positive ? 1 : 0));
    const ofAll = Float64Array.from(worth, (isPositive) => (isPositive ? 1 : -odds));
    const ofModel = ofAll.map((part, row) => (probabilities[row * labels.length + positive]! >= threshold ? part : 0));
    const all = mean(ofAll).value;
    return { threshold, model: mean(ofModel), all, gain: mean(all > 0 ? ofModel.map((part, row) => part - ofAll[row]!) : ofModel) };
  });
}
