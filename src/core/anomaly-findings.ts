import type { TaskFindings } from './task-findings.ts';

/** Why a row is strange, as far as one column makes it so. */
export interface AnomalyReason {
  readonly column: string;
  /** Of what its columns make it stranger, 0 to 1. */
  readonly share: number;
  /** "“amount” is 9,120, usually about 52". */
  readonly words: string;
}

export interface AnomalousRow {
  /** In the dataset, from 0. */
  readonly row: number;
  readonly score: number;
  /** The column that says most first. */
  readonly reasons: readonly AnomalyReason[];
}

/** What a search for unusual rows found. */
export interface AnomalyFindings extends TaskFindings {
  readonly task: 'anomaly';
  /** The share of rows that was to be flagged. */
  readonly contamination: number;
  /** The score from which on a row is flagged. */
  readonly threshold: number;
  /** Rows with that score or more. */
  readonly count: number;
  /** The strangest of them, the strangest first. */
  readonly flagged: readonly AnomalousRow[];
  /** How much stranger the flagged rows are than in rows of one normal distribution, searched in the same way. */
  readonly evidence: {
    /** How far the flagged rows lie beyond the usual ones, in spreads of the usual scores. */
    readonly observed: number;
    readonly mean: number;
    readonly largest: number;
    readonly draws: number;
    readonly pValue: number;
    readonly rows: number;
  };
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  /** The score of each row. */
  readonly scores: Float64Array;
}
