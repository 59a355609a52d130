/**
 * How interactions are divided. `time`: all before one moment, between two, and after: what a recommender would have known on that day. `last`: of each
 * user the latest. `random`: of each user any, where it is not known when.
 */
export type HoldOut = 'time' | 'last' | 'random';
export const holdOuts: readonly HoldOut[] = ['time', 'last', 'random'];

/** What a problem says of a recommendation: which columns tell who met what, and how lists are judged. */
export interface RecommendationQuestion {
  /** Columns. Without `time` the one with that role, else the first of times. */
  readonly user?: string;
  readonly item?: string;
  readonly rating?: string;
  readonly time?: string;
  readonly holdOut?: HoldOut;
  /** Items in a list that is judged. */
  readonly listLength?: number;
  /** Rating from which on an item counts as liked; the median of the training part when not said. */
  readonly likedFrom?: number;
}

export const interactionRoles = ['user', 'item', 'rating', 'time'] as const;
export const USUAL_LIST = 10;
export const LONGEST_LIST = 1000;

const keys = [...interactionRoles, 'holdOut', 'listLength', 'likedFrom'] as const;

/** All that a problem says beside it: what an earlier run was asked takes its place. */
export const withoutRecommendation = <P extends object>(problem: P): P =>
  Object.fromEntries(Object.entries(problem).filter(([key]) => !(keys as readonly string[]).includes(key))) as P;

/** What a problem says of it, and nothing else. */
export const recommendationOf = (problem: Readonly<Record<string, unknown>>): RecommendationQuestion =>
  Object.fromEntries(keys.flatMap((key) => (problem[key] === undefined ? [] : [[key, problem[key]]])));
