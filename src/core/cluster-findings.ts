import type { TaskFindings } from './task-findings.ts';

/** What a clustering found. */
export interface ClusterFindings extends TaskFindings {
  readonly task: 'clustering';
  /** Rows of each cluster, from the largest down. */
  readonly sizes: readonly number[];
  /** Rows in none. */
  readonly noise: number;
}
