import { FEWEST_OF_KIND } from '../../core/small-groups.ts';
import { capital, inWords, quoted } from '../../core/words.ts';
import type { Metric } from '../../core/outcome.ts';
import type { FairWay, FairWayKind } from '../../core/fair-way.ts';
import type { Run, TrainSpec } from '../../app/api/training.ts';
import type { FairnessReport } from '../../app/api/judging.ts';
import { formatNumber, formatScore, formatShare } from '../../charts/format.ts';
import { sureText } from './words.ts';

/** The report as the fairness job writes it. */
export interface FairnessView {
  readonly groups: readonly { group: Record<string, string>; n: number; metrics: Record<string, Metric>; warning: string | null }[];
  readonly gaps: Readonly<Record<string, Metric & { groups: readonly [string, string] | null }>>;
  /** By column: the smallest share called positive over the largest. */
  readonly ratios?: Readonly<Record<string, Metric & { groups: readonly [string, string] | null }>>;
  readonly conflicts?: Readonly<Record<string, Conflict>>;
  readonly inequality?: { readonly total: Metric; readonly between: Readonly<Record<string, Metric>> } | null;
  readonly proxies?: Readonly<Record<string, Proxies | null>>;
  readonly consistency?: Metric | null;
  readonly mitigations: readonly { about: string; message: string }[];
  readonly notes: readonly { code: string; message: string }[];
}
interface Conflict {
  readonly groups: readonly [string, string];
  readonly baseRates: readonly [number, number];
  readonly precision: number;
  readonly found: number;
  readonly falseAlarms: readonly [number, number];
}

interface Proxies {
  readonly columns: readonly { readonly column: string; readonly strength: number }[];
  readonly together: Metric;
  readonly chance: number;
}

export const readFairness = (report: FairnessReport): FairnessView => report as unknown as FairnessView;

