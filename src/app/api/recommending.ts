import type { Recommendations } from '../../core/looks/recommended.ts';
import type { Watch } from './watch.ts';

/** Lists out of a finished run of a project whose task is recommendation. */
export interface RecommendingVerbs {
  /**
   * Lists of `count` items (10), each with its score and its reason: for `users` that were learned from, for all of them when nothing is named, or for
   * those in `rows`, interactions under the columns of the table (new users, or new interactions of known ones). What a user has met is not listed; a
   * user of whom nothing is known gets what is popular. Codes `unknown-users`, `not-a-recommender`, `run-not-done`, `recommender-out-of-date`.
   */
  recommend(
    runId: string,
    request?: { users?: string[]; rows?: Record<string, unknown>[]; count?: number } & Watch
  ): Promise<Recommendations>;
  /** Lists for everybody as CSV: user, rank, item, score, reason. */
  exportRecommendations(runId: string, options?: { count?: number } & Watch): Promise<{ file: Blob; name: string; users: number }>;
}
