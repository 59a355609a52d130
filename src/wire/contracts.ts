import type { CsvOptions } from '../core/csv-options.ts';
import type { CurvePoint } from '../core/model.ts';
import type { Finding } from '../core/finding.ts';
import type { PlainRecord } from '../core/plain.ts';
import type { RecipeStep } from '../core/recipe.ts';
import type { CvSpec, SplitSpec } from '../core/split.ts';

/**
 * What the workers can do. Types only: nothing here runs. Jobs carry ids; the workers read and write storage themselves, and answer with ids
 * or summaries, never with columns. Comlink converts top-level arguments only, so signal and callbacks stand behind the job.
 */
export type ProgressCallback = (share: number, note?: string) => void;

export interface CsvImportJob {
  readonly projectId: string;
  readonly source: Blob | string;
  readonly fileName: string;
  readonly options: CsvOptions;
}

export interface ImageImportJob {
  readonly projectId: string;
  readonly name: string;
  /** One zip, or files with the paths they had in their folder (`class/file.png`). */
  readonly source: Blob | readonly { readonly path: string; readonly file: Blob }[];
  /** Edge of the square every image is fitted into, in pixels; chosen from the images when not given. */
  readonly size?: number;
}

export interface Rule {
  readonly column: string;
  readonly kind: 'not-null' | 'unique' | 'range' | 'in-set' | 'pattern' | 'type';
  readonly value?: unknown;
}

export interface RuleResult {
  readonly rule: Rule;
  readonly passed: boolean;
  readonly failing: number;
}

/** The data worker: everything that reads or writes whole columns. */
export interface DataApi {
  /** @returns the id of the new dataset version */
  importCsv(job: CsvImportJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<string>;
  importImages(job: ImageImportJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<string>;
  /** @returns the id of the new dataset version */
  setColumn(job: { datasetId: string; column: string; type?: string; role?: string }): Promise<string>;
  rows(job: { datasetId: string; start: number; count: number }): Promise<Record<string, unknown>[]>;
  validate(job: { datasetId: string; rules: readonly Rule[] | null }): Promise<RuleResult[]>;
  profile(job: { datasetId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  audit(job: { datasetId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<Finding[]>;
  /** A problem the data could be meant for, with its reasons. Nothing is changed. */
  suggestProblem(job: { datasetId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  /** A scan of the columns for personal data. */
  privacy(job: { datasetId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<Finding[]>;
  /** Divides the rows, stores the parts and seals the test part. */
  setSplit(job: { projectId: string; spec: SplitSpec }): Promise<void>;
  suggestRecipe(job: { projectId: string; model: string | null }): Promise<{ steps: RecipeStep[]; reasons: string[] }>;
  suggestSplit(job: { projectId: string }): Promise<{ spec: SplitSpec; reasons: string[] }>;
  /** Refuses a recipe that can't be fitted, with the reason. */
  checkRecipe(job: { projectId: string; steps: readonly RecipeStep[] }): Promise<void>;
  /** What each step of a recipe does to one row and to its columns, fitted on the training part. */
  previewRecipe(job: { projectId: string; steps: readonly RecipeStep[]; row: number }): Promise<unknown>;
  /** The dataset's own pixels of some images. */
  images(job: {
    datasetId: string;
    rows: readonly number[];
  }): Promise<{ width: number; height: number; channels: number; pixels: Uint8Array; label: string | null }[]>;
  /** Answers rows as the deployment's address would, log included. */
  predict(job: { deployment: string; rows: readonly Record<string, unknown>[] }): Promise<unknown>;
  feedback(job: { deployment: string; labels: readonly { id: string; actual: unknown }[] }): Promise<number>;
  batch(job: { deployment: string; source: Blob }, signal: AbortSignal, onProgress: ProgressCallback): Promise<Blob>;
  monitor(job: { deployment: string; since: number | null }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  exportArchive(job: { projectId: string; passphrase: string | null }, signal: AbortSignal, onProgress: ProgressCallback): Promise<Blob>;
  /** @returns the id of the new project */
  importArchive(job: { archive: Blob; passphrase: string | null }, signal: AbortSignal, onProgress: ProgressCallback): Promise<string>;
}

export interface TrainJob {
  readonly projectId: string;
  readonly runId: string;
  readonly model: string;
  readonly params: PlainRecord;
  readonly seed: number;
  readonly cv: CvSpec | null;
  readonly backend: string;
  readonly calibrate: 'none' | 'platt' | 'isotonic';
  readonly randomLabels: boolean;
}

/** The training worker: everything that fits or scores a model. Results are stored under the ids given. */
export interface TrainingApi {
  train(job: TrainJob, signal: AbortSignal, onProgress: ProgressCallback, onCurve: (point: CurvePoint) => void): Promise<void>;
  evaluate(job: { runId: string; on: 'validation' | 'test' }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  compare(job: { runIds: readonly string[] }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  explain(job: { runId: string; request: PlainRecord }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  fairness(job: { runId: string; sensitive: readonly string[] }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  /** Scores rows given as plain objects with the package of a run: the what-if editor. */
  score(job: { packageHash: string; rows: readonly Record<string, unknown>[] }): Promise<unknown>;
  /** What a model must be given. */
  inputs(job: { packageHash: string }): Promise<unknown>;
  /** What a package holds, and how fast it answers here. */
  inspectPackage(job: { packageHash: string }): Promise<unknown>;
  /** Reads a copy of a package in which one byte was changed. */
  alterPackage(job: { packageHash: string; share: number }): Promise<unknown>;
  register(job: { runId: string; name: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<number>;
  exportModel(
    job: { projectId: string; model: string; format: string },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<{ file: Blob; name: string; parity: { checked: boolean; rows: number; maxDifference: number; tolerance: number } }>;
  replay(job: { runId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<{ same: boolean; differences: string[] }>;
  /** Every backend tried, in order of preference, and why one is out. */
  backends(): Promise<{ id: string; usable: boolean; reason?: string; software?: boolean }[]>;
}
