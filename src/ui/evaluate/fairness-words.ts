import { capital, inWords, quoted } from '../../core/words.ts';
import type { Metric } from '../../core/outcome.ts';
import type { FairnessReport } from '../../app/api/judging.ts';
import { formatNumber, formatScore } from '../../charts/format.ts';
import { sureText } from './words.ts';

/** The report as the fairness job writes it. */
export interface FairnessView {
  readonly groups: readonly { group: Record<string, string>; n: number; metrics: Record<string, Metric>; warning: string | null }[];
  readonly gaps: Readonly<Record<string, Metric & { groups: readonly [string, string] | null }>>;
  readonly mitigations: readonly { about: string; message: string }[];
  readonly notes: readonly { code: string; message: string }[];
}
export const readFairness = (report: FairnessReport): FairnessView => report as unknown as FairnessView;

const MEASURES: Readonly<Record<string, { rate: string; told: string; meaning: string }>> = {
  demographic_parity: {
    rate: 'selection_rate',
    told: 'is called positive',
    meaning: 'Share of each group that is called positive (demographic parity).'
  },
  equal_opportunity: {
    rate: 'true_positive_rate',
    told: 'is found when it is positive',
    meaning: 'Share found of those that are positive (equal opportunity).'
  },
  false_positive_rate: {
    rate: 'false_positive_rate',
    told: 'is called positive when it is not',
    meaning: 'Share called positive of those that are not (false alarms).'
  },
  accuracy: { rate: 'accuracy', told: 'is answered rightly', meaning: 'Share answered rightly.' },
  mae: { rate: 'mae', told: 'is missed by', meaning: 'Mean size of the error, in the unit of the target.' }
};

export interface Measure {
  readonly id: string;
  /** The metric of a group that it compares. */
  readonly rate: string;
  readonly meaning: string;
  readonly sentence: string;
  /** There were two groups large enough to be compared. */
  readonly isJudged: boolean;
  /** The interval of the gap leaves nothing out. */
  readonly isClear: boolean;
}

/** Every gap of one column, told. */
export function measuresOf({ gaps }: FairnessView, column: string): Measure[] {
  return Object.entries(MEASURES).flatMap(([id, { rate, meaning, told }]) => {
    const gap = gaps[`${column}.${id}`];
    if (!gap) return [];
    return [{ id, rate, meaning, sentence: gapSentence(column, gap, told, id), isJudged: isJudged(gap), isClear: gap.low > 0 }];
  });
}

const isJudged = ({ groups, value }: FairnessView['gaps'][string]) => groups !== null && !Number.isNaN(value);

function gapSentence(column: string, gap: FairnessView['gaps'][string], told: string, id: string): string {
  if (!gap.groups || !isJudged(gap)) return `Too few rows in the groups of ${quoted(column)} to compare.`;
  const [high, low] = gap.groups;
  if (id === 'mae') {
    const told = `${quoted(high)} of ${quoted(column)} is missed by ${formatNumber(gap.value)} more than ${quoted(low)} (${formatNumber(gap.low)} to ${formatNumber(gap.high)})`;
    return gap.low > 0 ? `${told}.` : `${told}; these rows can’t tell the two apart.`;
  }
  const points = (value: number) => formatNumber(Number((100 * value).toFixed(1)));
  const often = `${quoted(high)} of ${quoted(column)} ${told} more often than ${quoted(low)}, by ${points(gap.value)} points in 100 (${points(gap.low)} to ${points(gap.high)})`;
  return gap.low > 0 ? `${often}.` : `${often}; these rows can’t tell the two apart.`;
}

/** A group's own value: a share, or an error in the unit of the target. */
export const groupText = (rate: string, value: number): string =>
  Number.isNaN(value) ? 'not known' : rate === 'mae' ? formatNumber(value) : rate === 'accuracy' ? formatScore(value) : sureText(value);

/** How many of the gaps are more than chance. */
export function gapSummary(measures: readonly Measure[]): string {
  const judged = measures.filter((measure) => measure.isJudged);
  const clear = judged.filter((measure) => measure.isClear).length;
  if (judged.length === 0)
    return 'Whether it fails anybody more than others can’t be judged: fewer than two groups have the rows it takes.';
  const rest = judged.length < measures.length ? ' The other groups are too small to be judged.' : '';
  if (clear === 0) return `No gap between the groups is wider than chance could make it on these rows.${rest}`;
  return `${clear === judged.length ? (clear === 1 ? 'The gap' : `All ${inWords(clear)} gaps`) : `${capital(inWords(clear))} of ${inWords(judged.length)} gaps`} between groups ${clear === 1 ? 'is' : 'are'} wider than chance would make ${clear === 1 ? 'it' : 'them'}. Whether that is unfair is for people to say; the numbers only show where to look.${rest}`;
}
