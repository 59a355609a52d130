import type { Metric } from './outcome.ts';
import type { TaskFindings } from './task-findings.ts';

/** How many clusters were tried, and why so many were taken. */
export interface ClusterChoice {
  readonly by: 'silhouette' | 'bic';
  readonly tried: readonly { readonly clusters: number; readonly value: number }[];
  readonly chosen: number;
  /** A sentence. */
  readonly reason: string;
}

/** What sets a cluster apart from the other rows in one column. */
export interface ClusterDifference {
  readonly column: string;
  /** Numbers: Cohen's d; levels of a category: Cohen's h of the level's share. Above 0 = more in the cluster. */
  readonly effect: number;
  readonly level?: string;
  readonly inside: number;
  readonly outside: number;
  /** "petal length is much higher: 5.6 against 2.9". */
  readonly words: string;
}

export interface ClusterProfile {
  readonly rows: number;
  /** Of all rows. */
  readonly share: number;
  /** Largest effect first. */
  readonly differences: readonly ClusterDifference[];
  /** How alike it comes out on other rows: the mean Jaccard index of it and its nearest match. */
  readonly stability: Metric;
  /** A sentence. */
  readonly words: string;
}

/** Whether the rows are in clusters more than rows of no structure would seem to be. */
export interface ClusterEvidence {
  /** Mean silhouette of these rows, those in no cluster counting 0. */
  readonly observed: number;
  readonly references: readonly {
    readonly kind: 'uniform' | 'normal';
    /** Mean and largest of the same on rows without clusters. */
    readonly mean: number;
    readonly largest: number;
    readonly draws: number;
    readonly pValue: number;
  }[];
  /** Rows that were looked at. */
  readonly rows: number;
}

/** What a clustering found. */
export interface ClusterFindings extends TaskFindings {
  readonly task: 'clustering';
  readonly verdict: 'supported' | 'doubtful' | 'none';
  readonly reasons: readonly string[];
  readonly choice: ClusterChoice | null;
  readonly evidence: ClusterEvidence;
  readonly profiles: readonly ClusterProfile[];
  /** Rows in no cluster. */
  readonly noise: number;
  /** Rows of each cluster (and of none, last) with each answer of a column that was known before. */
  readonly compared: null | { readonly column: string; readonly labels: readonly string[]; readonly table: readonly (readonly number[])[] };
  /** Some rows on the two directions in which they differ most. */
  readonly picture: {
    readonly points: readonly { readonly x: number; readonly y: number; readonly cluster: number }[];
    readonly share: number;
  };
  /** The cluster of each row, -1 for none. */
  readonly labels: Int32Array;
}
