import { sayCostRatio, thresholdOfCosts, type Costs } from '../../core/cost-threshold.ts';
import { capital, quoted } from '../../core/words.ts';
import { formatNumber } from '../../charts/format.ts';

/** The costs with one cell changed; an empty cell is taken out, and an empty row with it. */
export function withCost(costs: Costs | undefined, actual: string, predicted: string, cost: number | null): Costs {
  const { [predicted]: _old, ...rest } = costs?.[actual] ?? {};
  const row = cost === null ? rest : { ...rest, [predicted]: cost };
  const { [actual]: _row, ...others } = costs ?? {};
  return Object.keys(row).length === 0 ? others : { ...others, [actual]: row };
}

/** What the costs mean for the answers, in words. */
export function costWords(costs: Costs | undefined, labels: readonly string[], positive: string | undefined): string {
  if (Object.keys(costs ?? {}).length === 0)
    return 'Without costs every mistake counts the same. If one kind hurts more, say so here: it moves the threshold.';
  const negative = labels.find((label) => label !== positive);
  if (labels.length !== 2 || positive === undefined || negative === undefined)
    return 'With more than two classes the answer that is cheapest on average is the one to give.';
  const threshold = thresholdOfCosts(costs, positive, negative);
  if (threshold === null)
    return 'These costs do not tell the two mistakes apart from right answers: give each mistake a cost above that of being right.';
  return `${capital(sayCostRatio(threshold, positive, negative))}. It pays to say ${quoted(positive)} from a probability of ${formatNumber(round(threshold))} on.`;
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
    return typeof value === 'string' ? `“${value}”` : Array.isArray(value) ? value.join(', ') || 'nothing' : json;
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
