import { capital, counted, inSentence, listedNames, quoted } from '../../../core/words.ts';
import type { MetricType } from '../metric-type.ts';
import { sayNumber } from '../words.ts';
import type { Lost } from './lost-at.ts';
import type { BrokenColumn, StressCurve } from './curve-type.ts';
import type { StressPoint } from './stress-rows.ts';

/** What came of a kind of stress, in sentences that say no more than these rows show. */
export function sayStress(curve: Omit<StressCurve, 'sentence'>, metric: MetricType): string {
  const { points, refusal } = curve;
  const last = points.at(-1)!;
  const refused = refusal ? `With ${refusal.words} the model gives no answer: ${refusal.message}` : null;
  if (last.dose === 0) return refused ?? 'No dose was tried.';
  const parts = [sayFall(curve, last, metric), sayFirstSure(points), sayLost(curve.bar, points, 'the bar'), sayLost(curve.guessing, points, 'guessing'), refused]; // prettier-ignore
  return parts.filter((part) => part !== null).join(' ');
}

function sayFall({ points, columns, lean }: Omit<StressCurve, 'sentence'>, last: StressPoint, metric: MetricType): string {
  const where = lean
    ? ` to the ${lean.end} end of ${quoted(columns[0] ?? '')}${lean.among > 1 ? `, the worst of ${lean.among} ways,` : ''}`
    : '';
  const worth = last.effectiveRows === null ? '' : ` (they are then worth ${counted(last.effectiveRows, 'row')})`;
  return `${capital(`with ${last.words}${where}`)} ${sayChange(points[0]!, last, metric)}${worth}.`;
}

/** "accuracy gets worse, from 0.82 to 0.71, by 0.11 (95 % interval 0.08 to 0.14)". */
function sayChange(start: StressPoint, { metric: { value }, drop }: StressPoint, metric: MetricType): string {
  const name = `the ${inSentence(metric.label)}`;
  const ends = `${sayNumber(start.metric.value)} to ${sayNumber(value)}`;
  if (Number.isNaN(drop.value)) return `${name} is not defined`;
  if (drop.value === 0) return `${name} stays at ${sayNumber(value)}`;
  if (Number.isNaN(drop.low)) return `${name} goes from ${ends}, without an interval`;
  const interval = `95 % interval ${sayNumber(drop.low)} to ${sayNumber(drop.high)}`;
  if (drop.low > 0) return `${name} gets worse, from ${ends}, by ${sayNumber(drop.value)} (${interval})`;
  if (drop.high < 0) return `${name} gets better, from ${ends}, by ${sayNumber(-drop.value)} (${interval} worse)`;
  return `${name} goes from ${ends}, which these rows can’t tell from no change (${interval} worse)`;
}

/** From which dose on it is sure that it got worse, where that is not the last alone. */
function sayFirstSure(points: readonly StressPoint[]): string | null {
  const at = points.findIndex(({ drop }) => drop.low > 0);
  if (at < 0 || at === points.length - 1) return null;
  return `That it gets worse is sure from ${points[at]!.words} on.`;
}

function sayLost(lost: Lost | null, points: readonly StressPoint[], name: string): string | null {
  if (lost === null || lost.notSurelyFrom === null) return null;
  const wordsAt = (dose: number) => points.find((point) => point.dose === dose)!.words;
  const level = `${name} (${sayNumber(lost.level)})`;
  const isUnsureAtOnce = lost.notSurelyFrom === 0;
  if (lost.from !== null && (isUnsureAtOnce || lost.from === lost.notSurelyFrom))
    return `From ${wordsAt(lost.from)} on it is no better than ${level}.`;
  if (isUnsureAtOnce) return null;
  const worse = lost.from === null ? '' : `, and from ${wordsAt(lost.from)} on it is no better`;
  return `From ${wordsAt(lost.notSurelyFrom)} on it is not surely better than ${level}${worse}.`;
}

/** Which column hurts most when it breaks. @param words the dose, as behind "With" */
export function sayRanking(ranked: readonly BrokenColumn[], metric: MetricType): string {
  const silent = ranked.filter(({ refusal }) => refusal !== null).map(({ column }) => column);
  const told = ranked.filter(({ point }) => point !== null && point.drop.low > 0);
  const [first] = told;
  const parts = [
    silent.length > 0 ? `With ${listedNames(silent)} broken the model gives no answer.` : null,
    first
      ? `${quoted(first.column)} hurts most: with ${first.point!.words} in it alone the ${inSentence(metric.label)} gets worse by ${sayNumber(first.point!.drop.value)} (95 % interval ${sayNumber(first.point!.drop.low)} to ${sayNumber(first.point!.drop.high)}).`
      : null,
    first || silent.length > 0 ? null : 'Of no column alone do these rows show that its breaking does harm.'
  ];
  return parts.filter((part) => part !== null).join(' ');
}