const MEASURES: Readonly<Record<string, { rate: string; told: string; meaning: string }>> = {
  demographic_parity: {
    rate: 'selection_rate',
    told: 'is called positive',
    meaning: 'Share of each group that is called positive (demographic parity)'
  },
  equal_opportunity: {
    rate: 'true_positive_rate',
    told: 'is found when it is positive',
    meaning: 'Share found of those that are positive (equal opportunity)'
  },
  false_positive_rate: {
    rate: 'false_positive_rate',
    told: 'is called positive when it is not',
    meaning: 'Share called positive of those that are not (false alarms)'
  },
  predictive_parity: {
    rate: 'positive_predictive_value',
    told: 'is positive when it is called so',
    meaning: 'Share that are positive of those called so (predictive parity)'
  },
  calibration: {
    rate: 'base_rate',
    told: 'is given chances above what comes true',
    meaning: 'Mean chance told, less the share that came true (calibration within groups)'
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
  if (id === 'calibration') {
    const promised = `What ${quoted(high)} of ${quoted(column)} is promised, less what comes true, lies ${points(gap.value)} points in 100 above that of ${quoted(low)} (${points(gap.low)} to ${points(gap.high)})`;
    return gap.low > 0 ? `${promised}.` : `${promised}; these rows can’t tell the two apart.`;
  }
  const often = `${quoted(high)} of ${quoted(column)} ${told} more often than ${quoted(low)}, by ${points(gap.value)} points in 100 (${points(gap.low)} to ${points(gap.high)})`;
  return gap.low > 0 ? `${often}.` : `${often}; these rows can’t tell the two apart.`;
}

/** The gaps that are told by themselves; where none can be judged it is said once, not for every measure. */
export const toldMeasures = (measures: readonly Measure[]): readonly Measure[] =>
  measures.some(({ isJudged }) => isJudged) ? measures : measures.slice(0, 1);

/** A group's own value: a share, or an error in the unit of the target. */
export const groupText = (rate: string, value: number): string =>
  Number.isNaN(value) ? 'not known' : rate === 'mae' ? formatNumber(value) : rate === 'accuracy' ? formatScore(value) : sureText(value);

/** What the rows of a rate are called: those that make it up. */
const KINDS: Readonly<Record<string, string>> = {
  true_positive_rate: 'Positive rows',
  false_positive_rate: 'Other rows',
  positive_predictive_value: 'Rows called'
};
export const rowsLabel = (rate: string): string => KINDS[rate] ?? 'Rows';

type Group = FairnessView['groups'][number];
const rowsOf = (rate: string, { n, metrics }: Group): number => (rate in KINDS ? (metrics[rate]?.n ?? n) : n);

/** Such a group takes no part in the gap of this rate. */
export const isTooFew = (rate: string, group: Group): boolean =>
  group.warning !== null || (rate in KINDS && rowsOf(rate, group) < FEWEST_OF_KIND);

export const rowsText = (rate: string, group: Group): string =>
  `${rowsOf(rate, group).toLocaleString('en')}${isTooFew(rate, group) ? ', too few' : ''}`;

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

const ends = ({ low, high }: Metric) =>
  Number.isFinite(low) && Number.isFinite(high) ? `${formatScore(low)} to ${formatScore(high)}` : 'no interval';

/** The four-fifths rule, and whether these rows can tell. */
export function ratioSentence({ ratios = {} }: FairnessView, column: string): string | null {
  const ratio = ratios[column];
  if (!ratio?.groups || Number.isNaN(ratio.value)) return null;
  const [high, low] = ratio.groups;
  const told = `For each time that ${quoted(high)} is called positive, ${quoted(low)} is ${formatScore(ratio.value)} times (${ends(ratio)})`;
  if (ratio.high < 0.8) return `${told}: below the four fifths that are asked for by a rule of thumb in hiring.`;
  if (ratio.low >= 0.8) return `${told}: within the rule of four fifths.`;
  return `${told}; whether that keeps to the rule of four fifths these rows can’t tell.`;
}

/** Why not everything can be equal, on these very rows. */
export function conflictSentence({ conflicts = {} }: FairnessView, column: string): string | null {
  const conflict = conflicts[column];
  if (!conflict) return null;
  const { groups, baseRates, precision, found, falseAlarms } = conflict;
  const start = `Not all can be equal here: ${formatShare(baseRates[0])} of ${quoted(groups[0])} are positive and ${formatShare(baseRates[1])} of ${quoted(groups[1])}.`;
  const same = `Were ${formatShare(precision)} of those called right and ${formatShare(found)} found in both`;
  if (falseAlarms[0] > 1)
    return `${start} ${same}, ${quoted(groups[0])} would need more false alarms than it has others: no model does that.`;
  return `${start} ${same}, false alarms would be ${formatShare(falseAlarms[0])} of the others in ${quoted(groups[0])} and ${formatShare(falseAlarms[1])} in ${quoted(groups[1])}, whatever the model.`;
}

/** How unequal errors fall, and how much of it lies between the groups. */
export function inequalitySentences({ inequality }: FairnessView, column: string): string[] {
  const between = inequality?.between[column];
  if (!inequality || !between || !(inequality.total.value > 0)) return [];
  const share = between.value / inequality.total.value;
  return [
    `Errors fall unequally by ${formatScore(inequality.total.value)} (${ends(inequality.total)}, generalised entropy; 0 is alike for all); ${share < 0.001 ? 'under 0.1 %' : formatShare(share)} of that lies between the groups of ${quoted(column)}, the rest between people of one group.`
  ];
}

export interface ProxyLine {
  readonly column: string;
  readonly strength: string;
}

const MOST_PROXIES = 6;

export const proxyLines = ({ proxies = {} }: FairnessView, column: string): ProxyLine[] =>
  (proxies[column]?.columns ?? []).slice(0, MOST_PROXIES).map((proxy) => ({ column: proxy.column, strength: formatScore(proxy.strength) }));

/** Whether leaving the column out would hide it from a model. */
export function proxySentence({ proxies = {} }: FairnessView, column: string): string | null {
  const known = proxies[column];
  if (!known || known.columns.length === 0) return null;
  const { together, chance } = known;
  const told = `From the model’s other columns its groups are told rightly for ${formatShare(together.value)} (${formatShare(together.low)} to ${formatShare(together.high)}; chance gives ${formatShare(chance)}).`;
  return together.low > chance
    ? `${told} Leaving it out does not hide it from a model.`
    : `${told} These rows show nothing that gives it away.`;
}

export const consistencySentence = (metric: Metric): string =>
  Number.isNaN(metric.value)
    ? 'Whether people who are alike are answered alike can’t be told here.'
    : `Of people who are alike in all other columns, ${formatShare(metric.value)} are answered alike (${formatShare(metric.low)} to ${formatShare(metric.high)}; ${metric.method}).`;

/** Groups by two columns, those with rows enough. */
export const crossedGroups = ({ groups }: FairnessView): FairnessView['groups'] =>
  groups.filter(({ group }) => Object.keys(group).length > 1);

export const parityChoices = [
  { value: 'equal_opportunity', label: 'the share found of those that are positive', measure: 'the share found' },
  { value: 'demographic_parity', label: 'the share called positive', measure: 'the share called positive' },
  { value: 'equalised_odds', label: 'shares found and false alarms', measure: 'shares found or false alarms' }
] as const;

interface KeepableWay {
  readonly way: FairWayKind;
  readonly label: string;
  readonly about: string;
  /** Why it can't be kept; null where it can. */
  readonly refusal: string | null;
}

const KEEPABLE: readonly Omit<KeepableWay, 'refusal'>[] = [
  { way: 'reweighing', label: 'Rows weighed anew', about: 'one model that need not be told the group.' },
  {
    way: 'reductions',
    label: 'Reductions',
    about: 'a mixture of up to ten models, one of which is drawn for a row by its values; its chances are shares of votes.'
  },
  {
    way: 'group-thresholds',
    label: 'A threshold for each group',
    about: 'set on rows left out of folds; every row has to come with its group, and what is left to chance is drawn by its values.'
  }
];

/** The ways tried that can be kept as a run. @param isCategory of the column of the groups */
export const keepableWays = (tried: readonly string[], isCategory: boolean): KeepableWay[] =>
  KEEPABLE.filter(({ way }) => tried.includes(way)).map((known) => ({
    ...known,
    refusal:
      known.way === 'group-thresholds' && !isCategory ? 'It can’t be kept: a package asks for a group only where that is a category.' : null
  }));

/** The training of a run once more, by a way that brings groups together. */
export const fairSpec = ({ model, params, seed, cv, calibrate, limits = false }: Run, fairly: FairWay): TrainSpec => ({
  model,
  params: { ...params },
  seed,
  fairly,
  ...(fairly.way === 'reductions' ? {} : { calibrate, ...(limits ? { limits } : {}) }),
  ...(cv ? { cv } : {})
});
