import { exactPercent, quoted } from './words.ts';

/** cost[actual][predicted], by class name. */
export type Costs = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A cost that is not given is nothing. */
export const costOf = (costs: Costs | undefined, actual: string, predicted: string): number => costs?.[actual]?.[predicted] ?? 0;

/**
 * The probability of the positive class from which on answering it costs less, by expected cost (Elkan, 2001, "The foundations of cost-sensitive
 * learning", equation 2). It needs no data, so no row can leak into it.
 * @returns null when no costs were given or they don't depend on the answer
 */
export function thresholdOfCosts(costs: Costs | undefined, positive: string, negative: string): number | null {
  const falseAlarm = costOf(costs, negative, positive) - costOf(costs, negative, negative);
  const miss = costOf(costs, positive, negative) - costOf(costs, positive, positive);
  return falseAlarm > 0 && miss > 0 ? falseAlarm / (falseAlarm + miss) : null;
}

/** "missing a “2” costs 5 times as much as taking a “1” for one": what a threshold that follows from costs says of them. */
export function sayCostRatio(threshold: number, positive: string, negative: string): string {
  const ratio = (1 - threshold) / threshold;
  if (Math.abs(ratio - 1) < 0.005) return 'both mistakes cost the same';
  const times = Number((ratio > 1 ? ratio : 1 / ratio).toPrecision(2));
  return ratio > 1
    ? `missing a ${quoted(positive)} costs ${times} times as much as taking a ${quoted(negative)} for one`
    : `taking a ${quoted(negative)} for a ${quoted(positive)} costs ${times} times as much as missing one`;
}

/** What decides between two classes: the positive one is answered from this probability on; null = the likelier of the two. */
export interface Decision {
  readonly positive: string | null;
  readonly threshold: number | null;
  /** What a person chose the threshold for; absent where it follows from the costs. */
  readonly goal?: string;
}

/** Why an answer is not the likelier class: the costs, or a person, moved the threshold. Null where it is the likelier one. */
export function whyNotLikelier(
  { prediction, probabilities }: { readonly prediction: unknown; readonly probabilities?: Readonly<Record<string, number>> },
  { positive, threshold, goal }: Decision
): string | null {
  const chance = positive === null ? undefined : probabilities?.[positive];
  if (positive === null || threshold === null || chance === undefined) return null;
  const isPositive = chance >= threshold;
  if (isPositive === chance >= 0.5) return null;
  const side = isPositive ? 'not below' : 'below';
  const which = isPositive ? `${positive}: its` : `${String(prediction)}: the`;
  const of = isPositive ? '' : ` of ${positive}`;
  const asked = goal === undefined ? 'that the costs ask for' : `that was chosen so that ${goal}`;
  return `${which} chance${of}, ${exactPercent(chance)}, is ${side} the threshold of ${exactPercent(threshold)} ${asked}.`;
}
