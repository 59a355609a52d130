import type { PlainRecord } from '../plain.ts';

/** One place of a list. */
export interface RecommendedItem extends PlainRecord {
  readonly item: string;
  /** By what the recommender ranks: the expected rating where it predicts ratings. */
  readonly score: number;
  /** Why, in a sentence. */
  readonly reason: string;
  /** Items of the user it goes with, the strongest first. */
  readonly because: readonly string[];
}

export interface RecommendedTo extends PlainRecord {
  readonly user: string;
  /** False where nothing was known of the user: the list is what is popular. */
  readonly isKnown: boolean;
  /** What was learned of the user, or given: a few of the items. */
  readonly met: readonly string[];
  readonly metCount: number;
  readonly items: readonly RecommendedItem[];
}

export interface Recommendations extends PlainRecord {
  readonly runId: string;
  readonly lists: readonly RecommendedTo[];
  readonly notes: readonly string[];
}
