import type { Dataset, Deployment, Finding, ModelVersion, Problem, ProjectInfo, RecipeStep, Run, SplitInfo } from './lathe-api.ts';

/** The twelve steps, in the order of the work. */
export const stepIds = [
  'problem',
  'data',
  'explore',
  'features',
  'models',
  'train',
  'evaluate',
  'package',
  'deploy',
  'monitor',
  'govern',
  'share'
] as const;
export type StepId = (typeof stepIds)[number];

/** `empty` = not begun, `work` = in work, `done`, `look` = needs a look; the reason is a sentence. */
export interface StepState {
  readonly id: StepId;
  readonly state: 'empty' | 'work' | 'done' | 'look';
  readonly reason: string;
  /** How many things need a look. */
  readonly count: number;
}

/** What every screen may want to know of the open project, kept current. */
export interface Overview {
  readonly info: ProjectInfo;
  readonly problem: Problem | null;
  readonly problemFixedAt: number | null;
  readonly dataset: Dataset | null;
  /** Null until the audit was run on the current version. */
  readonly findings: readonly Finding[] | null;
  readonly split: SplitInfo | null;
  /** Null = the suggested recipe is in use. */
  readonly recipe: readonly RecipeStep[] | null;
  readonly runs: readonly Run[];
  readonly versions: readonly ModelVersion[];
  readonly deployments: readonly Deployment[];
  readonly steps: readonly StepState[];
}
