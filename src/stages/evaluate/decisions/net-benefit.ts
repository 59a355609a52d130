import type { ClassOutcome, Metric } from '../../../core/outcome.ts';
import { normalQuantile, tQuantile } from '../../../kernels/distributions.ts';
import { piecesOf, type Units } from '../../../kernels/units.ts';
import { weightsOf } from '../confusion.ts';
import { unitsOf } from '../units-of.ts';

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
  const mean = (parts: Float64Array) => meanWithInterval(parts, weights, units, level);
  return THRESHOLDS.map((threshold) => {
    const odds = threshold / (1 - threshold);
    const worth = actual.map((code) => (code === positive ? 1 : 0));
    const ofAll = Float64Array.from(worth, (isPositive) => (isPositive ? 1 : -odds));
    const ofModel = ofAll.map((part, row) => (probabilities[row * labels.length + positive]! >= threshold ? part : 0));
    const all = mean(ofAll).value;
    return { threshold, model: mean(ofModel), all, gain: mean(all > 0 ? ofModel.map((part, row) => part - ofAll[row]!) : ofModel) };
  });
}

function meanWithInterval(parts: Float64Array, weights: Float64Array, units: Units | null, level: number): Metric {
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  const value = parts.reduce((sum, part, row) => sum + part * weights[row]!, 0) / mass;
  const errors = piecewise(
    parts.map((part, row) => (weights[row]! * (part - value)) / mass),
    units
  );
  const squares = errors.reduce((sum, error) => sum + error * error, 0);
  const deviation = Math.sqrt((squares * errors.length) / (errors.length - 1));
  const reach = units ? tQuantile(0.5 + level / 2, errors.length - 1) : normalQuantile(0.5 + level / 2);
  const n = parts.length;
  if (!(errors.length > 1)) return { value, low: NaN, high: NaN, method: 'none: fewer than two rows', n };
  const method = units
    ? `mean over ${errors.length} ${units.kind === 'groups' ? 'groups' : 'blocks'}, Student's t`
    : 'mean over rows, normal';
  return { value, low: value - reach * deviation, high: value + reach * deviation, method, n };
}

/** Errors of rows that belong together, added up. */
function piecewise(errors: Float64Array, units: Units | null): Float64Array {
  if (!units) return errors;
  const pieces = piecesOf(units);
  const sums = new Float64Array(pieces.reduce((most, piece) => Math.max(most, piece), 0) + 1);
  errors.forEach((error, row) => (sums[pieces[row]!]! += error));
  return sums;
}
