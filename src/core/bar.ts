import type { Metric } from './outcome.ts';
import { brief } from './words.ts';

/** A project's bar, and whether it stands since before anything was trained. One that was set or moved afterwards can be met by anything. */
export interface Bar {
  readonly value: number;
  readonly isPrior: boolean;
}

/** What of a project's record says when its bar was set. */
export interface BarHistory {
  readonly problem: { readonly bar?: unknown } | null;
  /** When the first run began; null before. */
  readonly problemFixedAt: number | null;
  /** Every change since, as `key: before -> after`. */
  readonly problemChanges: readonly { readonly what: string }[];
}

/** The number means another thing for another target, task or metric. */
const MOVES_BAR = /^(bar|target|task|metric): /;

/** The one reading of when a bar was set, for every check, document and screen. Null without a bar. */
export function barOf({ problem, problemFixedAt, problemChanges }: BarHistory): Bar | null {
  const value = problem?.bar;
  if (typeof value !== 'number') return null;
  return { value, isPrior: problemFixedAt === null || !problemChanges.some(({ what }) => MOVES_BAR.test(what)) };
}

/** How a score stands to a number. `met` only when the whole 95 % interval is on the right side of it; `not met` when not even the value is. */
export type ScoreVerdict = 'met' | 'reached, not surely' | 'not met';

/** How a score stands to a project's bar: one that was set after training is never met. */
export type BarVerdict = ScoreVerdict | 'set after training';

type Score = Pick<Metric, 'value' | 'low' | 'high'>;

/** A score against a number, whenever that was set: for answers that came in later. Without an interval nothing is surely met. */
export function judgeScore(bar: number, { value, low, high }: Score, higherIsBetter: boolean): ScoreVerdict {
  const reaches = (end: number) => (higherIsBetter ? end >= bar : end <= bar);
  if (!reaches(value)) return 'not met';
  return reaches(higherIsBetter ? low : high) ? 'met' : 'reached, not surely';
}

/** The one judgement of a project's bar. */
export const judgeBar = ({ value, isPrior }: Bar, score: Score, higherIsBetter: boolean): BarVerdict =>
  isPrior ? judgeScore(value, score, higherIsBetter) : 'set after training';

/** The release check that goes by the bar, as every list of checks names it. */
export const BAR_CHECK = 'Meets the bar';

/** The other certainty: the whole interval is on the wrong side. What an alarm may go by. */
export const isSurelyMissed = (bar: number, { low, high }: Score, higherIsBetter: boolean): boolean =>
  higherIsBetter ? high < bar : low > bar;

/** "The bar of 0.9 is met, with the whole interval", "The bar of 0.9 was set after training, so it proves nothing": no full stop. */
export function sayBar(bar: Bar, score: Score, higherIsBetter: boolean, show: (value: number) => string = brief): string {
  const name = `The bar of ${show(bar.value)}`;
  const verdict = judgeBar(bar, score, higherIsBetter);
  if (verdict === 'set after training') return `${name} was set after training, so it proves nothing`;
  if (verdict === 'met') return `${name} is met, with the whole interval`;
  if (verdict === 'not met') return `${name} is not met`;
  const hasInterval = Number.isFinite(score.low) && Number.isFinite(score.high);
  return hasInterval
    ? `${name} is reached, but the interval reaches ${higherIsBetter ? 'below' : 'above'} the bar`
    : `${name} is reached, but there is no interval to be sure by`;
}
