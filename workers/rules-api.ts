import { describeKinds, listRules } from '../src/jobs/rules/list-rules.ts';
import { keepRules, runSuite } from '../src/jobs/rules/suite.ts';
import { validateRules } from '../src/jobs/rules/validate-rules.ts';
import { readRowsAt } from '../src/jobs/read-rows.ts';
import type { JobServices } from '../src/jobs/services.ts';
import type { RulesApi } from '../src/wire/rules-contract.ts';
import { workContext } from '../src/wire/work-context.ts';

/** Quick looks are not stopped. */
const never = new AbortController().signal;

/** What data have to keep to, and whether they do. */
export const rulesApi = (ready: () => Promise<JobServices>): RulesApi => ({
  rowsAt: async (job) => readRowsAt(job, await ready()),
  validate: async (job, signal, onProgress) => validateRules(job, await ready(), workContext(signal, onProgress)),
  ruleKinds: () => Promise.resolve(describeKinds()),
  listRules: async (job) => listRules(job, await ready()),
  keepRules: async (job) =>
    keepRules(
      job,
      await ready(),
      workContext(never, () => undefined)
    ),
  runSuite: async (job, signal, onProgress) => runSuite(job, await ready(), workContext(signal, onProgress))
});
