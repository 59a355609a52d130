import { capital, countOf, counted, inSentence, listedNames, quoted } from '../../core/words.ts';
import type { SplitSpec } from '../../core/split.ts';
import type { SplitInfo, SplitPicture } from '../../app/api/splitting.ts';
import type { RunForecast, TimeForecast } from '../../app/api/training.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import { formatNumber, formatScore, formatShare } from '../../charts/format.ts';
import { formatBytes, formatDuration } from '../kit/format.ts';

const IN_PERCENT: readonly string[] = ['accuracy', 'balanced_accuracy', 'precision', 'recall'];

/** A score as a sentence says it: shares of rows in per cent, other bounded scores with three decimals, errors as numbers. */
export function sayScore(metric: string, value: number): string {
  if (IN_PERCENT.includes(metric)) return formatShare(value);
  return metricFacts(metric).range.every(Number.isFinite) ? formatScore(value) : formatNumber(Number(value.toPrecision(3)));
}

/** A score as a table and an interval show it: bounded ones with three decimals, so that they line up; errors as numbers. */
export const showScore = (metric: string, value: number): string =>
  metricFacts(metric).range.every(Number.isFinite) ? formatScore(value) : formatNumber(Number(value.toPrecision(4)));

/** "70/15/15" */
export function sayShares(rows: SplitInfo['rows']): string {
  const all = rows.train + rows.validation + rows.test;
  if (all === 0) return 'empty';
  return [rows.train, rows.validation, rows.test].map((count) => Math.round((count / all) * 100)).join('/');
}

/** What is predicted, as a sentence needs to know it. */
export interface AskedTarget {
  readonly name: string;
  readonly isClasses: boolean;
  /** Its name is that of a thing that has kinds ("species"), and not of a yes or no ("survived"). */
  readonly isThing?: boolean;
}

const YES_OR_NO = /^(\d+|yes|no|true|false|y|n|t|f)$/i;

/** A column of numbers or of yes and no is not a thing of which there are several. */
export const namesThings = (labels: readonly string[] | undefined): boolean => !labels?.every((label) => YES_OR_NO.test(label));

/** What the kind of split keeps: "same share of each species in each". */
export function sayKind({ kind, column, columns, gap, purge }: SplitSpec, target: AskedTarget | null): string {
  const even = columns ? `, ${listedNames(columns)} in proportion` : '';
  const apart = gap || purge ? ', with room between them' : '';
  switch (kind) {
    case 'stratified':
      if (columns) return `same share of each ${listedNames(columns)} in each, taken together`;
      if (column !== undefined && column !== target?.name) return `same share of each ${quoted(column)} in each`;
      if (!target) return 'drawn by chance';
      if (!target.isClasses) return `low and high ${quoted(target.name)} in each alike`;
      return `same share of each ${target.isThing === false ? `class of ${quoted(target.name)}` : quoted(target.name)} in each`;
    case 'group':
      return `${column === undefined ? 'every group' : `every ${quoted(column)}`} in one part only${even}`;
    case 'time':
      return `${column === undefined ? 'earlier rows train, later ones test' : 'the past trains, the future tests'}${apart}`;
    case 'fold-column':
      return column === undefined ? 'as a column says' : `as ${quoted(column)} says`;
    case 'random':
      return 'drawn by chance';
  }
}

/** The state of the seal, with its counter. */
export function saySeal({ rows, testOpenings }: Pick<SplitInfo, 'rows' | 'testOpenings'>): string {
  if (rows.test === 0) return 'There is no test part, so nothing is sealed.';
  if (testOpenings === 0) return 'The test part is sealed.';
  return `The test part was opened ${testOpenings === 1 ? 'once' : `${testOpenings} times`}.`;
}

/** The sentence the page opens with. */
export function modelsTitle(split: SplitInfo | null, baseline: { readonly metric: string; readonly value: number } | null): string {
  if (!split) return 'The rows are not divided yet; without that no score means anything.';
  const parts = `Split ${sayShares(split.rows)}; ${saySeal(split).toLowerCase().replace(/\.$/, '')}.`;
  if (!baseline) return parts;
  const what = IN_PERCENT.includes(baseline.metric) ? '' : `${inSentence(metricFacts(baseline.metric).label)} `;
  return `${parts} To\u00a0beat: ${what}${sayScore(baseline.metric, baseline.value)}.`;
}

