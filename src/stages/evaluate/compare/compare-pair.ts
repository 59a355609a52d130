import { partOf, type WorkContext } from '../../../core/context.ts';
import { differentRows } from '../../../core/errors/judging.ts';
import type { ClassOutcome, Metric, NumberOutcome, Outcome } from '../../../core/outcome.ts';
import { variance, mean } from '../../../core/stats.ts';
import { counted } from '../../../core/words.ts';
import { normalQuantile, tQuantile, tSf } from '../../../kernels/distributions.ts';
import { noInterval } from '../../../kernels/intervals.ts';
import { correctedVariance, type FoldSizes } from '../folds.ts';
import { checkOutcome } from '../outcome-check.ts';
import { metrics } from '../registry.ts';
import { sayUnits, unitsOf } from '../units-of.ts';
import { correct } from '../../../kernels/correct-p-values.ts';
import type { Units } from '../../../kernels/units.ts';
import { mcNemar } from './mcnemar.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';
import { pairedDelong } from './paired-delong.ts';
import { wilcoxon } from './wilcoxon.ts';

export interface PairComparison {
  /** First less second, with its interval. */
  readonly difference: Metric;
  /** Chance of a difference at least this large when the two are equally good, 0 to 1. */
  readonly pValue: number;
  readonly test: string;
  /** What the test takes for granted and these rows do not keep to. */
  readonly note?: string;
}

export interface CompareOptions {
  readonly seed: number;
  readonly context: WorkContext;
  readonly level?: number;
  readonly replicates?: number;
  /** The fold of each row, where the metric is the mean over folds: then always by a paired bootstrap. */
  readonly folds?: Int32Array | null;
}

/**
 * Two models on the same rows: accuracy by McNemar's test, the binary area under the ROC curve by DeLong's, the mean absolute error by
 * Wilcoxon's, any other metric, and all with row weights, by a paired bootstrap. Where rows belong together by group or time, whole groups or blocks are
 * drawn, for every metric.
 * @throws LatheError `different-rows` when the answers are not the same, `unknown-id` for a metric there is not
 */
export async function comparePair(first: Outcome, second: Outcome, metricId: string, options: CompareOptions): Promise<PairComparison> {
  checkOutcome(first);
  checkOutcome(second);
  checkSameRows(first, second);
  const units = unitsOf(first);
  const comparison = await compareOn(first, second, metricId, { ...options, units });
  const note = units && sayUnits(units);
  return note ? { ...comparison, note } : comparison;
}

async function compareOn(
  first: Outcome,
  second: Outcome,
  metricId: string,
  options: CompareOptions & { readonly units: Units | null }
): Promise<PairComparison> {
  const metric = metrics.get(metricId);
  const level = options.level ?? 0.95;
  const isPlain = first.weights === null && options.units === null && !options.folds;
  if (first.kind === 'classes' && second.kind === 'classes' && isPlain) {
    if (metricId === 'accuracy') return compareAccuracy(first, second, level);
    if (metricId === 'roc_auc' && first.positive !== null) return { ...pairedDelong(first, second, level), test: 'paired DeLong' };
  }
  const { difference, pValue } = await pairedBootstrap(first, second, metric, options);
  if (first.kind === 'numbers' && second.kind === 'numbers' && isPlain && metricId === 'mae') {
    const { pValue: byRanks, test } = wilcoxon(sizeDifferences(first, second));
    return { difference, pValue: byRanks, test };
  }
  return { difference, pValue, test: BOOTSTRAP };
}

/** What the paired bootstrap is called. */
export const BOOTSTRAP = 'paired bootstrap';

function checkSameRows(first: Outcome, second: Outcome): void {
  const isSame =
    first.kind === second.kind &&
    first.actual.length === second.actual.length &&
    first.actual.every((value: number, row: number) => Object.is(value, second.actual[row]));
  if (!isSame) throw differentRows(first.actual.length, second.actual.length);
}

function compareAccuracy(first: ClassOutcome, second: ClassOutcome, level: number): PairComparison {
  const n = first.actual.length;
  const gains = Float64Array.from(
    first.actual,
    (actual, row) => Number(first.predicted[row] === actual) - Number(second.predicted[row] === actual)
  );
  const onlyFirst = gains.filter((gain) => gain > 0).length;
  const onlySecond = gains.filter((gain) => gain < 0).length;
  const { pValue, test } = mcNemar(onlyFirst, onlySecond);
  return { difference: agrestiMin(onlyFirst, onlySecond, n, level), pValue: n > 0 ? pValue : NaN, test };
}

