import { exportLists } from '../src/jobs/tasks/recommendation/export-lists.ts';
import { recommend } from '../src/jobs/tasks/recommendation/recommend.ts';
import type { JobServices } from '../src/jobs/services.ts';
import type { RecommendingApi } from '../src/wire/recommending-contract.ts';
import { workContext } from '../src/wire/work-context.ts';

/** What is recommended to whom. */
export const recommendingApi = (ready: () => Promise<JobServices>): RecommendingApi => ({
  recommend: async (job, signal, onProgress) => recommend(job, await ready(), workContext(signal, onProgress)),
  exportLists: async (job, signal, onProgress) => exportLists(job, await ready(), workContext(signal, onProgress))
});
