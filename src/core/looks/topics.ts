import type { Metric } from '../outcome.ts';
import type { PlainRecord } from '../plain.ts';

export interface Topic {
  /** Those that weigh most in it, the weightiest first; `weight` of 1 for the first. */
  readonly words: readonly { readonly term: string; readonly weight: number }[];
  /** Texts of which it is the strongest topic, as a share of those that have any. */
  readonly share: number;
  /** How far its words stand in the same texts: normalised pointwise mutual information, -1 to 1, mean over pairs; 0 = as by chance. */
  readonly coherence: Metric;
  /** A text that is nearly all of it. */
  readonly example: { readonly row: number; readonly text: string } | null;
}

export interface TopicReport {
  readonly column: string;
  /** Texts read; a sample where there are more. */
  readonly texts: number;
  readonly terms: number;
  /** Most common first. */
  readonly topics: readonly Topic[];
  /** Share of the squared weights of the terms that the topics tell. */
  readonly told: number;
  readonly notes: readonly string[];
}

/** As it is stored: plain data. */
export type StoredTopics = TopicReport & PlainRecord;
