// Longer than other files on purpose: what the page may ask of each worker is one list, which both sides are checked against.
import type { Behind, RowsBehind } from '../core/behind.ts';
import type { CalibrationChoice } from '../core/calibration-kind.ts';
import type { AutoJob, AutoReport } from '../core/auto-report.ts';
import type { TreeImportanceRow } from '../core/tree-importance.ts';
import type { BatchOddities } from '../core/batch-answer.ts';
import type { AlikeImages } from '../core/alike-images.ts';
import type { CsvOptions } from '../core/csv-options.ts';
import type { ImportRecipe } from '../core/import-recipe.ts';
import type { LabelReport } from '../core/label-report.ts';
import type { DecisionTree } from '../core/decision-tree.ts';
import type { CurvePoint } from '../core/model.ts';
import type { Finding } from '../core/finding.ts';
import type { ShapeTable } from '../core/shapes.ts';
import type { CoefficientTable } from '../core/inference.ts';
import type { FairWay } from '../core/fair-way.ts';
import type { LimitsAsked } from '../core/limits-choice.ts';
import type { PlainRecord } from '../core/plain.ts';
import type { RecipeStep } from '../core/recipe.ts';
import type { Role } from '../core/schema.ts';
import type { SearchGlance, SearchReport } from '../core/search-report.ts';
import type { ShapeStep } from '../core/shape-step.ts';
import type { CvSpec, SplitSpec } from '../core/split.ts';
import type { BreakingApi } from './breaking-contract.ts';
import type { ImportingApi } from './importing-contract.ts';
import type { LabellingApi } from './labelling-contract.ts';
import type { LookingApi } from './looking-contract.ts';
import type { ProtectingApi } from './protecting-contract.ts';
import type { ForecastingApi } from './forecasting-contract.ts';
import type { RecommendingApi } from './recommending-contract.ts';
import type { RulesApi } from './rules-contract.ts';
import type { TrackingApi } from './tracking-contract.ts';
import type { ProgressCallback } from './progress.ts';

/**
 * What the workers can do. Types only: nothing here runs. Jobs carry ids; the workers read and write storage themselves, and answer with ids
 * or summaries, never with columns. Comlink converts top-level arguments only, so signal and callbacks stand behind the job.
 *
 * The data worker: everything that reads or writes whole columns.
 */
