import { USUAL_LIST } from '../../core/recommendation-question.ts';
import type { RecommendingVerbs } from '../api/recommending.ts';
import type { Services } from '../services.ts';
import { progressOf, signalOf } from './watch.ts';

/** What is recommended to whom. */
export const recommendingVerbs = ({ importer, reader }: Services): RecommendingVerbs => ({
  recommend: (runId, { users = null, rows = null, count = USUAL_LIST, ...watch } = {}) =>
    reader.run(signalOf(watch), (api) => api.recommend({ runId, users, rows, count }, signalOf(watch), progressOf(watch))),
  exportRecommendations: (runId, { count = USUAL_LIST, ...watch } = {}) =>
    importer.run(signalOf(watch), (api) => api.exportLists({ runId, count }, signalOf(watch), progressOf(watch)))
});