/** Copies of rows across the parts, and what they do to a score. */
export function sayCopies(
  { validationInTrain, testInTrain, testInValidation }: SplitPicture['copies'],
  rows: SplitPicture['rows']
): string | null {
  if (validationInTrain + testInTrain + testInValidation === 0) return null;
  const said = [
    validationInTrain > 0 ? `${formatNumber(validationInTrain)} of ${formatNumber(rows.validation)} validation rows` : '',
    testInTrain > 0 ? `${formatNumber(testInTrain)} of ${formatNumber(rows.test)} test rows` : ''
  ].filter(Boolean);
  const across =
    said.length > 0
      ? `${said.join(' and ')} ${said.length > 1 || !said[0]?.startsWith('1 ') ? 'are' : 'is'}, in every feature, a copy of a training row`
      : '';
  const inner = testInValidation > 0 ? `${counted(testInValidation, 'test row is a copy', 'test rows are copies')} of validation rows` : '';
  return `${capital([across, inner].filter(Boolean).join('; '))}. The model has seen such rows, so their part of a score flatters it.`;
}

/** What happens to the counter when the split is changed now. */
export function sayChange(openings: number, runs: number): string {
  const redo =
    runs > 0
      ? `${capital(countOf(runs, 'run'))} ${runs === 1 ? 'was' : 'were'} trained with the present split and can’t be compared with what comes after.`
      : '';
  if (openings === 0) return redo;
  const seen = `The test part was opened ${openings === 1 ? 'once' : `${openings} times`}. Rows that were in it may train from now on, so the new test part is not unseen any more; the counter stays.`;
  return `${seen} ${redo}`.trim();
}

/** What a family costs and assumes, beyond its own sentence. */
export function sayNeeds(family: string): string {
  switch (family) {
    case 'baseline':
      return 'Assumes nothing, knows nothing; milliseconds.';
    case 'linear':
      return 'Assumes effects that add up; wants gaps filled and numbers scaled; quick, small, steady.';
    case 'trees':
      return 'Assumes little; takes gaps and categories as they are; needs some hundred rows; cannot extrapolate.';
    case 'neighbours':
      return 'Assumes that rows near each other are alike; wants gaps filled and numbers scaled; keeps its rows, so it answers slowly.';
    case 'bayes':
      return 'Assumes features that say nothing about each other within a class; the quickest to train; its probabilities are too sure.';
    case 'kernel':
      return 'Assumes a smooth border; wants gaps filled and numbers scaled; slow above some ten thousand rows.';
    case 'additive':
      return 'Assumes effects that add up, each of any shape; every one can be looked at; takes longer than trees.';
    case 'network':
      return 'Assumes smoothness; wants scaled numbers and thousands of rows; the slowest to train.';
    default:
      return '';
  }
}

/** "about 12 MB of memory"; empty where no run of the model was counted. */
export const sayMemoryForecast = (forecast: RunForecast | null): string =>
  forecast?.memory ? `about ${formatBytes(forecast.memory.bytes)} of memory` : '';

/** Fewest earlier runs from which one number is told instead of a range. */
const ENOUGH_RUNS = 4;
/** A range with ends further apart than this is told as a range, however many runs it is from. */
const WIDE = 9;

/** "about 2.1 s, by 6 earlier runs here", or "0.5 s to 4.0 s, by one earlier run here" while little is known. */
export function sayForecast(forecast: TimeForecast | null): string {
  if (!forecast) return 'no forecast before its first run';
  const { ms, low, high, runs } = forecast;
  const by = `by ${countOf(runs, 'earlier run')} here`;
  return runs >= ENOUGH_RUNS && high / low <= WIDE
    ? `about ${formatDuration(ms)}, ${by}`
    : `${formatDuration(low)} to ${formatDuration(high)}, ${by}`;
}
