import type { WorkContext } from '../../core/context.ts';
import type { CurvePoint } from '../../core/model.ts';
import type { Note } from '../../core/note.ts';
import type { Metric } from '../../core/outcome.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { RecipeStep } from '../../core/recipe.ts';
import type { CvSpec, Parts, SplitSpec } from '../../core/split.ts';
import type { SpecialTask } from '../../core/special-task.ts';
import type { TaskFindings } from '../../core/task-findings.ts';
import type { TaskModelType } from '../../core/task-model.ts';
import type { ThreadTeam } from '../../core/threads.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import type { Study } from './study.ts';

/** What is fitted, as it was asked for. `steps` are those of an earlier run, to run it again. */
export interface TaskAsk {
  readonly model: string;
  readonly params: PlainRecord;
  readonly seed: number;
  readonly cv: CvSpec | null;
  readonly steps?: readonly RecipeStep[];
  /** Stands in the package, for scoring. */
  readonly latheVersion: string;
}

/** Everything about a run that is known before anything is fitted. */
export interface TaskPlan {
  readonly split: SplitSpec;
  readonly parts: Parts;
  readonly steps: readonly RecipeStep[];
  /** Rows and columns that are learned from: what the time is forecast by. */
  readonly shape: { readonly rows: number; readonly columns: number };
  readonly notes: readonly Note[];
}

export interface TaskOutside extends WorkContext {
  readonly threads: ThreadTeam | null;
  readonly onCurve: (point: CurvePoint) => void;
}

/**
 * What a fit gives. It follows from data, plan, parameters and seed alone, for its bytes are the run's `modelHash`: the package where the model can
 * answer new rows, else the state.
 */
export interface TaskFit {
  readonly kept: { readonly pkg: ModelPackage } | { readonly state: PlainRecord };
  readonly curve?: readonly CurvePoint[];
  readonly notes: readonly Note[];
}

/** What a fit comes to. */
export interface TaskJudgement {
  /** By part: `train` on the rows it was found in, `cv` over folds or origins. Each number with its interval. */
  readonly metrics: Readonly<Record<string, Readonly<Record<string, Metric>>>>;
  readonly folds?: readonly Readonly<Record<string, number>>[];
  readonly findings: TaskFindings;
  readonly notes: readonly Note[];
}

/** How the runs of a task are made and judged. `F` is what a fit hands on to its judgement beside what is kept. */
export interface TaskWay<F extends TaskFit = TaskFit> {
  readonly id: SpecialTask;
  readonly models: readonly TaskModelType[];
  /** Whether `cv` of a training says something here. */
  readonly takesFolds: boolean;
  /** Looks at nothing that is held out. */
  plan(study: Study, ask: TaskAsk): Promise<TaskPlan>;
  fit(study: Study, plan: TaskPlan, ask: TaskAsk, outside: TaskOutside): Promise<F>;
  judge(fit: F, study: Study, plan: TaskPlan, ask: TaskAsk, outside: TaskOutside): Promise<TaskJudgement>;
}

/** Forgets what a fit hands on, so that ways can share a registry. */
export const defineWay = <F extends TaskFit>(way: TaskWay<F>): TaskWay => way as unknown as TaskWay;
