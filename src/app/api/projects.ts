import type { DataVerbs } from './data.ts';
import type { DeploymentVerbs } from './deploying.ts';
import type { ExploringVerbs } from './exploring.ts';
import type { FeatureVerbs } from './features.ts';
import type { FileVerbs } from './files.ts';
import type { GoverningVerbs } from './governing.ts';
import type { JudgingVerbs } from './judging.ts';
import type { ExportVerbs, RegistryVerbs } from './packaging.ts';
import type { LabellingVerbs } from './labelling.ts';
import type { ProtectingVerbs } from './protecting.ts';
import type { RecipeVerbs } from './preparing.ts';
import type { ProblemVerbs } from './problem.ts';
import type { ForecastingVerbs } from './forecasting.ts';
import type { RecommendingVerbs } from './recommending.ts';
import type { RuleVerbs } from './rules.ts';
import type { ShapingVerbs } from './shaping.ts';
import type { QuarantineVerbs } from './quarantine.ts';
import type { SharingVerbs } from './sharing.ts';
import type { SplitVerbs } from './splitting.ts';
import type { ScheduleVerbs } from './schedules.ts';
import type { TrackingVerbs } from './tracking.ts';
import type { TrainingVerbs } from './training.ts';
import type { WatchingVerbs } from './watching.ts';

export interface ProjectInfo {
  id: string;
  name: string;
  createdAt: number;
  modifiedAt: number;
  sizeBytes: number;
  /** When the first of its datasets has to be deleted, by what was written down on Govern; null where no end is set. */
  retentionEndsAt: number | null;
  /** Which dataset that is. */
  retentionOf: string | null;
}

/** A project: what it is called, and every verb on it, stage by stage. */
export interface Project
  extends TrainingVerbs, JudgingVerbs, RecommendingVerbs, ForecastingVerbs, ExportVerbs, WatchingVerbs, SharingVerbs {
  readonly info: ProjectInfo;
  rename(name: string): Promise<void>;
  readonly problem: ProblemVerbs;
  readonly data: FileVerbs & QuarantineVerbs & DataVerbs & ExploringVerbs & RuleVerbs & ShapingVerbs;
  readonly split: SplitVerbs;
  readonly recipe: RecipeVerbs;
  readonly features: FeatureVerbs;
  readonly registry: RegistryVerbs;
  readonly deployments: DeploymentVerbs;
  readonly govern: GoverningVerbs;
  readonly protect: ProtectingVerbs;
  readonly labels: LabellingVerbs;
  readonly tracking: TrackingVerbs;
  readonly schedules: ScheduleVerbs;
}
