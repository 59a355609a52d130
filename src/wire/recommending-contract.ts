import type { Recommendations } from '../core/looks/recommended.ts';
import type { ProgressCallback } from './progress.ts';

export interface RecommendJob {
  readonly runId: string;
  /** Names of users that were learned from; null = all of them, where no rows are given either. */
  readonly users: readonly string[] | null;
  /** Interactions of new users, or new ones of known users, under the columns of the table. */
  readonly rows: readonly Readonly<Record<string, unknown>>[] | null;
  readonly count: number;
}

/** What the data worker answers from a fitted recommender. Nothing is changed by it. */
export interface RecommendingApi {
  recommend(job: RecommendJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<Recommendations>;
  /** Lists for everybody as CSV. */
  exportLists(
    job: { readonly runId: string; readonly count: number },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<{ file: Blob; name: string; users: number }>;
}
