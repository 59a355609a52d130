import type { SuiteCause, SuiteRun } from '../../core/rule.ts';
import type { RuleVerbs } from '../api/rules.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Services } from '../services.ts';
import { progressOf, signalOf } from './watch.ts';

const quick = new AbortController().signal;

/** The suite of a project, in workers. */
export function ruleVerbs({ storage, importer, reader }: Services, projectId: string): RuleVerbs {
  return {
    validate: (datasetId, rules, watch) =>
      importer.run(signalOf(watch), (api) => api.validate({ datasetId, rules: rules ?? null }, signalOf(watch), progressOf(watch))),
    ruleKinds: () => reader.run(quick, (api) => api.ruleKinds()),
    rules: () => reader.run(quick, (api) => api.listRules({ projectId })),
    async setRules(rules) {
      await importer.run(quick, (api) => api.keepRules({ projectId, rules }));
      return reader.run(quick, (api) => api.listRules({ projectId }));
    },
    runRules: (datasetId, watch) =>
      importer.run(signalOf(watch), (api) => api.runSuite({ datasetId, cause: 'asked' }, signalOf(watch), progressOf(watch))),
    ruleRuns: () => ruleRunsOf(storage, projectId),
    rowsAt: (datasetId, rows) => reader.run(quick, (api) => api.rowsAt({ datasetId, rows }))
  };
}

/** The runs of the suite of a project, newest first. */
export async function ruleRunsOf(storage: Storage, projectId: string): Promise<SuiteRun[]> {
  const runs = (await storage.results.index(projectId)).filter(({ kind }) => kind === 'rules-run');
  const found = await Promise.all(runs.map(({ key }) => storage.results.find(key)));
  return found.flatMap((entry) => (entry ? [entry.value as unknown as SuiteRun] : [])).sort((a, b) => b.at - a.at);
}

/** Holds a version that was just made against the suite. */
export async function holdNewVersion(
  { storage, importer }: Services,
  projectId: string,
  datasetId: string,
  cause: SuiteCause
): Promise<void> {
  const { rules = [] } = await storage.projects.get(projectId);
  if (rules.length > 0) await importer.run(quick, (api) => api.runSuite({ datasetId, cause }, quick, () => undefined));
}
