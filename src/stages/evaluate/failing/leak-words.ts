import type { LeakProbe, LeakProbes } from '../../../core/leak-probes.ts';
import type { Metric } from '../../../core/outcome.ts';
import { sum } from '../../../core/stats.ts';
import { capital, counted, inSentence, inWords, listedNames, percent, quoted } from '../../../core/words.ts';
import { wilson } from '../../../kernels/intervals.ts';
import { compareFolds } from '../compare/compare-pair.ts';
import { summariseFolds, type FoldSizes } from '../folds.ts';
import type { MetricType } from '../metric-type.ts';
import { sayNumber } from '../words.ts';

/** What the probes are held against: the model as it is, fold by fold. */
export interface ProbeGround {
  readonly metric: MetricType;
  readonly base: readonly number[];
  readonly sizes: FoldSizes;
  /** What guessing gives. */
  readonly chance: number;
  readonly columns: number;
}

/** A score fold by fold, and its mean with an interval that holds even where no fold differs from another. */
export interface ProbeScores {
  readonly values: readonly number[];
  readonly summed: Metric;
}

/**
 * A column that takes away more than the first share of what the model is better than guessing by, and has the second of it alone, may hold the answer. The first by
 * itself says little: of a few honest columns the strongest takes away as much, for what is left of an answer is lost where a cause of it is not known.
 */
const MOST_OF_IT = 0.5;
const MOST_BY_ITSELF = 0.8;
/** One column that reaches this share of it is as good as all. */
const NEARLY_ALL = 0.95;
/** A share of the importance of all columns that is told. */
const CONCENTRATED = 0.9;

const worth = ({ metric }: ProbeGround, score: number): number => (metric.higherIsBetter ? score : -score);

/** Of what the model is better than guessing by; NaN where it is no better. */
export function shareOfGain(ground: ProbeGround, score: number): number {
  const whole = worth(ground, meanOf(ground.base)) - worth(ground, ground.chance);
  return whole > 0 ? (worth(ground, score) - worth(ground, ground.chance)) / whole : NaN;
}

const meanOf = (values: readonly number[]) => {
  const defined = values.filter((value) => !Number.isNaN(value));
  return sum(defined) / defined.length;
};

/**
 * @param scores of the same folds with the column holding one value everywhere
 * @param byItself the share of the gain that the column has alone; null where it could not be asked
 */
export function probeWithout(ground: ProbeGround, column: string, scores: readonly number[], byItself: number | null): LeakProbe {
  const { difference } = compareFolds(ground.base, scores, ground.sizes);
  const lost = ground.metric.higherIsBetter ? difference : turned(difference);
  const left = shareOfGain(ground, meanOf(scores));
  const isMost = left < 1 - MOST_OF_IT && !(lost.low <= 0) && ground.columns > 1;
  const isAlone = isMost && !(byItself !== null && byItself < MOST_BY_ITSELF);
  const by = Math.abs(lost.value) < 0.001 ? 'less than 0.001' : sayNumber(Math.abs(lost.value));
  const told = `Without ${quoted(column)} the ${inSentence(ground.metric.label)} goes from ${sayNumber(meanOf(ground.base))} to ${sayNumber(meanOf(scores))}, by ${by}${boundsOf(lost)}`;
  return {
    id: 'without-top',
    column,
    verdict: isAlone ? 'suspicious' : 'clear',
    sentence: isMost
      ? `${told}: most of what it is better than guessing by${isAlone ? '' : ', but alone it does not carry the score'}.`
      : `${told}.`,
    hint: isAlone
      ? `Ask when and how ${quoted(column)} becomes known: if only with the answer, or after it, the score will not hold in use.`
      : null,
    evidence: lost
  };
}

const turned = ({ value, low, high, ...rest }: Metric): Metric => ({ ...rest, value: -value, low: -high, high: -low });
const boundsOf = ({ low, high }: Metric) => (Number.isNaN(low) ? '' : ` (95 % interval ${sayNumber(low)} to ${sayNumber(high)})`);

/** @param scores of the same folds with every other column holding one value */
export function probeAlone(ground: ProbeGround, column: string, scores: ProbeScores): LeakProbe {
  const score = scores.summed;
  const share = shareOfGain(ground, score.value);
  const isEnough = share >= NEARLY_ALL && ground.columns > 1;
  const told = `${quoted(column)} alone reaches ${sayNumber(score.value)}${boundsOf(score)}; all ${inWords(ground.columns)} columns together ${sayNumber(meanOf(ground.base))}`;
  return {
    id: 'one-column',
    column,
    verdict: isEnough ? 'suspicious' : 'clear',
    sentence: isEnough ? `${told}: the others add next to nothing.` : `${told}.`,
    hint: isEnough
      ? `Either the answer is simple and ${quoted(column)} is all it takes, or ${quoted(column)} holds the answer. Look at how it comes about.`
      : null,
    evidence: score
  };
}

