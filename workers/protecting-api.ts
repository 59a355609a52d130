import { destroyKey, listKeys, makeKey, showKey, takeKey } from '../src/jobs/protecting/keys.ts';
import { erasePerson } from '../src/jobs/erasing/erase-person.ts';
import { findPerson } from '../src/jobs/erasing/find-person.ts';
import { setBudget, summarisePrivately } from '../src/jobs/protecting/private-summary.ts';
import { measureRisk } from '../src/jobs/protecting/risk.ts';
import { suggestCoarser } from '../src/jobs/protecting/suggest-coarser.ts';
import type { ProtectingServices } from '../src/jobs/services.ts';
import type { ProtectingApi } from '../src/wire/protecting-contract.ts';
import { workContext } from '../src/wire/work-context.ts';

/** What protects people. */
export const protectingApi = (ready: () => Promise<ProtectingServices>): ProtectingApi => ({
  makeKey: async (job) => makeKey(job, await ready()),
  takeKey: async (job) => takeKey(job, await ready()),
  showKey: async (job) => showKey(job, await ready()),
  destroyKey: async (job) => destroyKey(job, await ready()),
  keys: async (job) => listKeys(job, await ready()),
  privateSummary: async (job) => summarisePrivately(job, await ready()),
  setPrivacyBudget: async (job) => setBudget(job, await ready()),
  findPerson: async (job, signal, onProgress) => (await findPerson(job, await ready(), workContext(signal, onProgress))).trace,
  erasePerson: async (job, signal, onProgress) => erasePerson(job, await ready(), workContext(signal, onProgress)),
  measureRisk: async (job, signal, onProgress) => measureRisk(job, await ready(), workContext(signal, onProgress)),
  suggestCoarser: async (job, signal, onProgress) => suggestCoarser(job, await ready(), workContext(signal, onProgress))
});
