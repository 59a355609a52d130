import type { CalibrationChoice } from '../../core/calibration-kind.ts';
import type { AutoReport } from '../../core/auto-report.ts';
import type { TreeImportanceRow } from '../../core/tree-importance.ts';
import type { ShapeTable } from '../../core/shapes.ts';
import type { CoefficientTable } from '../../core/inference.ts';
import type { CurvePoint } from '../../core/model.ts';
import type { FairWay } from '../../core/fair-way.ts';
import type { KeptThreshold } from '../../core/kept-threshold.ts';
import type { LimitsAsked } from '../../core/limits-choice.ts';
import type { Metric } from '../../core/outcome.ts';
import type { RecipeStep } from '../../core/recipe.ts';
import type { SearchGlance, SearchReport, SearchTrial } from '../../core/search-report.ts';
import type { CvSpec } from '../../core/split.ts';
import type { TaskFindings } from '../../core/task-findings.ts';
import type { ParamInfo } from './params.ts';
import type { Watch } from './watch.ts';

/** Models, and the runs that fit them. */
export interface TrainingVerbs {
  models(): Promise<ModelInfo[]>;
  train(spec: TrainSpec, options?: Watch & { onCurve?: (point: CurvePoint) => void }): Promise<Run>;
  /** How long such runs would take here, ms; null where no earlier run of that model is known. */
  forecast(specs: TrainSpec[]): Promise<(number | null)[]>;
  /** The same with the range that 95 of 100 such runs should fall into, wide while few runs are known or none of that size; and the memory. */
  forecastRange(specs: TrainSpec[]): Promise<(RunForecast | null)[]>;
  /**
   * An experiment on the training part: fitted and judged like a run, but neither recorded nor packaged. `foldSeed` draws other folds, `share` learns from some of
   * the rows. `outer` leaves an outer fold out of all of it; without `cv` it is then judged on the rows of that fold.
   */
  trial(
    spec: TrainSpec & { foldSeed?: number; share?: number; outer?: { cv: CvSpec; fold: number } },
    options?: Watch & { onCurve?: (point: CurvePoint) => void }
  ): Promise<Trial>;
  /**
   * Many runs of one model, and the best of them within the limits. What was tried stays on record when it is stopped. Nothing is chosen by the
   * validation part, and the test part stays sealed; `report` tells what the winner can be trusted with. `onGlance` is told every few trials what matters so far.
   */
  tune(
    spec: TuneSpec,
    options?: Watch & { onTrial?: (trial: SearchTrial) => void; onGlance?: (glance: SearchGlance) => void }
  ): Promise<{ best: Run; runs: Run[]; report: SearchReport }>;
  /** Earlier searches, the latest last. */
  searches(): Promise<SearchReport[]>;
  /**
   * Baselines and every sensible model family within a budget, over the folds that ask what the split asks. Best first, as runs are ranked
   * everywhere: by the mean over folds where all models share them, else by the validation part. `report` tells what was tried, why the first is first, and what
   * it can be trusted with: it was chosen for its score.
   */
  auto(spec?: { budgetMs?: number; cv?: CvSpec; seed?: number }, options?: Watch): Promise<AutoRuns>;
  /** What earlier such searches found, the latest last. */
  autoReports(): Promise<SaidAutoReport[]>;
  /**
   * Finished runs of the same folds as one run more: `blend` averages their answers by weights, `stack` (the default) fits a sum to them; the weights are learned from
   * what the folds of the runs said of rows they had not seen. Nothing is trained anew.
   */
  ensemble(spec: { runs: string[]; method?: 'blend' | 'stack'; seed?: number }, options?: Watch): Promise<Run>;
  /** The same training on shuffled answers: what luck alone gives. */
  randomLabels(runId: string, options?: Watch): Promise<Run>;
  runs(): Promise<Run[]>;
  /** What a run of clustering, anomaly detection, forecasting or recommendation found: clusters and their profiles, unusual rows, a forecast. */
  results(runId: string): Promise<TaskResults>;
  /** The coefficients of a finished run with standard errors and 95 % intervals where they hold; null for models without coefficients. */
  coefficients(runId: string): Promise<CoefficientTable | null>;
  /** What each feature adds in a finished run of an additive model, with its band, the weightiest first; null for other models. */
  shapes(runId: string): Promise<ShapeTable | null>;
  /** How much the trees of a finished run asked each feature, the most important first; null for models without trees. */
  treeImportance(runId: string): Promise<readonly TreeImportanceRow[] | null>;
  /** Runs a recorded run again from its data and seed, and says whether every hash came out the same. */
  replay(runId: string, options?: Watch): Promise<{ same: boolean; differences: string[] }>;
}

/** A report in words, too: what was tried and why one won, a sentence each. */
export type SaidAutoReport = AutoReport & { readonly said: readonly string[] };

/** Best first. `report` is null for special tasks, whose models are tried one after the other. */
export type AutoRuns = Run[] & { readonly report: SaidAutoReport | null };

