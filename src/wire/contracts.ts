import type { CsvOptions } from '../core/csv-options.ts';
import type { CurvePoint } from '../core/model.ts';
import type { Finding } from '../core/finding.ts';
import type { PlainRecord } from '../core/plain.ts';
import type { RecipeStep } from '../core/recipe.ts';
import type { Role } from '../core/schema.ts';
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
  /** How a CSV would be read, judged by its beginning. */
  previewCsv(job: { source: Blob | string; options: CsvOptions }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  exportCsv(job: { datasetId: string; spreadsheetSafe: boolean }, signal: AbortSignal, onProgress: ProgressCallback): Promise<Blob>;
  /** How many rows hold each value, most common first. */
  countValues(job: { datasetId: string; column: string }): Promise<{ label: string; count: number }[]>;
  /** What each column alone can say about the target; a leak may be planted among them. */
  featurePower(
    job: { datasetId: string; planted: { wrongShare: number; seed: number } | null },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<unknown>;
  /** The hash of a version after a change that is tried and not kept. */
  tryChange(job: {
    datasetId: string;
    column: string;
    change: { kind: 'cell'; row: number } | { kind: 'role'; role: Role };
  }): Promise<unknown>;
  /** A problem the data could be meant for, with its reasons. Nothing is changed. */
  suggestProblem(job: { datasetId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  /** A scan of the columns for personal data. */
  privacy(job: { datasetId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<Finding[]>;
  /** How few columns single rows out. */
  measureGroups(
    job: { datasetId: string; columns: readonly string[] | null },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<unknown>;
  /** Divides the rows, stores the parts and seals the test part. */
  setSplit(job: { projectId: string; spec: SplitSpec }): Promise<void>;
  suggestRecipe(job: { projectId: string; model: string | null }): Promise<{ steps: RecipeStep[]; reasons: string[] }>;
  suggestSplit(job: { projectId: string }): Promise<{ spec: SplitSpec; reasons: string[] }>;
  /** What is in each part of a division, the project's own or one that is only tried. Nothing is stored. */
  describeSplit(job: { projectId: string; spec: SplitSpec | null }): Promise<unknown>;
  /** A scaler learned from training rows alone, and from all rows: an experiment that keeps nothing. */
  scalerBothWays(job: { projectId: string; trainRows: number | null }): Promise<unknown>;
  /** How long runs would take, ms; null where nothing is known. */
  forecast(job: {
    projectId: string;
    runs: readonly { model: string; cv: CvSpec | null; calibrate: string }[];
  }): Promise<(number | null)[]>;
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
  /** Sends held-out rows through a deployment, shifted or not, marked as simulated. */
  sendTestTraffic(
    job: { deployment: string; rows: number; shift: { columns: readonly string[]; by: number } | null },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<{ sent: number; labels: { id: string; actual: string | number }[] }>;
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

export interface TrialJob {
  readonly projectId: string;
  readonly model: string;
  readonly params: PlainRecord;
  readonly seed: number;
  readonly cv: CvSpec | null;
  readonly foldSeed: number;
}

/** The training worker: everything that fits or scores a model. Results are stored under the ids given. */
export interface TrainingApi {
  train(job: TrainJob, signal: AbortSignal, onProgress: ProgressCallback, onCurve: (point: CurvePoint) => void): Promise<void>;
  /** Fits and judges like a run, on the training part alone, and keeps nothing. */
  tryTraining(job: TrialJob, signal: AbortSignal, onProgress: ProgressCallback, onCurve: (point: CurvePoint) => void): Promise<unknown>;
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