export interface DataApi
  extends ImportingApi, LookingApi, LabellingApi, ProtectingApi, RulesApi, RecommendingApi, ForecastingApi, TrackingApi {
  /** Images that show the same. */
  alikeImages(job: { datasetId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<AlikeImages>;
  /** @returns the id of the new dataset version */
  setColumn(job: {
    datasetId: string;
    column: string;
    type?: string;
    role?: string;
    order?: readonly string[] | null;
    longitude?: string | null;
    zone?: string | null;
    twice?: 'first' | 'second' | 'missing';
    unit?: string | null;
  }): Promise<string>;
  /** @returns the id of the new dataset version */
  shape(job: { datasetId: string; steps: readonly ShapeStep[] }, signal: AbortSignal, onProgress: ProgressCallback): Promise<string>;
  /** Rows made up from others. @returns the id of the new dataset version */
  synthesise(
    job: { datasetId: string; rows: number | null; seed: number },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<string>;
  /** What steps would make. Nothing is stored. */
  previewShape(
    job: { datasetId: string; steps: readonly ShapeStep[] },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<unknown>;
  diffVersions(
    job: { before: string; after: string; key: readonly string[] | null },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<unknown>;
  /** @returns the id of the new dataset version */
  restoreVersion(job: { datasetId: string }): Promise<string>;
  rows(job: { datasetId: string; start: number; count: number }): Promise<Record<string, unknown>[]>;
  profile(job: { datasetId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  audit(job: { datasetId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<Finding[]>;
  /** How a CSV would be read, judged by its beginning. */
  previewCsv(
    job: { source: Blob | string; options: CsvOptions; recipes: readonly ImportRecipe[] },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<unknown>;
  /** The kinds of file that data are saved as. */
  exportFormats(): Promise<{ id: string; label: string; doc: string }[]>;
  /** A version as a file, read back and compared. */
  exportData(
    job: { datasetId: string; format: string },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<{ file: Blob; name: string; rows: number; isChecked: boolean }>;
  exportCsv(job: { datasetId: string; spreadsheetSafe: boolean }, signal: AbortSignal, onProgress: ProgressCallback): Promise<Blob>;
  /** Labels that a learner contradicts; made once for a version. */
  labelErrors(job: { datasetId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<LabelReport>;
  /** One number column over a time column. */
  series(
    job: { datasetId: string; column: string; time: string; period: number | null },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<unknown>;
  /** Linked counts of columns under filters of whole bins. */
  crossFilter(job: {
    datasetId: string;
    columns: readonly string[];
    filters: Readonly<Record<string, readonly number[]>>;
    density: { x: string; y: string } | null;
  }): Promise<unknown>;
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
  suggestRecipe(job: {
    projectId: string;
    model: string | null;
    first?: readonly RecipeStep[];
  }): Promise<{ steps: RecipeStep[]; reasons: string[] }>;
  suggestSplit(job: { projectId: string }): Promise<{ spec: SplitSpec; reasons: string[] }>;
  /** What is in each part of a division, the project's own or one that is only tried. Nothing is stored. */
  describeSplit(job: { projectId: string; spec: SplitSpec | null }): Promise<unknown>;
  /** A scaler learned from training rows alone, and from all rows: an experiment that keeps nothing. */
  scalerBothWays(job: { projectId: string; trainRows: number | null }): Promise<unknown>;
  /** How long runs would take and what memory, and the ranges that are sure; null where nothing is known. */
  forecast(job: {
    projectId: string;
    runs: readonly { model: string; params: PlainRecord; cv: CvSpec | null; calibrate: string; limits?: LimitsAsked }[];
  }): Promise<(({ ms: number; memory: ({ bytes: number } & ForecastRange) | null } & ForecastRange) | null)[]>;
  /** The coefficients of a finished run of a linear model; null for others. */
  coefficients(job: { runId: string }): Promise<CoefficientTable | null>;
  /** What each feature adds in a run of an additive model; null for other models. */
  shapes(job: { runId: string }): Promise<ShapeTable | null>;
  /** How much the trees of a finished run asked each feature; null for models without trees. */
  treeImportance(job: { runId: string }): Promise<readonly TreeImportanceRow[] | null>;
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
  ): Promise<{ sent: number; from: 'train' | 'validation' | 'test'; labels: { id: string; actual: string | number }[] }>;
  feedback(job: { deployment: string; labels: readonly { id: string; actual: unknown }[] }): Promise<{ joined: number; unknown: number }>;
  batch(
    job: {
      deployment: string;
      source: Blob;
      onBroken: 'stop' | 'set-aside' | 'go-on';
      warnings?: boolean;
      units?: 'convert' | 'trained';
      marks?: 'file';
    },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<BatchOddities & { file: Blob; setAside: number; abstained?: number }>;
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
  readonly calibrate: CalibrationChoice;
  readonly limits?: LimitsAsked;
  /** How it is to bring groups together. */
  readonly fairly?: FairWay;
  readonly randomLabels: boolean;
  /** The search it is a trial of. */
  readonly parent?: string;
}

export interface TrialJob {
  readonly projectId: string;
  readonly model: string;
  readonly params: PlainRecord;
  readonly seed: number;
  readonly cv: CvSpec | null;
  readonly foldSeed: number;
  readonly share?: number;
  readonly outer?: { readonly cv: CvSpec; readonly fold: number };
}

/** A search that has ended: what of it is not yet known is worked out from what the runs left behind. */
export interface SearchJob {
  readonly projectId: string;
  readonly search: Omit<SearchReport, 'estimate' | 'importance' | 'frontBySize' | 'frontByLatency'>;
}

/** The training worker: everything that fits or scores a model. Results are stored under the ids given. */
export interface TrainingApi extends BreakingApi {
  train(job: TrainJob, signal: AbortSignal, onProgress: ProgressCallback, onCurve: (point: CurvePoint) => void): Promise<void>;
  /** Lets a run that was paused or interrupted go on from what was kept of it. */
  resume(
    job: { runId: string; parent?: string },
    signal: AbortSignal,
    onProgress: ProgressCallback,
    onCurve: (point: CurvePoint) => void
  ): Promise<void>;
  /** Fits and judges like a run, on the training part alone, and keeps nothing. */
  tryTraining(job: TrialJob, signal: AbortSignal, onProgress: ProgressCallback, onCurve: (point: CurvePoint) => void): Promise<unknown>;
  /** What can be learned from a search; kept with the project. */
  reportSearch(job: SearchJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<SearchReport>;
  /** What the trials of a search tell while it goes on; nothing is kept. */
  glanceAtSearch(job: { readonly search: Pick<SearchJob['search'], 'model' | 'metric' | 'seed' | 'trials'> }): Promise<SearchGlance>;
  /** The same of a search among all families. */
  reportAuto(job: AutoJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<AutoReport>;
  evaluate(job: { runId: string; on: 'validation' | 'test' }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  compare(
    job: { runIds: readonly string[]; all?: boolean; rope?: number },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<unknown>;
  /** Gives a run, and its package, the threshold that a person chose; null takes it back. */
  keepThreshold(
    job: { runId: string; threshold: number | null; goal?: string; why: string; by: string },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<void>;
  threshold(
    job: { runId: string; goal: { by: 'metric' | 'costs' | 'precision' | 'recall' | 'called'; metric?: string; share?: number } },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<unknown>;
  explain(job: { runId: string; request: PlainRecord }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  /** A shallow tree of where a run errs. */
  errorTree(job: { runId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  /** The rows behind a number of a report. */
  rowsBehind(job: { runId: string; behind: Behind }, signal: AbortSignal, onProgress: ProgressCallback): Promise<RowsBehind>;
  /** Whether a run's score may come from what it will not have in use. */
  probeLeaks(job: { runId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  /** How the score of a run's model grows with the rows it learns from. */
  dataCurve(job: { runId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  mitigate(
    job: { runId: string; sensitive: string; parity: 'demographic_parity' | 'equal_opportunity' | 'equalised_odds' },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<unknown>;
  fairness(job: { runId: string; sensitive: readonly string[] }, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  /** Scores rows given as plain objects with the package of a run: the what-if editor. */
  score(job: { packageHash: string; rows: readonly Record<string, unknown>[] }): Promise<unknown>;
  /** What a model must be given. */
  inputs(job: { packageHash: string }): Promise<unknown>;
  /** The questions of a decision tree. */
  tree(job: { runId: string }): Promise<DecisionTree>;
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

/** A thread that reads some columns of a big file for a data worker; jobs and answers are those of `jobs/importing`. */
export interface ReadingApi {
  /** @param ports to the threads that take blocks from this one, or to the one that it takes them from */
  open(job: unknown, ports: readonly MessagePort[]): Promise<void>;
  first(signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
  finish(habits: unknown, signal: AbortSignal, onProgress: ProgressCallback): Promise<unknown>;
}

/** How sure a forecast of a cost is. */
interface ForecastRange {
  low: number;
  high: number;
  runs: number;
  method: string;
}
