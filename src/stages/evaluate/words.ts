import type { Metric } from '../../core/outcome.ts';
import { counted, inSentence, PER_CENT, withMinus } from '../../core/words.ts';
import type { PairComparison } from './compare/compare-pair.ts';
import type { PracticalOdds } from './compare/practical.ts';
import type { MetricType } from './metric-type.ts';
import type { WeakSlice } from './slice-type.ts';

/** A number as people read it: three digits after the point below 10, fewer above, no trailing noise; "not defined" for NaN. */
export function sayNumber(value: number): string {
  if (Number.isNaN(value)) return 'not defined';
  if (!Number.isFinite(value)) return value > 0 ? 'no limit' : 'minus no limit';
  const size = Math.abs(value);
  if (size !== 0 && size < 1e-4)
    return withMinus(value.toExponential(1).replace(/e-(\d+)/, (_, power: string) => ` × 10⁻${raised(power)}`));
  if (size !== 0 && size < 0.001) return withMinus(value.toPrecision(2));
  if (size >= 1000) return withMinus(Math.round(value).toLocaleString('en'));
  return withMinus(value.toFixed(size < 10 ? 3 : size < 100 ? 2 : 1));
}

const raised = (digits: string) => digits.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!);

const sayRows = (n: number) => counted(n, 'row');

/** "Area under the ROC curve 0.984, 95 % interval 0.957 to 0.996, on 51 rows." */
export function sayMetric(type: MetricType, metric: Metric & { readonly note?: string }): string {
  const said = metric.note ? ` ${metric.note}` : '';
  if (Number.isNaN(metric.value)) return `${type.label} is not defined on ${sayRows(metric.n)}.${said}`;
  const hasBounds = !Number.isNaN(metric.low) && !Number.isNaN(metric.high);
  const bounds = hasBounds ? `95 % interval ${sayNumber(metric.low)} to ${sayNumber(metric.high)}` : 'without an interval';
  return `${type.label} ${sayNumber(metric.value)}, ${bounds}, on ${sayRows(metric.n)}.${said}`;
}

/** Whether the model beats guessing, as far as the interval tells. */
export function sayAgainstChance(type: MetricType, metric: Metric, chance: number): string {
  if (Number.isNaN(chance) || Number.isNaN(metric.low) || Number.isNaN(metric.high))
    return 'There is no level of chance to compare this with.';
  const isBetter = type.higherIsBetter ? metric.low > chance : metric.high < chance;
  const isWorse = type.higherIsBetter ? metric.high < chance : metric.low > chance;
  if (isBetter) return `That is better than guessing, which gives ${sayNumber(chance)}.`;
  if (isWorse) return `That is worse than guessing, which gives ${sayNumber(chance)}.`;
  return `Guessing gives ${sayNumber(chance)}, and these rows can’t tell the two apart.`;
}

/** What a paired test says about two models, and no more. */
export function sayComparison(
  type: MetricType,
  names: readonly [string, string],
  { note, ...comparison }: PairComparison,
  alpha = 0.05
): string {
  return [sayDifference(type, names, comparison, alpha), ...(note ? [note] : [])].join(' ');
}

function sayDifference(
  type: MetricType,
  names: readonly [string, string],
  { difference, pValue, test }: PairComparison,
  alpha: number
): string {
  const [first, second] = names;
  const rows = sayRows(difference.n);
  if (Number.isNaN(pValue)) return `${first} and ${second} can’t be compared by ${inSentence(type.label)} on ${rows}.`;
  if (pValue >= alpha)
    return `${first} and ${second} can’t be told apart by ${inSentence(type.label)} on ${rows} (${test}, p ${sayChance(pValue)}).`;
  const isFirst = difference.value > 0 === type.higherIsBetter;
  const by = sayNumber(Math.abs(difference.value));
  return `${isFirst ? first : second} is better than ${isFirst ? second : first} by ${by} in ${inSentence(type.label)} on ${rows} (${test}, p ${sayChance(pValue)}).`;
}

/** How likely a difference is to matter, and no verdict where none of the three cases is nearly sure. */
export function sayOdds(type: MetricType, [first, second]: readonly [string, string], odds: PracticalOdds): string {
  const within = `within ${sayNumber(odds.rope)} of each other in ${inSentence(type.label)}`;
  const cases = [
    { chance: odds.first, what: `${first} is better by more than that` },
    { chance: odds.second, what: `${second} is better by more than that` }
  ];
  const told = `Over ${odds.folds} folds: ${saySurely(odds.same)} that the two are ${within}, ${cases.map(({ chance, what }) => `${saySurely(chance)} that ${what}`).join(', ')}.`;
  if (odds.same > NEARLY_SURE) return `${told} In practice they are the same.`;
  return Math.max(odds.first, odds.second) > NEARLY_SURE ? told : `${told} That is not sure enough to say which.`;
}

const NEARLY_SURE = 0.95;

const saySurely = (chance: number) =>
  chance > 0.999 ? 'over 99.9 % likely' : chance < 0.001 ? 'under 0.1 % likely' : `${(100 * chance).toFixed(1)}${PER_CENT} likely`;

const sayChance = (pValue: number) => (pValue < 0.001 ? 'under 0.001' : `= ${pValue.toFixed(3)}`);

/** One weak slice in a sentence; says so when chance could have made it. */
export function saySlice(slice: WeakSlice, task: 'classification' | 'regression'): string {
  const what = task === 'classification' ? 'The share of wrong answers' : 'The mean error';
  const sure = slice.pValue < 0.05 ? '' : ' Looking at this many groups, chance alone could do that.';
  return `${what} is ${sayNumber(slice.error)} where ${slice.condition} (${sayRows(slice.rows)}), ${sayNumber(slice.rest)} elsewhere.${sure}`;
}
