import type { Behind, ErrorTree, RowsBehind } from '../../core/behind.ts';
import type { DataCurve } from '../../core/data-curve.ts';
import type { DecisionTree } from '../../core/decision-tree.ts';
import type { LeakProbes } from '../../core/leak-probes.ts';
import type { Metric } from '../../core/outcome.ts';
import type { AttackRequest } from '../../core/attack-request.ts';
import type { StressRequest } from '../../core/stress-request.ts';
import type { AttackReport } from './attack.ts';
import type { InputInfo } from './inputs.ts';
import type { StressInfo, StressReport, StressResult } from './stress.ts';
import type { Run } from './training.ts';
import type { Watch } from './watch.ts';

/** How good a run is, why it answers as it does, and for whom. */
export interface JudgingVerbs {
  /** Evaluating on 'test' breaks the seal: the count of openings is kept and shown. */
  evaluate(runId: string, options?: { on?: 'validation' | 'test' } & Watch): Promise<Report>;
  /** The reports made of a run so far. Nothing is evaluated, and nothing is opened. */
  reports(runId: string): Promise<Report[]>;
  /**
   * Pairs of runs on the same rows. `all` makes every test there is of each pair; over shared folds it also says how likely the difference is to be
   * larger than `rope`, in the unit of the metric.
   */
  compare(runIds: string[], options?: { all?: boolean; rope?: number } & Watch): Promise<Comparison>;
  /** The threshold that serves a goal best on rows held out of the fit, and what it does there. The package stays as it is. */
  threshold(runId: string, goal: ThresholdGoal, options?: Watch): Promise<ThresholdChoice>;
  /**
   * Gives a run the threshold that a person chose: its package answers by it from then on, and so does what is registered and exported later. Versions registered
   * before keep theirs. Who decided, why and when stays with the run.
   */
  keepThreshold(runId: string, decision: ThresholdDecision, options?: Watch): Promise<Run>;
  explain(runId: string, request: ExplainRequest, options?: Watch): Promise<Explanation>;
  fairness(runId: string, request: { sensitive: string[] }, options?: Watch): Promise<FairnessReport>;
  /**
   * What it would cost in accuracy to bring the groups of a column closer together: a threshold for each group, rows weighed anew, reductions. Models are
   * learned anew for it and thrown away.
   */
  mitigate(runId: string, request: MitigateRequest, options?: Watch): Promise<MitigationReport>;
  /** Where it errs: a shallow tree grown on one half of the rows held out and judged on the other. */
  errorTree(runId: string, options?: Watch): Promise<ErrorTree>;
  /** The rows behind a number of the report, worst first, and what sets them apart. Never rows of the test part. */
  rowsBehind(runId: string, behind: Behind, options?: Watch): Promise<RowsBehind>;
  /** Is it too good to be true? The model without the column it leans on, with that one alone, with the order of the rows alone. Fitted anew several times. */
  probeLeaks(runId: string, options?: Watch): Promise<LeakProbes>;
  /** Would more data help? The score by how many rows are learned from, within the training part, and what twice as many would bring. Fitted anew many times. */
  dataCurve(runId: string, options?: Watch): Promise<DataCurve>;
  /** What breaks a run, dose by dose: `stressReport` with the story left out. */
  stress(runId: string, options?: StressRequest & Watch): Promise<StressResult[]>;
  /** Rows it has not learned from are broken before the recipe, in many ways and doses, and answered by its own scorer. The test part stays sealed. */
  stressReport(runId: string, request?: StressRequest, options?: Watch): Promise<StressReport>;
  /** Every kind of stress there is. */
  stresses(): Promise<StressInfo[]>;
  /**
   * Changes rows it has not learned from, within bounds, until another class comes out: a search through the scorer, for networks along their gradient too;
   * of linear models and of trees also how far answers are proven to hold. The test part stays sealed.
   */
  attack(runId: string, request?: AttackRequest, options?: Watch): Promise<AttackReport>;
  /**
   * What came out when this was asked before, by the name of its verb, as far as it would come out again; null where nothing is kept. Nothing is worked out. Of attacks it
   * is the latest, whatever that was allowed to change.
   */
  kept<W extends keyof KeptAnswers>(runId: string, ask: { what: W; request?: object }): Promise<KeptAnswers[W] | null>;
  /** Scores rows with the model of a run: the what-if editor. */
  whatIf(runId: string, rows: Record<string, unknown>[]): Promise<ScoredRow[]>;
  /** What the model of a run must be given. */
  inputs(runId: string): Promise<InputInfo[]>;
  /** The questions of a decision tree, node by node. */
  tree(runId: string): Promise<DecisionTree>;
}