/** @param drops what shuffling each column costs, most first */
export function probeConcentration(drops: readonly { readonly column: string; readonly drop: number }[]): LeakProbe {
  const positive = drops.map(({ drop }) => Math.max(0, drop));
  const total = sum(positive);
  const [first] = drops;
  if (!first || !(total > 0) || drops.length < 3)
    return unknownProbe('concentration', first?.column ?? null, drops.length < 3 ? 'With fewer than three columns, that one carries most says nothing.' : 'No column is worth anything to the model when it is shuffled.'); // prettier-ignore
  const share = positive[0]! / total;
  const isNarrow = share >= CONCENTRATED;
  return {
    id: 'concentration',
    column: first.column,
    verdict: isNarrow ? 'suspicious' : 'clear',
    sentence: `${quoted(first.column)} carries ${percent(share)} of what shuffling the ${inWords(drops.length)} columns costs.`,
    hint: isNarrow
      ? 'A model that leans on one column falls with it. Look at how it comes about, and what becomes of the score without it.'
      : null,
    evidence: { value: share, low: NaN, high: NaN, method: 'permutation importance, held-out rows', n: drops.length }
  };
}

/** @param scores of the same folds when a tree knows only the place of the row in the file, or a column that names rows */
export function probeOrder(ground: ProbeGround, column: string | null, scores: ProbeScores): LeakProbe {
  const score = scores.summed;
  // a handful of folds makes rare luck look certain, and nobody asked about the order in particular: 99 % are wanted here
  const sure = Number.isNaN(summariseFolds(scores.values, ground.sizes).low) ? score : summariseFolds(scores.values, ground.sizes, 0.99);
  const what = column === null ? 'the place of a row in the file' : quoted(column);
  const isTelling = ground.metric.higherIsBetter ? sure.low > ground.chance : sure.high < ground.chance;
  const told = `A tree that knows nothing but ${what} reaches ${sayNumber(score.value)}${boundsOf(score)}, guessing ${sayNumber(ground.chance)}`;
  return {
    id: 'order',
    column,
    verdict: isTelling ? 'suspicious' : 'clear',
    sentence: isTelling ? `${told}: it tells the answer.` : `${told}.`,
    hint: isTelling
      ? 'The rows are sorted, or were collected in stretches that are alike: rows near a training row are no strangers to it. Divide by time or by group, and keep such a column from the model.'
      : null,
    evidence: score
  };
}

/** @param without the score of the held-out rows that no training row equals; null where there are no copies */
export function probeCopies(
  metric: MetricType,
  copies: number,
  rows: number,
  scores: { readonly all: number; readonly without: number } | null
): LeakProbe {
  const share = { value: copies / rows, ...wilson(copies, rows), n: rows };
  const about = { id: 'copies', column: null, evidence: share } as const;
  if (copies === 0 || !scores)
    return {
      ...about,
      verdict: 'clear',
      sentence: `None of ${counted(rows, 'held-out row')} has an exact copy among the training rows.`,
      hint: null
    };
  const changed = Number.isNaN(scores.without)
    ? 'no others are left to judge it by'
    : `without them the ${inSentence(metric.label)} is ${sayNumber(scores.without)} in place of ${sayNumber(scores.all)}`;
  const isMany = share.value > 0.01;
  return {
    ...about,
    verdict: isMany ? 'suspicious' : 'clear',
    sentence: `${counted(copies, 'held-out row is an exact copy', 'held-out rows are exact copies')} of training rows, ${percent(share.value)} of them: ${changed}.`,
    hint: isMany ? 'Remove repeated rows before dividing, or divide by what they have in common, so that they stand on one side.' : null
  };
}

export const unknownProbe = (id: LeakProbe['id'], column: string | null, sentence: string): LeakProbe => ({
  id,
  column,
  verdict: 'unknown',
  sentence,
  hint: null,
  evidence: null
});

/** What all of them say together. */
export function sayProbes(probes: readonly LeakProbe[]): LeakProbes['sentence'] {
  const odd = probes.filter(({ verdict }) => verdict === 'suspicious');
  const asked = probes.filter(({ verdict }) => verdict !== 'unknown').length;
  if (odd.length === 0) return `Nothing that looks like a leak in ${countedProbes(asked)}. That is no proof that there is none.`;
  const names = [...new Set(odd.flatMap(({ column }) => (column === null ? [] : [column])))];
  const about = names.length > 0 ? `, about ${listedNames(names)}` : '';
  return `${odd.length === 1 ? 'One' : capital(inWords(odd.length))} of ${countedProbes(asked)} ${odd.length === 1 ? 'looks' : 'look'} like a leak${about}. The score may not hold in use; what follows says where to look.`;
}

const countedProbes = (count: number) => `${inWords(count)} ${count === 1 ? 'probe' : 'probes'}`;
