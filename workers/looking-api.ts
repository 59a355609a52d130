import { compareData } from '../src/jobs/exploring/compare-data.ts';
import { describeTextsOf } from '../src/jobs/exploring/describe-texts.ts';
import { drawMapOf, valuesAt } from '../src/jobs/exploring/draw-map.ts';
import { findOutliersOf } from '../src/jobs/exploring/find-outliers.ts';
import { findTopicsOf } from '../src/jobs/exploring/find-topics.ts';
import { judgeQualityOf } from '../src/jobs/exploring/judge-quality.ts';
import { lookAtPlaces } from '../src/jobs/exploring/look-at-places.ts';
import { summariseTextsOf } from '../src/jobs/exploring/summarise-texts.ts';
import { tellStoryOf } from '../src/jobs/exploring/tell-story.ts';
import { keptAnswer, type KeptAnswerJob } from '../src/jobs/judging/kept-answer.ts';
import type { JobServices } from '../src/jobs/services.ts';
import type { LookingApi } from '../src/wire/looking-contract.ts';
import { workContext } from '../src/wire/work-context.ts';

/** What is found out about a version beside its profile. */
export const lookingApi = (ready: () => Promise<JobServices>): LookingApi => ({
  quality: async (job, signal, onProgress) => judgeQualityOf(job, await ready(), workContext(signal, onProgress)),
  outliers: async (job, signal, onProgress) => findOutliersOf(job, await ready(), workContext(signal, onProgress)),
  story: async (job, signal, onProgress) => tellStoryOf(job, await ready(), workContext(signal, onProgress)),
  map: async (job, signal, onProgress) => drawMapOf(job, await ready(), workContext(signal, onProgress)),
  valuesAt: async (job) => valuesAt(job, await ready()),
  places: async (job) => lookAtPlaces(job, await ready()),
  texts: async (job, signal, onProgress) => describeTextsOf(job, await ready(), workContext(signal, onProgress)),
  summarise: async (job, signal, onProgress) => summariseTextsOf(job, await ready(), workContext(signal, onProgress)),
  topics: async (job, signal, onProgress) => findTopicsOf(job, await ready(), workContext(signal, onProgress)),
  keptAnswer: async (job) => keptAnswer(job as KeptAnswerJob, await ready()),
  compareData: async (job, signal, onProgress) => compareData(job, await ready(), workContext(signal, onProgress))
});