/** Parameter names are scikit-learn's in camelCase: maxIter, maxLeafNodes, learningRate, earlyStopping, C, l1Ratio ... */
export interface ModelInfo {
  id: string;
  label: string;
  doc: string;
  family: string;
  tasks: string[];
  /** False when this model can't learn from the project's data and target; `reason` says why. */
  fits: boolean;
  reason?: string;
  params: Record<string, ParamInfo>;
}

export interface TrainSpec {
  model: string;
  params?: Record<string, unknown>;
  seed?: number;
  cv?: CvSpec;
  backend?: 'auto' | 'webgpu' | 'wasm' | 'webgl' | 'cpu';
  calibrate?: CalibrationChoice;
  /** The package is to know where it should not be asked: sets of classes, ends of intervals, and how far out a row lies. More than `true`
   * says how the ends of intervals are found, and a column for each of whose groups the promise is to be kept. */
  limits?: LimitsAsked;
  /**
   * Brings the groups of a column together: training rows weighed anew, a mixture of models learned under the constraint, or a threshold for each group, which
   * asks every row for its group. Of two classes. Over folds each of these is found anew within the fold.
   */
  fairly?: FairWay;
}

export interface TuneSpec extends TrainSpec {
  search: 'grid' | 'random' | 'sobol' | 'tpe' | 'gp' | 'halving' | 'hyperband' | 'bohb';
  /** How much work: trainings on all rows; three on a third of them count as one. */
  trials: number;
  /** No trial begins after it. */
  budgetMs?: number;
  /** Larger models are tried, but not chosen. */
  mostBytes?: number;
  /** Models that take longer for a row, on this device, are tried, but not chosen. */
  mostLatencyMs?: number;
  /**
   * Nested cross-validation: the whole search is made anew within so many outer folds, and what it chose is judged on their rows, which had no part in it. So many
   * times more work; the budget is shared out among the searches, and limits of size and speed are not kept in it.
   */
  outerFolds?: number;
}

export interface Run {
  id: string;
  model: string;
  label: string;
  params: Record<string, unknown>;
  seed: number;
  backend: string;
  datasetHash: string;
  recipeHash: string;
  modelHash: string;
  /** Whether it can answer rows and be handed on; forecasts, recommendations and some ways to cluster only keep what they found. */
  isPackaged: boolean;
  fitMs: number;
  /** What was forecast before the run, from earlier runs on this device; null when there was nothing to go by. */
  predictedMs: number | null;
  sizeBytes: number;
  /** What was forecast of `peakBytes`; absent where there was nothing to go by. */
  predictedBytes?: number;
  /** The most memory it held at once, as far as it was counted: tables, matrices and WebAssembly. Absent for runs of before. */
  peakBytes?: number;
  /** The most that the page with all its workers held while it ran, where the browser measures it and the run was long enough. */
  pageBytes?: number;
  /** A single answer, warm, on the device where it was trained; absent for runs of before, and for what makes no package. */
  msPerRow?: number;
  /** By part: metrics.validation.roc_auc, metrics.cv.roc_auc (mean over folds), ... Never a bare number. */
  metrics: Record<string, Record<string, Metric>>;
  folds?: Record<string, number>[];
  curve: CurvePoint[];
  /** `paused` and `interrupted` ones can go on: see `jobs`. */
  status: 'running' | 'paused' | 'interrupted' | 'done' | 'failed' | 'cancelled';
  error?: { code: string; message: string; hint: string };
  notes: string[];
  randomLabels: boolean;
  cv: CvSpec | null;
  calibrate: CalibrationChoice;
  limits?: LimitsAsked;
  fairly?: FairWay;
  /** Thresholds that a person gave it, with why, by whom and when; the last is in force, and one of null was taken back. */
  thresholds?: readonly KeptThreshold[];
  /** Which division it was trained with: scores of different ones can't be held against each other. */
  /** What it was asked to tell. */
  question?: { task: string; target?: string };
  splitHash: string;
  startedAt: number;
  recipe: RecipeStep[];
  /** What a person calls it by, and wrote about it; absent where they did not. */
  tags?: string[];
  comment?: string;
  /** Where it was made; absent for runs of before. */
  environment?: { build: string; browser: string; threads: number };
}

/** `sentence` says what it comes to; the rest is told by the task. */
export type TaskResults = TaskFindings & { readonly runId: string };

/** How long a run would take, and how much memory. */
export interface RunForecast extends TimeForecast {
  /** Null where no earlier run of that model was counted. */
  memory: MemoryForecast | null;
}

/** The most memory a run would hold at once, as far as it is counted. */
export interface MemoryForecast {
  bytes: number;
  low: number;
  high: number;
  runs: number;
  method: string;
}

/** How long a run would take. */
export interface TimeForecast {
  ms: number;
  low: number;
  high: number;
  /** Earlier runs of that model on this device. */
  runs: number;
  method: string;
}

/** What an experiment gave: scores over the folds, or the curve of one fit. */
export interface Trial {
  metrics: Record<string, Metric>;
  folds: Record<string, number>[];
  curve: CurvePoint[];
  fitMs: number;
  /** Mean rows of a fold that were learned from and judged; absent without folds. */
  rows?: { train: number; validation: number };
  /** How many outer folds there are, where one was left out. */
  outerFolds?: number;
}
