import type { Metric } from './outcome.ts';
import type { HoldOut } from './recommendation-question.ts';
import type { TaskFindings } from './task-findings.ts';

/** What a recommender was fitted on, and what its lists are worth. No user is named. */
export interface RecommendationFindings extends TaskFindings {
  readonly task: 'recommendation';
  /** Columns of the table that say who met what. */
  readonly columns: { readonly user: string; readonly item: string; readonly rating?: string; readonly time?: string };
  readonly users: number;
  readonly items: number;
  /** Pairs of user and item that were learned from. */
  readonly pairs: number;
  /** Rows of the test part, which stays closed. */
  readonly testRows: number;
  readonly holdOut: HoldOut;
  readonly listLength: number;
  /** Rating from which on an item counts as liked; null where nothing was rated. */
  readonly likedFrom: number | null;
  /** What it gains on popularity in NDCG, user by user; of popularity itself 0. */
  readonly gain: Metric;
  /** Lists of popularity, judged alike: what is to be beaten. */
  readonly popularity: Readonly<Record<string, Metric>>;
  /** Items most users took, in the training part. */
  readonly mostTaken: readonly { readonly item: string; readonly users: number }[];
}
