import { isBaseline } from '../core/baselines.ts';
import { isSameFolds } from '../core/folds-for.ts';
import type { Metric } from '../core/outcome.ts';
import { isSpecialTask } from '../core/special-task.ts';
import type { CvSpec } from '../core/split.ts';
import { metricFacts } from './metric-facts.ts';

/**
 * What runs are ranked by: the mean over folds of the training part, or the score on the validation part. What has no answer to be judged by is scored
 * on the rows it was found in (`train`).
 */
export type Basis = 'cv' | 'validation' | 'train';

/** What of a run decides its place. */
export interface RankedBy {
  readonly id: string;
  readonly model: string;
  readonly status: string;
  readonly randomLabels: boolean;
  readonly metrics: Readonly<Record<string, Readonly<Record<string, Metric>>>>;
  readonly cv: CvSpec | null;
  readonly datasetHash: string;
  readonly splitHash: string;
  readonly startedAt: number;
  /** What it was asked to tell. */
  readonly question?: RunQuestion;
}

/** What a run was trained to tell: its scores say nothing of another target. */
export interface RunQuestion {
  readonly task: string;
  readonly target?: string;
}

export interface Ranked<R extends RankedBy> {
  readonly run: R;
  readonly score: Metric;
}

/** The question, the data and the division that runs must share to be held against each other. */
export interface Ground {
  readonly datasetHash: string | undefined;
  /** Undefined while the rows are not divided. */
  readonly splitHash: string | undefined;
  /** Null while no target is named: then no run is ruled out. */
  readonly question?: RunQuestion | null;
}

/** The run that stands for a project, on every screen, in every document and for every script. */
export interface Leading<R extends RankedBy> extends Ranked<R> {
  readonly basis: Basis;
  /** Trained models it was chosen among, itself included. */
  readonly among: number;
  /** The best baseline by the same basis, on the same ground. */
  readonly baseline: Ranked<R> | null;
}

/**
 * What the runs are chosen by: the mean over folds where every trained model was judged over the same ones, so that the validation part has no say;
 * else the validation part, which each of them has; the folds again where there is none.
 * @param runs of one ground
 */
export function basisOf(runs: readonly RankedBy[], metric: string): Basis {
  const done = runs.filter((run) => run.status === 'done' && !run.randomLabels);
  const models = done.filter(({ model }) => !isBaseline(model));
  const real = models.length > 0 ? models : done;
  const [first] = real;
  const shareFolds = real.every((run) => run.metrics['cv']?.[metric] && run.cv && first?.cv && isSameFolds(run.cv, first.cv));
  const has = (part: Basis) => real.some((run) => run.metrics[part]?.[metric]);
  if (shareFolds) return 'cv';
  if (has('validation')) return 'validation';
  return has('train') && !has('cv') ? 'train' : 'cv';
}

/** Finished runs on true answers, best first; of equals a trained model before a baseline, then the earlier one. Runs without such a score are left out. */
export function rankRuns<R extends RankedBy>(runs: readonly R[], metric: string, basis: Basis): Ranked<R>[] {
  const sign = metricFacts(metric).higherIsBetter ? -1 : 1;
  const scored = runs.flatMap((run) => {
    const score = run.status === 'done' && !run.randomLabels ? run.metrics[basis]?.[metric] : undefined;
    return score && Number.isFinite(score.value) ? [{ run, score }] : [];
  });
  const place = ({ run }: Ranked<R>) => Number(isBaseline(run.model));
  return scored.sort((a, b) => sign * (a.score.value - b.score.value) || place(a) - place(b) || a.run.startedAt - b.run.startedAt);
}

function asks({ question }: RankedBy, wanted: Ground['question']): boolean {
  if (!question || !wanted) return true;
  const special = [question.task, wanted.task].some(isSpecialTask);
  if (special && question.task !== wanted.task) return false;
  if (wanted.target === undefined) return true;
  return question.target === wanted.target && (special || (question.task === 'regression') === (wanted.task === 'regression'));
}

/** Runs of the given ground; where none of them is done, those on the same question that share the ground of the latest finished one. */
export function comparable<R extends RankedBy>(all: readonly R[], ground: Ground): R[] {
  const runs = all.filter((run) => asks(run, ground.question));
  const on = ({ datasetHash, splitHash }: Ground) =>
    runs.filter((run) => run.datasetHash === datasetHash && (splitHash === undefined || run.splitHash === splitHash));
  const isDone = (run: R) => run.status === 'done' && !run.randomLabels;
  const here = on(ground);
  if (here.some(isDone)) return here;
  const latest = runs.filter(isDone).reduce<R | null>((last, run) => (last && last.startedAt > run.startedAt ? last : run), null);
  return latest ? on(latest) : here;
}

/** The best trained model, or the best baseline while nothing else was trained; null without a finished run. */
export function leadingRun<R extends RankedBy>(runs: readonly R[], metric: string, ground: Ground): Leading<R> | null {
  const own = comparable(runs, ground);
  const basis = basisOf(own, metric);
  const ranked = rankRuns(own, metric, basis);
  const models = ranked.filter(({ run }) => !isBaseline(run.model));
  const first = models[0] ?? ranked[0];
  return first ? { ...first, basis, among: models.length, baseline: ranked.find(({ run }) => isBaseline(run.model)) ?? null } : null;
}

/** Every finished run, the comparable ones first, best first; those of other data or another division after them. */
export function bestFirst<R extends RankedBy>(runs: readonly R[], metric: string, ground: Ground): R[] {
  const own = comparable(runs, ground);
  const ranked = rankRuns(own, metric, basisOf(own, metric)).map(({ run }) => run);
  return [...ranked, ...runs.filter((run) => !ranked.includes(run))];
}

/** @param task without folds of rows */
function sayTaskChoice(task: string | undefined, among: number): string {
  const by = {
    forecasting: 'its mean error at the same moments of the past',
    recommendation: 'its lists for the same users, on the validation part',
    other: 'its score on the rows it was found in'
  };
  const chosen = task === 'forecasting' || task === 'recommendation' ? by[task] : by.other;
  return `Of ${among} trained runs it leads by ${chosen}: the best of several flatters itself, so only what was kept back, or what is new, can tell.`;
}

/** By what the leading run was chosen, and what that means for its score on the validation part. */
export function sayChoice({ basis, among, run }: Leading<RankedBy>): string {
  if (isBaseline(run.model)) return 'Only baselines were run so far, so nothing was chosen.';
  if (among < 2) return 'It is the only model trained so far, so nothing was chosen.';
  if (isSpecialTask(run.question?.task)) return sayTaskChoice(run.question?.task, among);
  if (basis === 'validation')
    return `Of ${among} trained runs it leads by its score on the validation part, for not all of them were judged over the same folds: the best of several flatters itself, so the test part is the one that counts.`;
  if (!run.metrics['validation'])
    return `Of ${among} trained runs it leads by its mean over the same folds, and there is no validation part: the best of several flatters itself, so only rows kept back, or new ones, can tell.`;
  return `Of ${among} trained runs it leads by its mean over the same folds of the training part; the validation part had no say in that, so its score there is untouched by the choice.`;
}
