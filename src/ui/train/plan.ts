import type { CalibrationChoice } from '../../core/calibration-kind.ts';
import type { LimitsAsked } from '../../core/limits-choice.ts';
import type { Overview } from '../../app/overview.ts';
import type { CvSpec, Dividing, SplitSpec } from '../../core/split.ts';
import type { TrainSpec, TuneSpec } from '../../app/api/training.ts';
import { alongIn, foldsFor } from '../../core/folds-for.ts';

/** What a form of folds by time holds beside their number. */
export interface FoldsPlan {
  /** What a fold learns from; the rows before it unless said. */
  readonly learnFrom?: 'before' | 'around';
  /** In the unit of the column, ms of a time; null = none. */
  readonly embargo?: number | null;
}

/** What the form of a run holds. */
export interface RunPlan extends FoldsPlan {
  readonly model: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly cv: 'none' | CvSpec['kind'];
  readonly folds: number;
  readonly repeats: number;
  readonly calibrate: CalibrationChoice;
  readonly limits: LimitsAsked;
  readonly backend: NonNullable<TrainSpec['backend']>;
}

/** The plan as the door takes it. @param split gives groups and times their column */
export function specOf(plan: RunPlan, split: Asked): TrainSpec {
  const { model, params, seed, calibrate, limits, backend } = plan;
  return {
    model,
    params: { ...params },
    seed,
    calibrate,
    ...(limits ? { limits } : {}),
    backend,
    ...(plan.cv === 'none' ? {} : { cv: cvOf(plan, plan.cv, split) })
  };
}

/** The division in force, as far as its folds go by it. */
type Asked = Pick<SplitSpec, 'kind' | keyof Dividing> | null;

function cvOf(plan: RunPlan, kind: CvSpec['kind'], split: Asked): CvSpec {
  const { folds, repeats } = plan;
  const canRepeat = kind !== 'time' && kind !== 'fold-column';
  return {
    ...{ kind, folds, ...(canRepeat && repeats > 1 ? { repeats } : {}) },
    ...(split?.kind === kind ? alongIn(split) : {}),
    ...(kind === 'time' ? aroundOf(plan) : {})
  };
}

const aroundOf = ({ learnFrom, embargo = null }: FoldsPlan): Pick<CvSpec, 'learnFrom' | 'embargo'> =>
  learnFrom === 'around' ? { learnFrom, ...(embargo === null || embargo === 0 ? {} : { embargo }) } : {};

/** How the winner of a search is judged. */
export type Judged = 'corrected' | 'nested';

export interface Search {
  readonly search: TuneSpec['search'];
  readonly trials: number;
  /** Seconds; null = as long as it takes. */
  readonly budget: number | null;
  /** kB; null = any. */
  readonly mostSize?: number | null;
  /** Milliseconds a row; null = any. */
  readonly mostLatency?: number | null;
  /** Of a nested cross-validation; null = none is made. */
  readonly outerFolds?: number | null;
}

/** A plan and how its parameters are searched; what was set by hand stays as it is. */
export const tuneOf = (
  plan: RunPlan,
  split: Asked,
  { search, trials, budget, mostSize = null, mostLatency = null, outerFolds = null }: Search
): TuneSpec => ({
  ...specOf(plan, split),
  search,
  trials,
  ...(budget === null ? {} : { budgetMs: budget * 1000 }),
  ...(mostSize === null ? {} : { mostBytes: mostSize * 1000 }),
  ...(mostLatency === null ? {} : { mostLatencyMs: mostLatency }),
  ...(outerFolds === null ? {} : { outerFolds })
});

/** What a run begins with: the folds that ask the same question as the split. */
export function usualPlan(model: string, split: Asked, task: string | undefined): RunPlan {
  const { kind } = foldsFor(split ?? { kind: 'random' }, task);
  return { model, params: {}, seed: 0, cv: kind, folds: 5, repeats: 1, calibrate: 'none', limits: false, backend: 'auto' };
}

/** Columns whose groups a promise can be kept for: categories that are not the target and not ignored. */
export const groupColumnsOf = ({ dataset, problem }: Pick<Overview, 'dataset' | 'problem'>): readonly string[] =>
  (dataset?.columns ?? [])
    .filter(({ name, type, role }) => (type === 'category' || type === 'boolean') && role !== 'ignore' && name !== problem?.target)
    .map(({ name }) => name);
