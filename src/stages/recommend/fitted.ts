import { historyOf, type History, type Interactions } from '../../core/interactions.ts';
import type { ParamsOf, ParamSpecs } from '../../core/params.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { popularity, usersPerItem } from './models/popularity.ts';
import type { Asker, OpenRecommender, Reason, RecommendContext, RecommenderFit, RecommenderType } from './recommender.ts';
import { taken } from './taken.ts';
import { topItems } from './top-items.ts';

/** One place of a list. */
export interface Recommended {
  readonly item: number;
  /** By what the recommender ranks; of popularity, users. */
  readonly score: number;
}

/** A recommender that answers everybody: popularity stands in where it knows nothing of the asker. */
export interface Recommender {
  readonly popularity: Float64Array;
  readonly catalogue: number;
  /** Whether the answer to this asker is popularity, for want of anything known. */
  isStranger(asker: Asker): boolean;
  /** The best items the asker has not met. @param seen all he has met, ascending */
  list(asker: Asker, seen: Uint32Array, count: number): Recommended[];
  reason(asker: Asker, item: number): Reason;
  /** The ratings this asker would give; null where the kind predicts none. */
  rate(asker: Asker, into: Float64Array): Float64Array | null;
  /** What the recommender has learned of a user. */
  askerOf(user: number): Asker;
}

/**
 * Fits a kind of recommender on what it learns from: all ratings where it predicts them, else what was taken (and liked, where it was rated).
 * @param from rating from which on an item counts as liked; null where nothing was rated
 */
export function fitRecommender(
  type: RecommenderType,
  data: Interactions,
  from: number | null,
  params: ParamsOf<ParamSpecs>,
  context: RecommendContext
): Promise<RecommenderFit> {
  return type.fit(learnedFrom(type, data, from), params, context);
}

const learnedFrom = (type: RecommenderType, data: Interactions, from: number | null) => (type.rates ? data : taken(data, from));

/** @param data what it was fitted on, before likes are told from the rest */
export function openRecommender(type: RecommenderType, state: PlainRecord, data: Interactions, from: number | null): Recommender {
  const learned = learnedFrom(type, data, from);
  const counts = usersPerItem(taken(data, from));
  const own = type.open(state, learned);
  const fallback = popularity.open({ users: counts }, learned);
  const scores = new Float64Array(data.itemCount);
  const isStranger = ({ user, history }: Asker) => history.items.length === 0 || (user === null && !own.takesNewUsers);
  const answering = (asker: Asker): OpenRecommender => (isStranger(asker) ? fallback : own);
  return {
    popularity: counts,
    catalogue: counts.reduce((known, users) => known + (users > 0 ? 1 : 0), 0),
    isStranger,
    list(asker, seen, count) {
      answering(asker).score(asker, scores);
      return topItems(scores, { count, popularity: counts, seen }).map((item) => ({ item, score: scores[item]! }));
    },
    reason: (asker, item) => answering(asker).reason(asker, item),
    rate(asker, into) {
      if (!type.rates) return null;
      own.score(asker, into);
      return into;
    },
    askerOf: (user) => ({ user, history: historyOf(learned, user) })
  };
}

/** A user nothing was learned from, who has met these items. Items that come twice count once, by their last value. */
export function newAsker(met: readonly { readonly item: number; readonly value: number }[]): Asker {
  const sorted = [...new Map(met.map(({ item, value }) => [item, value]))].sort((a, b) => a[0] - b[0]);
  const history: History = { items: Uint32Array.from(sorted, ([item]) => item), values: Float64Array.from(sorted, ([, value]) => value) };
  return { user: null, history };
}
