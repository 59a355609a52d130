import type { Metric } from '../../core/outcome.ts';
import type { Watch } from './watch.ts';

/** How a deployment fares. */
export interface WatchingVerbs {
  monitor(name: string, options?: { since?: number } & Watch): Promise<MonitorReport>;
}

export interface MonitorReport {
  window: { from: number; to: number; rows: number };
  traffic: { requests: number; errors: number; p50Ms: number; p95Ms: number; p99Ms: number };
  /** Rows that were sent to try the watch out. */
  simulatedRows: number;
  /** Requests in equal stretches of time. */
  timeline: { from: number; to: number; requests: number; errors: number; p95Ms: number }[];
  /** How long answers took, ms. */
  latency: { from: number; to: number; count: number }[];
  drift: ColumnDrift[];
  predictionDrift: ColumnDrift;
  performance?: Record<string, Metric>;
  estimatedPerformance?: Record<string, Metric>;
  alerts: { at: number; rule: string; message: string }[];
  notes: string[];
}

/** A column now against the column in training; shares of both in the same `bins`. */
export interface ColumnDrift {
  column: string;
  kind: 'number' | 'category';
  test: string;
  statistic: number;
  /** NaN where there were too few values. */
  pValue: number;
  /** Corrected for the number of columns; the alarm goes by it and by the PSI. */
  correctedPValue: number;
  psi: number;
  alarm: boolean;
  rows: number;
  missingShare: { before: number; now: number };
  unseen: { label: string; count: number }[];
  /** Of rows with levels that fewer than five training rows had, or none: their share, the one to be expected, and the chance of as many. */
  unlisted: { share: number; expected: number; chance: number } | null;
  bins: { label: string; reference: number; current: number }[];
  /** Why there is no verdict; empty where there is one. */
  note: string;
}
