import { isBaseline } from '../../core/baselines.ts';
import { inSentence } from '../../core/words.ts';
import type { Leading, RankedBy } from '../../app/leading-run.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import { showScore } from '../models/words.ts';

type Leader = Leading<RankedBy & { readonly label: string }>;

const isAhead = ({ score, baseline }: Leader, metric: string): boolean => {
  if (!baseline) return true;
  return metricFacts(metric).higherIsBetter ? score.value > baseline.score.value : score.value < baseline.score.value;
};

/** The run that comes next, and whether the two can be told apart. */
export interface Runner {
  readonly label: string;
  /** Chance of such a difference between equals; NaN where it could not be worked out. */
  readonly pValue: number;
  readonly sentence: string;
}

/** The sentence the Train step of a special task opens with. @param next null where there is none, or while nothing is known of it */
export function leadTitle(leader: Leader, metric: string, next: Runner | null = null): string {
  if (isBaseline(leader.run.model)) return `${leader.run.label} is the baseline, and now it wants beating.`;
  if (!isAhead(leader, metric)) return `Nothing beats ${inSentence(leader.baseline!.run.label)} yet.`;
  if (!next || next.label === leader.run.label) return `${leader.run.label} leads.`;
  return next.pValue < 0.05
    ? `${leader.run.label} leads, clearly before ${inSentence(next.label)}.`
    : `${leader.run.label} leads, but can’t be told from ${inSentence(next.label)}.`;
}

/** Whether it is better than the baseline, as far as two intervals tell; "" where there is none to beat. The difference itself stands on Evaluate. */
export function besideBaseline(leader: Leader, metric: string): string {
  const { run, score, baseline } = leader;
  if (!baseline || isBaseline(run.model)) return '';
  const { value, low, high } = baseline.score;
  const reaches = `${baseline.run.label}, the baseline, reaches ${showScore(metric, value)}${low < high ? ` (${showScore(metric, low)} to ${showScore(metric, high)})` : ''}`;
  if (!isAhead(leader, metric)) return `${reaches}, which is no worse.`;
  const isClear = metricFacts(metric).higherIsBetter ? score.low > high : score.high < low;
  return isClear ? `${reaches}, clearly behind it.` : `${reaches}; the intervals overlap, and Evaluate tells how sure the difference is.`;
}
