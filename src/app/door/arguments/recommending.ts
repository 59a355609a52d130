import type { RecommendingVerbs } from '../../api/recommending.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import { count, filledText, optional, options, rows, texts } from './shape.ts';

const run = ['runId', filledText] as const;

export const recommendingArguments: ArgumentsOf<RecommendingVerbs> = {
  recommend: verb('recommend(runId, { users: ["Ada"], count: 10 })', run, [
    'request',
    options({ users: optional(texts('names of users', 1)), rows: optional(rows), count: optional(count) })
  ]),
  exportRecommendations: verb('exportRecommendations(runId, { count: 10 })', run, ['options', options({ count: optional(count) })])
};
