import type { Metric } from '../outcome.ts';
import type { PlainRecord } from '../plain.ts';

/** How sentences are chosen. `lead`: the first ones, which every other way has to beat. */
export type SummaryMethod = 'textrank' | 'lexrank' | 'lead';
export const summaryMethods: readonly SummaryMethod[] = ['textrank', 'lexrank', 'lead'];

export interface SummaryExample {
  /** Row of the table. */
  readonly row: number;
  /** In the order of the text. `place`: which sentence of the text it is, from 0; `score`: what it was chosen by, of 1 in all. */
  readonly sentences: readonly { readonly text: string; readonly place: number; readonly score: number }[];
  /** Sentences of the whole text. */
  readonly of: number;
  readonly reference: string | null;
}

/** F1 of what a summary and its reference share: words, pairs of words, the longest common run with gaps. Means over texts. */
export interface RougeScores {
  readonly rouge1: Metric;
  readonly rouge2: Metric;
  readonly rougeL: Metric;
}

export interface SummaryReport {
  readonly column: string;
  readonly method: SummaryMethod;
  /** Sentences of a summary. */
  readonly count: number;
  /** Texts summarised; a sample where there are more. */
  readonly texts: number;
  /** Share of the words that is kept, over all texts. */
  readonly keptShare: number;
  /** Texts of no more sentences than a summary has: they are their own. */
  readonly short: number;
  readonly examples: readonly SummaryExample[];
  /** Held against a column of summaries that people wrote; null where none was named. */
  readonly rouge: {
    readonly reference: string;
    readonly texts: number;
    readonly scores: Readonly<Record<SummaryMethod, RougeScores>>;
    /** What each way gains on the first sentences, text by text. */
    readonly gains: Readonly<Record<Exclude<SummaryMethod, 'lead'>, RougeScores>>;
  } | null;
  readonly notes: readonly string[];
}

/** As it is stored: plain data. */
export type StoredSummaries = SummaryReport & PlainRecord;
