import type { NestedEstimate, NestedFold } from '../../core/search-report.ts';
import { foldsFor } from '../../core/folds-for.ts';
import { summariseFolds, withinRange } from '../../stages/evaluate/folds.ts';
import { mean } from '../../core/stats.ts';
import type { CvSpec } from '../../core/split.ts';
import type { Wish } from '../../stages/tune/strategy-type.ts';
import type { SplitInfo } from '../api/splitting.ts';
import type { Project } from '../api/projects.ts';
import type { Trial, TuneSpec } from '../api/training.ts';
import type { Watch } from '../api/watch.ts';
import { metricFacts } from '../metric-facts.ts';
import { lossOf, searchFor } from './proposer.ts';
import { runSearch, type Tried } from './search-loop.ts';

/** What the searches within the outer folds are made with. */
export interface NestedAsk {
  readonly trial: Project['trial'];
  readonly metric: string;
  readonly task: string | undefined;
  readonly leastShare: number;
  readonly split: SplitInfo;
  /** Whether the time of the search within this outer fold is used up. */
  readonly isOver: (fold: number) => boolean;
}

export type NestedSpec = TuneSpec & { readonly cv: CvSpec; readonly outerFolds: number };

/**
 * The whole search made anew within each outer fold of the training part, and what it chose there judged on the rows of that fold, which had no part in it: an
 * estimate of the way of choosing, not of one winner. Nothing of it is recorded or packaged.
 * Source: Varma & Simon (2006), "Bias in error estimation when using cross-validation for model selection".
 */
export async function judgeNested(ask: NestedAsk, spec: NestedSpec, watch: Watch | undefined): Promise<NestedEstimate> {
  const outerCv: CvSpec = { ...foldsFor(ask.split, ask.task), folds: spec.outerFolds };
  const folds: NestedFold[] = [];
  const judged: Trial[] = [];
  for (let fold = 0, count = spec.outerFolds; fold < count; fold++) {
    const outer = { cv: outerCv, fold };
    const found = await searchWithin(ask, spec, outer, watch);
    const trial = await ask.trial(
      { model: spec.model, params: found.params, seed: spec.seed ?? 0, outer },
      of(watch, fold, spec, 'judging')
    );
    count = trial.outerFolds ?? count;
    judged.push(trial);
    folds.push({ ...found, score: trial.metrics[ask.metric]?.value ?? null });
  }
  const sizes = { train: meanOf(judged, 'train'), validation: meanOf(judged, 'validation') };
  const summed = summariseFolds(
    folds.map(({ score: value }) => value ?? NaN),
    sizes
  );
  return { cv: outerCv, score: withinRange(summed, metricFacts(ask.metric).range), folds };
}

const meanOf = (judged: readonly Trial[], part: 'train' | 'validation'): number => mean(judged.map(({ rows }) => rows?.[part] ?? NaN));

type Outer = NonNullable<Parameters<Project['trial']>[0]['outer']>;

/** The search, on the rows that an outer fold learns from. @returns what it chose: the best of those tried on all of these rows */
async function searchWithin(
  { trial, metric, task, leastShare, isOver }: NestedAsk,
  spec: NestedSpec,
  outer: Outer,
  watch: Watch | undefined
): Promise<Omit<NestedFold, 'score'>> {
  const { model, params = {}, seed = 0, cv } = spec;
  let best = { loss: Infinity, params };
  let trials = 0;
  const attempt = async (wish: Wish): Promise<Tried> => {
    trials++;
    const tried = await trial(
      { model, params: { ...wish.params }, seed, cv, share: wish.share, outer },
      of(watch, outer.fold, spec, `trial ${trials}`)
    );
    const loss = lossOf(metric, tried.metrics[metric]?.value);
    if (wish.share === 1 && loss < best.loss) best = { loss, params: { ...wish.params } };
    return { loss, signature: JSON.stringify(tried.folds) };
  };
  const limits = { trials: spec.trials, isOver: () => isOver(outer.fold) };
  await runSearch(searchFor(spec, { task, leastShare }), limits, attempt);
  return { params: best.params, trials };
}

function of(watch: Watch | undefined, fold: number, { outerFolds }: NestedSpec, note: string): Watch {
  const { signal, onProgress } = watch ?? {};
  const told = `outer fold ${fold + 1} of ${outerFolds}, ${note}`;
  return {
    ...(signal ? { signal } : {}),
    ...(onProgress
      ? { onProgress: ({ share }) => onProgress({ share: Math.min(1, (1 + fold + share) / (1 + outerFolds)), note: told }) }
      : {})
  };
}