export interface KeptAnswers {
  dataCurve: DataCurve;
  probeLeaks: LeakProbes;
  stressReport: StressReport;
  attack: AttackReport;
  mitigate: MitigationReport;
  explain: Explanation;
}

export interface Report {
  runId: string;
  on: string;
  metrics: Record<string, Metric>;
  testOpenings: number;
  [more: string]: unknown;
}

export interface Comparison {
  metric: string;
  pairs: ComparedPair[];
}

/** First less second. Of several pairs each p-value allows for their number. */
export interface ComparedPair {
  a: string;
  b: string;
  difference: Metric;
  pValue: number;
  test: string;
  sentence: string;
  /** Empty unless `all` was asked for. */
  further: { test: string; basis: 'rows' | 'folds'; pValue: number; difference: Metric; sentence: string }[];
  /** Chances that the first is better by more than `rope`, that neither is, and that the second is; null without shared folds. */
  odds: { first: number; same: number; second: number; rope: number; middle: number; folds: number; sentence: string } | null;
}

export interface ThresholdGoal {
  /** The best of a metric; the least cost; the most found with at least this precision or while at most this share is called; the fewest false alarms at this recall. */
  by: 'metric' | 'costs' | 'precision' | 'recall' | 'called';
  /** By metric: which; the problem's own, left out. */
  metric?: string;
  /** By precision, recall or called: 0 to 1. */
  share?: number;
}

export interface ThresholdDecision {
  /** Above 0 and up to 1; null takes back what was kept, so that the costs decide again. */
  threshold: number | null;
  /** What it is to reach, as it ends a sentence: "at least 90 % of the positives are found". */
  goal?: string;
  why: string;
  by: string;
}

export interface ThresholdChoice {
  /** `validation` or `cross-validation`. */
  on: string;
  /** Called positive from this probability on; above 1 when none is. */
  threshold: number;
  note: string | null;
  precision: Metric;
  recall: Metric;
  /** Share of the rows called positive. */
  called: Metric;
}

/**
 * `shap` takes the exact way that fits the model: through its trees, its sum or its terms, else from outside by coalitions of columns. `shap-interactions`
 * reads trees alone. The values of a row and `base` add up to its output, in `unit`: before the probability of boosting and of linear models.
 * `ale-pair` tells what two columns of numbers or times add together beyond what either adds alone: `effects` at each pair of the ends in `grids`.
 * `counterfactual` looks for small changes of few columns that would have been enough for another answer of one row; see `Counterfactuals`.
 * `lime` fits a straight line around one row, `anchor` looks for a rule that is enough for its answer, and `decision-field` lays two columns out around it
 * (around a typical row when none is given). `integrated-gradients` goes by the slopes of a network, from the mean of training rows to one row, and answers
 * as `shap` does, with `steps`, `gap` and `isComplete`. Of pictures it, `occlusion` and `grad-cam` answer with a heat map. See api/explaining.ts
 * for what they answer with of one row, the first held-out one when none is named; of several `each` holds that, and `values` a line a row over all features.
 */
