import { attackOfRun } from '../src/jobs/judging/attack/attack-of-run.ts';
import { stressOfRun } from '../src/jobs/judging/stress/stress-of-run.ts';
import type { TrainingServices } from '../src/jobs/services.ts';
import type { BreakingApi } from '../src/wire/breaking-contract.ts';
import { workContext } from '../src/wire/work-context.ts';

/** What breaks a run. @param ready gives the services, opened when first needed */
export const breakingApi = (ready: () => Promise<TrainingServices>): BreakingApi => ({
  attack: async (job, signal, onProgress) => attackOfRun(job, await ready(), workContext(signal, onProgress)),
  stress: async (job, signal, onProgress) => stressOfRun(job, await ready(), workContext(signal, onProgress))
});