/** Where fewer rows tell two models apart, the interval held the truth 98 times in 100 instead of 95. */
const FEW_APART = 10;

/** Interval of a difference of paired proportions with half a row added to each cell. Source: Agresti & Min (2005), "Simple improved confidence intervals". */
function agrestiMin(onlyFirst: number, onlySecond: number, n: number, level: number): Metric {
  const total = n + 2;
  const [b, c] = [onlyFirst + 0.5, onlySecond + 0.5];
  const centre = (b - c) / total;
  const half = (normalQuantile(0.5 + level / 2) * Math.sqrt(b + c - (b - c) ** 2 / total)) / total;
  const value = n > 0 ? (onlyFirst - onlySecond) / n : NaN;
  const [low, high] = n > 0 ? [Math.max(-1, centre - half), Math.min(1, centre + half)] : [NaN, NaN];
  const apart = onlyFirst + onlySecond;
  const caution = apart < FEW_APART ? ` (rather wide: the two differ on ${counted(apart, 'row')})` : '';
  return { value, low: Math.min(low, value), high: Math.max(high, value), method: `Agresti-Min${caution}`, n };
}

const sizeDifferences = (first: NumberOutcome, second: NumberOutcome): Float64Array =>
  first.actual.map((value, row) => Math.abs(value - first.predicted[row]!) - Math.abs(value - second.predicted[row]!));

/**
 * Two models on the same folds, from their scores fold by fold.
 * Source: Nadeau & Bengio (2003), the corrected resampled t-test.
 */
export function compareFolds(first: readonly number[], second: readonly number[], sizes: FoldSizes, level = 0.95): PairComparison {
  const differences = first.map((score, fold) => score - (second[fold] ?? NaN)).filter((difference) => !Number.isNaN(difference));
  const n = Math.round(differences.length * sizes.validation);
  const test = 'corrected resampled t';
  const value = differences.length > 0 ? mean(differences) : NaN;
  if (differences.length < 2) return { difference: { value, ...noInterval('fewer than two folds'), n }, pValue: NaN, test };
  if (!(variance(differences) > 0)) {
    const none = noInterval('every fold gives the same difference');
    return { difference: { value, ...none, n }, pValue: value === 0 ? 1 : NaN, test };
  }
  const degrees = differences.length - 1;
  const deviation = Math.sqrt(correctedVariance(differences, sizes));
  const half = tQuantile(0.5 + level / 2, degrees) * deviation;
  const pValue = 2 * tSf(Math.abs(value) / deviation, degrees);
  return {
    difference: { value, low: value - half, high: value + half, method: `${test} over ${differences.length} folds`, n },
    pValue,
    test
  };
}

/** The same comparisons with p-values that allow for how many were made. */
export function correctPairs<P extends { readonly pValue: number; readonly test: string }>(pairs: readonly P[]): P[] {
  if (pairs.length < 2) return [...pairs];
  const corrected = correct(
    pairs.map((pair) => pair.pValue),
    'holm'
  );
  return pairs.map((pair, i) => ({ ...pair, pValue: corrected[i]!, test: `${pair.test}, Holm over ${pairs.length} pairs` }));
}

export interface NamedOutcome {
  readonly id: string;
  readonly outcome: Outcome;
}

export interface NamedPair extends PairComparison {
  readonly a: string;
  readonly b: string;
}

/** Every pair of several models on the same rows, with p-values that allow for the number of pairs. */
export async function compareAll(outcomes: readonly NamedOutcome[], metricId: string, options: CompareOptions): Promise<NamedPair[]> {
  const couples = outcomes.flatMap((first, i) => outcomes.slice(i + 1).map((second) => [first, second] as const));
  const pairs: NamedPair[] = [];
  for (const [i, [first, second]] of couples.entries()) {
    const context = partOf(options.context, i / couples.length, (i + 1) / couples.length);
    pairs.push({ a: first.id, b: second.id, ...(await comparePair(first.outcome, second.outcome, metricId, { ...options, context })) });
  }
  return correctPairs(pairs);
}
