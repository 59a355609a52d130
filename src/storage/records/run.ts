import type { CurvePoint } from '../../core/model.ts';
import type { Metric } from '../../core/outcome.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { RecipeStep } from '../../core/recipe.ts';
import type { CvSpec } from '../../core/split.ts';

/** One training run, with everything needed to run it again. */
export interface RunRecord {
  readonly id: string;
  readonly projectId: string;
  readonly model: string;
  readonly params: PlainRecord;
  readonly seed: number;
  readonly cv: CvSpec | null;
  readonly calibrate: 'none' | 'platt' | 'isotonic';
  readonly requestedBackend: string;
  readonly backend: string;
  readonly datasetId: string;
  readonly datasetHash: string;
  readonly splitHash: string;
  readonly recipe: readonly RecipeStep[];
  readonly recipeHash: string;
  /** SHA-256 of the package, which is stored under it. Empty until the run is done. */
  readonly modelHash: string;
  readonly status: 'running' | 'done' | 'failed' | 'cancelled';
  readonly error: { readonly code: string; readonly message: string; readonly hint: string } | null;
  readonly startedAt: number;
  readonly fitMs: number;
  /** What was forecast before the run, from earlier runs on this device. */
  readonly predictedMs: number | null;
  readonly sizeBytes: number;
  readonly metrics: Readonly<Record<string, Readonly<Record<string, Metric>>>>;
  readonly folds: readonly Readonly<Record<string, number>>[] | null;
  readonly curve: readonly CurvePoint[];
  readonly notes: readonly string[];
  /** Trained on shuffled answers, to see what luck alone gives. */
  readonly randomLabels: boolean;
}
