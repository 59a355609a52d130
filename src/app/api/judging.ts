import type { DecisionTree } from '../../core/decision-tree.ts';
import type { Metric } from '../../core/outcome.ts';
import type { InputInfo } from './inputs.ts';
import type { Watch } from './watch.ts';

/** How good a run is, why it answers as it does, and for whom. */
export interface JudgingVerbs {
  /** Evaluating on 'test' breaks the seal: the count of openings is kept and shown. */
  evaluate(runId: string, options?: { on?: 'validation' | 'test' } & Watch): Promise<Report>;
  /** The reports made of a run so far. Nothing is evaluated, and nothing is opened. */
  reports(runId: string): Promise<Report[]>;
  compare(runIds: string[], options?: Watch): Promise<Comparison>;
  explain(runId: string, request: ExplainRequest, options?: Watch): Promise<Explanation>;
  fairness(runId: string, request: { sensitive: string[] }, options?: Watch): Promise<FairnessReport>;
  /** Scores rows with the model of a run: the what-if editor. */
  whatIf(runId: string, rows: Record<string, unknown>[]): Promise<ScoredRow[]>;
  /** What the model of a run must be given. */
  inputs(runId: string): Promise<InputInfo[]>;
  /** The questions of a decision tree, node by node. */
  tree(runId: string): Promise<DecisionTree>;
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
  pairs: { a: string; b: string; difference: Metric; pValue: number; test: string; sentence: string }[];
}

/**
 * `shap` takes the exact way that fits the model: through its trees, its sum or its terms, else from outside by coalitions of columns. `shap-interactions`
 * reads trees alone. The values of a row and `base` add up to its output, in `unit`: before the probability of boosting and of linear models.
 */
export interface ExplainRequest {
  method: 'permutation' | 'pdp' | 'ice' | 'ale' | 'shap' | 'tree-shap' | 'linear-shap' | 'kernel-shap' | 'shap-interactions';
  /** Places among the rows judged. */
  rows?: number[];
  feature?: string;
  /** Of shuffling: columns that say nearly the same are shuffled together. */
  together?: boolean;
  /** Of Shapley values: rows of one's own in place of held-out ones; nothing of them is kept. */
  given?: Record<string, unknown>[];
  /** Of Shapley values: the class whose chances are explained; the positive one, or the last, when left out. */
  of?: string;
  /** Of trees: what stands for a column that is not known, values of training rows or the share of them that went each way in a tree. */
  perturbation?: 'rows' | 'cover';
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

export interface ScoredRow {
  prediction: string | number | boolean | null;
  probabilities?: Record<string, number>;
  interval?: [number, number];
  warnings: string[];
}
