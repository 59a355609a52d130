import type { Problem } from '../../app/lathe-api.ts';
import { formatNumber } from '../../charts/format.ts';

/** cost[actual][predicted]. */
export type Costs = NonNullable<Problem['costs']>;

/** A cost that is not given is nothing. */
export const costOf = (costs: Costs | undefined, actual: string, predicted: string): number => costs?.[actual]?.[predicted] ?? 0;

/** The costs with one cell changed; an empty cell is taken out, and an empty row with it. */
export function withCost(costs: Costs | undefined, actual: string, predicted: string, cost: number | null): Costs {
  const { [predicted]: _old, ...rest } = costs?.[actual] ?? {};
  const row = cost === null ? rest : { ...rest, [predicted]: cost };
  const { [actual]: _row, ...others } = costs ?? {};
  return Object.keys(row).length === 0 ? others : { ...others, [actual]: row };
}

/**
 * The probability from which on it is cheaper to say "positive" (Elkan, 2001, "The foundations of cost-sensitive learning", section 1.2).
 * @returns null when the costs do not tell the answers apart
 */
export function thresholdOf(costs: Costs | undefined, positive: string, negative: string): number | null {
  const falseAlarm = costOf(costs, negative, positive) - costOf(costs, negative, negative);
  const miss = costOf(costs, positive, negative) - costOf(costs, positive, positive);
  return falseAlarm > 0 && miss > 0 ? falseAlarm / (falseAlarm + miss) : null;
}

/** What the costs mean for the answers, in words. */
export function costWords(costs: Costs | undefined, labels: readonly string[], positive: string | undefined): string {
  if (Object.keys(costs ?? {}).length === 0)
    return 'Without costs every mistake counts the same. If one kind hurts more, say so here: it moves the threshold.';
  const negative = labels.find((label) => label !== positive);
  if (labels.length !== 2 || positive === undefined || negative === undefined)
    return 'With more than two classes the answer that is cheapest on average is the one to give.';
  const threshold = thresholdOf(costs, positive, negative);
  if (threshold === null)
    return 'These costs do not tell the two mistakes apart from right answers: give each mistake a cost above that of being right.';
  return `${ratioWords(threshold, positive, negative)} It pays to say ${positive} from a probability of ${formatNumber(round(threshold))} on.`;
}

function ratioWords(threshold: number, positive: string, negative: string): string {
  const ratio = (1 - threshold) / threshold;
  if (Math.abs(ratio - 1) < 0.005) return 'Both mistakes cost the same.';
  const times = formatNumber(round(ratio > 1 ? ratio : 1 / ratio));
  return ratio > 1
    ? `Missing a ${positive} costs ${times} times as much as taking a ${negative} for one.`
    : `Taking a ${negative} for a ${positive} costs ${times} times as much as missing one.`;
}

const round = (value: number) => Number(value.toPrecision(2));

const keys: Readonly<Record<string, string>> = {
  statement: 'the statement',
  task: 'the task',
  target: 'the target',
  positive: 'the positive class',
  metric: 'the metric',
  bar: 'the bar',
  costs: 'the costs',
  latencyMs: 'the time an answer may take',
  sensitive: 'the sensitive columns',
  today: 'how it is solved today',
  use: 'how it is used',
  success: 'what success looks like',
  owner: 'the owner',
  stakeholders: 'the stakeholders',
  constraints: 'the constraints',
  rights: 'the right to use the data',
  budgetMinutes: 'the budget',
  currency: 'the currency'
};

/** `bar: 0.9 -> 0.8` as "the bar: 0.9 became 0.8". */
export function changeWords(what: string): string {
  const match = /^([A-Za-z]+): (.*) -> (.*)$/s.exec(what);
  if (!match) return what;
  const [, key = '', before = '', after = ''] = match;
  const name = keys[key] ?? key;
  if (before === 'unset') return `${name}: set to ${plain(after)}`;
  return after === 'unset' ? `${name}: taken out, was ${plain(before)}` : `${name}: ${plain(before)} became ${plain(after)}`;
}

function plain(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? `"${value}"` : Array.isArray(value) ? value.join(', ') || 'nothing' : json;
  } catch {
    return json;
  }
}

/** The answer to "What would make you say no to this project?", from its own checks. */
export function noGoAnswer(failed: readonly string[], unknown: readonly string[]): string {
  if (failed.length > 0) return `Here I would point at what the records show: ${failed.slice(0, 3).join(' ')}`;
  if (unknown.length > 0)
    return `Nothing speaks against it so far, but I would not say yes before I know more. ${unknown.slice(0, 2).join(' ')}`;
  return 'Nothing in the records speaks against it: the bar is fixed, the data know something of the target, and somebody owns the result. A no would come from the bar being missed on the test part.';
}
