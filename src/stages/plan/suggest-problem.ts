import { grouped, listedNames, quoted } from '../../core/words.ts';
import type { ColumnSummary } from './column-summary.ts';
import { guessTarget } from './guess-target.ts';
import { seriesTable, suggestForecast, type SeriesFacts } from './suggest-forecast.ts';
import { meetingsTable, suggestRecommendation } from './suggest-recommendation.ts';
import { positiveClass, type PositiveClass } from '../../core/positive-class.ts';
import type { Problem } from './problem.ts';
import type { LearningTask } from '../../core/target.ts';

/** What the data say of themselves beyond their columns, where it is known. */
export interface TargetFacts {
  /** Class -> rows; of a target of numbers, where these are two. */
  readonly classCounts?: Readonly<Record<string, number>>;
  /** Standard deviation of a number target. */
  readonly sd?: number;
  readonly rows?: number;
  /** Where the table is a number over time. */
  readonly series?: SeriesFacts;
}

export interface Suggestion {
  readonly problem: Problem;
  /** One sentence for each choice. */
  readonly reasons: string[];
}

/** Only what a column asks for: a question without a target is nothing the data propose. */
type SuggestedTask = LearningTask | 'image';

const SENSITIVE = /(^|_)(sex|gender|race|ethnic(ity)?|religion|disability|nationality|age)(_|$)/i;

/**
 * A problem the data could be meant for: target, task, metric, positive class and a bar to begin with. Nothing is certain here, so each choice
 * comes with its reason.
 * @param columns null before there are data
 */
export function suggestProblem(columns: readonly ColumnSummary[] | null, facts: TargetFacts = {}): Suggestion {
  const unsaid: Problem = { statement: '', task: 'classification', metric: 'roc_auc' };
  const meetings = columns && meetingsTable(columns, facts.rows);
  if (meetings) return suggestRecommendation(meetings);
  const guess = columns && guessTarget(columns);
  const target = columns?.find(({ name }) => name === guess?.name);
  if (!columns || !guess || !target)
    return {
      problem: unsaid,
      reasons: [columns ? 'No column looks like a target: choose one.' : 'There are no data yet to suggest from.']
    };
  const series = seriesTable(columns, target.name, facts.rows);
  if (series) {
    const { problem, reasons } = suggestForecast(target.name, series, facts.series);
    return { problem, reasons: [guess.reason, ...reasons] };
  }
  const [task, whyTask] = taskOf(target, columns);
  const [metric, whyMetric] = metricOf(task, target);
  const positive = positiveOf(task, target, facts);
  const bar = barOf(metric, target, facts);
  const sensitive = sensitiveOf(columns, target.name);
  const problem: Problem = {
    statement: statementOf(task, target, columns),
    task,
    target: target.name,
    metric,
    ...(bar ? { bar: bar.value } : {}),
    ...(positive ? { positive: positive.label } : {}),
    ...(sensitive.length > 0 ? { sensitive } : {})
  };
  return {
    problem,
    reasons: [guess.reason, whyTask, whyMetric, positive?.reason, bar?.reason, whySensitive(sensitive)].filter(
      (reason) => typeof reason === 'string'
    )
  };
}

const sensitiveOf = (columns: readonly ColumnSummary[], target: string): string[] =>
  columns.filter(({ name, role }) => name !== target && (role === 'sensitive' || SENSITIVE.test(name))).map(({ name }) => name);

const whySensitive = (names: readonly string[]): string | null =>
  names.length > 0 ? `${listedNames(names)} may describe people: fairness is judged by ${names.length === 1 ? 'it' : 'them'}.` : null;

function taskOf({ name, type, distinct }: ColumnSummary, columns: readonly ColumnSummary[]): [SuggestedTask, string] {
  if (type === 'category' || type === 'boolean') {
    if (columns.some((column) => column.type === 'image' && column.role !== 'ignore'))
      return ['image', `There are images, and ${quoted(name)} holds ${distinct} classes.`];
    return ['classification', `${quoted(name)} holds ${distinct} classes.`];
  }
  if (distinct === 2) return ['classification', `${quoted(name)} holds two different numbers only: they are classes.`];
  return ['regression', `${quoted(name)} holds ${grouped(distinct)} different numbers, and their order means something.`];
}

function metricOf(task: SuggestedTask, { distinct }: ColumnSummary): [string, string] {
  if (task === 'regression') return ['rmse', 'The root mean squared error is in the units of the target and minds large errors most.'];
  if (distinct === 2)
    return ['roc_auc', 'The area under the ROC curve judges the order of the rows, whatever the shares of the classes and the threshold.'];
  return ['balanced_accuracy', 'Balanced accuracy counts each class alike, also the rare ones.'];
}

function positiveOf(task: SuggestedTask, { labels, distinct }: ColumnSummary, { classCounts }: TargetFacts): PositiveClass | null {
  if (task !== 'classification' || distinct !== 2) return null;
  // Classes that are numbers are known by their counts alone.
  const classes = labels ?? (classCounts ? Object.keys(classCounts).sort((a, b) => Number(a) - Number(b)) : ['0', '1']);
  return positiveClass(classes, classCounts ?? null);
}

/** Half of the way from what guessing gives to what is perfect. */
function barOf(metric: string, { distinct }: ColumnSummary, { sd }: TargetFacts): { value: number; reason: string } | null {
  if (metric === 'roc_auc')
    return {
      value: 0.75,
      reason: 'The bar is 0.75, half of the way from guessing (0.5) to perfect (1): replace it by what is reached today.'
    };
  if (metric === 'balanced_accuracy') {
    const guessing = 1 / distinct;
    const value = round((1 + guessing) / 2);
    return {
      value,
      reason: `The bar is ${value}, half of the way from guessing (${round(guessing)}) to perfect (1): replace it by what is reached today.`
    };
  }
  if (!(sd !== undefined && sd > 0)) return null;
  const value = Number((sd / Math.SQRT2).toPrecision(3));
  return {
    value,
    reason: `The bar is ${value}: half of the variance explained, against ${Number(sd.toPrecision(3))} for always answering the mean. Replace it by what is reached today.`
  };
}

const round = (value: number) => Math.round(value * 100) / 100;

const verbs: Readonly<Record<SuggestedTask, string>> = { classification: 'Tell', regression: 'Predict', image: 'Tell' };

function statementOf(task: SuggestedTask, target: ColumnSummary, columns: readonly ColumnSummary[]): string {
  const features = columns.filter(({ name, role }) => name !== target.name && role !== 'ignore' && role !== 'id');
  if (task === 'image') return `Tell the ${quoted(target.name)} of an image.`;
  return `${verbs[task]} ${quoted(target.name)} from ${features.length === 1 ? quoted(features[0]!.name) : `${features.length} other columns`}.`;
}
