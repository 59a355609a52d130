import type { Bar } from '../core/bar.ts';
import type { Finding } from '../core/finding.ts';
import type { RecipeStep } from '../core/recipe.ts';
import type { Dataset } from './api/data.ts';
import type { Deployment } from './api/deploying.ts';
import type { ModelVersion } from './api/packaging.ts';
import type { Problem } from './api/problem.ts';
import type { ProjectInfo } from './api/projects.ts';
import type { SplitInfo } from './api/splitting.ts';
import type { Run } from './api/training.ts';

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
  /** The bar, and whether it was set before training; null without one. */
  readonly bar: Bar | null;
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
