import { unknownId } from '../../core/errors.ts';
import type { Target } from '../../core/target.ts';

/** Names that say yes, for when nobody said which class counts as positive. */
const YES = new Set(['1', 'true', 'yes', 'y', 'positive', 'pos', 'bad', 'default', 'churn', 'survived', 'spam']);

/**
 * The code of the positive class, with two classes: the one the problem names, else one that says yes, else the second; null otherwise.
 * @throws LatheError `unknown-id` when the problem names a class that is not there
 */
export function choosePositive(target: Target, wanted: string | undefined): number | null {
  if (target.kind !== 'classes') return null;
  if (wanted !== undefined && target.labels.length <= 2 && !target.labels.includes(wanted)) throw unknownId('class', wanted, target.labels);
  if (target.labels.length !== 2) return null;
  if (wanted !== undefined) return target.labels.indexOf(wanted);
  const yes = target.labels.findIndex((label) => YES.has(label.toLowerCase()));
  return yes === -1 ? 1 : yes;
}

type Costs = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * The probability from which on answering "positive" costs less, by expected cost (Elkan, 2001, "The foundations of cost-sensitive learning",
 * equation 2). It needs no data, so no row can leak into it.
 * @returns null when no costs were given or they don't depend on the answer
 */
export function thresholdOfCosts(costs: Costs | undefined, labels: readonly string[], positive: number | null): number | null {
  if (!costs || positive === null) return null;
  const yes = labels[positive]!;
  const no = labels[1 - positive]!;
  const cost = (actual: string, predicted: string) => costs[actual]?.[predicted] ?? 0;
  const falseAlarm = cost(no, yes) - cost(no, no);
  const miss = cost(yes, no) - cost(yes, yes);
  if (!(falseAlarm > 0) || !(miss > 0)) return null;
  return falseAlarm / (falseAlarm + miss);
}
