import type { Metric } from './outcome.ts';
import type { CvSpec } from './split.ts';

/** One set of parameters as a search tried it. */
export interface SearchTrial {
  /** From 1, in the order they were tried. */
  readonly trial: number;
  readonly params: Readonly<Record<string, unknown>>;
  /** Where each searched parameter lies in its range, 0 to 1 on its own scale. */
  readonly places: Readonly<Record<string, number>>;
  /** Of the rows to learn from, above 0 to 1. */
  readonly share: number;
  /** Over the folds; null when it failed. */
  readonly score: Metric | null;
  /** Null for a trial on some of the rows, which leaves no run behind, and for one that failed. */
  readonly runId: string | null;
  readonly sizeBytes: number | null;
  /** For one row, on this device. */
  readonly latencyMs: number | null;
  /** Small and quick enough for the limits that were set. */
  readonly isWithin: boolean;
}

/** Why a search ended: all was tried, the trials were used up, the time was, all trials gave the same, or somebody stopped it. */
export type SearchEnd = 'done' | 'trials' | 'time' | 'alike' | 'stopped';

/** How much of the differences between trials one parameter makes, 0 to 1. */
export interface ParamImportance {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: string;
}

/** What the winner can be trusted with: it was chosen for its score, so that score flatters it. */
export interface SearchEstimate {
  /** Its score on the rows it was chosen by. */
  readonly chosen: number;
  /** What the same way of choosing gives on rows that had no say. */
  readonly corrected: Metric;
  /** By how much the chosen score is too good; 0 or less = not at all. */
  readonly optimism: number;
  /**
   * What it gained on rows that had no say, over the defaults in a search of one model, over the best baseline in one among families; positive = better. Null where
   * these were not tried.
   */
  readonly gain: Metric | null;
}

/** What the search chose within one outer fold, and how that did on the rows of the fold. */
export interface NestedFold {
  readonly params: Readonly<Record<string, unknown>>;
  /** Settings tried within it. */
  readonly trials: number;
  /** Null where these rows don't tell. */
  readonly score: number | null;
}

/** A nested cross-validation: the search made anew within each outer fold, judged on rows that had no part in it. */
export interface NestedEstimate {
  readonly cv: CvSpec;
  /** The mean over the outer folds. */
  readonly score: Metric;
  readonly folds: readonly NestedFold[];
}

/** What a search tells while it goes on: which parameters matter so far, and which runs are the best for their size and speed. */
export type SearchGlance = Pick<SearchReport, 'importance' | 'frontBySize' | 'frontByLatency'>;

/** A search, what it tried, and what can be learned from that. */
export interface SearchReport {
  readonly id: string;
  readonly model: string;
  readonly search: string;
  readonly metric: string;
  /** Null where a special task was judged in its own way. */
  readonly cv: CvSpec | null;
  readonly seed: number;
  readonly startedAt: number;
  readonly end: SearchEnd;
  readonly trials: readonly SearchTrial[];
  /** The run with the best score within the limits; null when none is. */
  readonly best: string | null;
  /** Null where too little is known: one setting alone, or folds without a record. */
  readonly estimate: SearchEstimate | null;
  /** Where it was asked for. */
  readonly nested?: NestedEstimate;
  /** The most important first; empty with too few trials. */
  readonly importance: readonly ParamImportance[];
  /** Runs that none beats in score without being larger; smallest first. */
  readonly frontBySize: readonly string[];
  /** Runs that none beats in score without being slower; quickest first. */
  readonly frontByLatency: readonly string[];
  readonly notes: readonly string[];
}