export interface ExplainRequest {
  method:
    | 'permutation'
    | 'pdp'
    | 'ice'
    | 'ale'
    | 'ale-pair'
    | 'shap'
    | 'tree-shap'
    | 'linear-shap'
    | 'kernel-shap'
    | 'shap-interactions'
    | 'counterfactual'
    | 'lime'
    | 'anchor'
    | 'decision-field'
    | 'integrated-gradients'
    | 'occlusion'
    | 'grad-cam';
  /** Places among the rows judged. */
  rows?: number[];
  feature?: string;
  /** Of `ale-pair` and `decision-field`: the second column. */
  with?: string;
  /** Of shuffling: columns that say nearly the same are shuffled together. */
  together?: boolean;
  /** Of shuffling: among rows alike in what goes together with the column; `given` names those others, `known` how much of the column they tell, 0 to 1. */
  conditional?: boolean;
  /** Rows of one's own in place of held-out ones; nothing of them is kept. counterfactuals and a field take one. */
  given?: Record<string, unknown>[];
  /** The class whose chances are explained; the positive one, or the last, when left out. */
  of?: string;
  /** Of trees: what stands for a column that is not known, values of training rows or the share of them that went each way in a tree. */
  perturbation?: 'rows' | 'cover';
  /** Of counterfactuals: the class wanted, or the bounds of a number. */
  to?: string;
  atLeast?: number;
  atMost?: number;
  /** Of counterfactuals: columns that stay as they are, and those that go one way only. */
  keep?: string[];
  onlyUp?: string[];
  onlyDown?: string[];
  /** Of counterfactuals: how many, if there are as many that are unlike; 4 when left out. Of `lime`: columns of the line at most; 5. */
  count?: number;
}

/**
 * What `counterfactual` answers with: each of `found` was asked of the model and is answered as wanted. It says what the model would do with other values,
 * and nothing of what would come of changing them in the world.
 */
export interface Counterfactuals extends Explanation {
  /** In words: 'called “yes”'. */
  wanted: string;
  now: RowInTraining & RowAnswer;
  /** Plausible ones first, then those of fewest columns, then the smallest. */
  found: Counterfactual[];
  /** Rows the model was asked about. */
  scored: number;
}

export interface Counterfactual extends RowInTraining, RowAnswer {
  sentence: string;
  /** `size` is counted in standard deviations of the training rows; 1 for another level. */
  changes: { column: string; from: string | number | null; to: string | number; size: number }[];
  /** All of its changes together. */
  size: number;
  /** The whole row, changed. */
  row: Record<string, unknown>;
}

/** What is answered, and of a class its chance, 0 to 1. */
export interface RowAnswer {
  answer: string | number;
  chance: number | null;
}

/** How near a row is to training rows, on the features the model sees. */
export interface RowInTraining {
  /** The mean distance to the nearest five, in standard deviations of a feature. */
  distance: number;
  /** Share of training rows that lie at least as far from others, 0 to 1. */
  asFar: number;
  isPlausible: boolean;
}

export interface Explanation {
  method: string;
  features: string[];
  values?: number[][];
  base?: number;
  outputs?: number[];
  [more: string]: unknown;
}

export interface FairnessReport {
  groups: { group: Record<string, string>; n: number; metrics: Record<string, Metric> }[];
  gaps: Record<string, Metric>;
  mitigations: unknown[];
  [more: string]: unknown;
}

export interface MitigateRequest {
  /** A column; it need not be a feature. */
  sensitive: string;
  parity: 'demographic_parity' | 'equal_opportunity' | 'equalised_odds';
}

export interface MitigationReport {
  sensitive: string;
  parity: string;
  groups: string[];
  /** What mistakes count in `accuracy`, where the two count differently because costs, or a person, moved the threshold. */
  counted: string | null;
  /** The run as it is first. `found` is the share of the positive rows that is called so. */
  ways: { id: string; label: string; accuracy: Metric; found: Metric; gap: Metric; narrower: Metric }[];
  notes: { code: string; message: string }[];
}

export interface ScoredRow {
  prediction: string | number | boolean | null;
  probabilities?: Record<string, number>;
  interval?: [number, number];
  /** Classes of which one is right in 95 of 100 rows; of runs trained with `limits`. */
  set?: (string | number | boolean)[];
  /** Share of the training rows that lie at least as far out, 0.005 to 1; of runs trained with `limits`. */
  asFarOut?: number;
  /** The measure by which a row lies farther out than 99 in 100 training rows. */
  farBy?: 'distance' | 'forest' | 'energy';
  /** It should not be acted on. */
  abstained?: boolean;
  warnings: string[];
}
