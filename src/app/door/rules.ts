import { lineageOf } from '../../core/lineage.ts';
import { rulesOf, type SuiteCause, type SuiteRun } from '../../core/rule.ts';
import type { RuleVerbs } from '../api/rules.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Services } from '../services.ts';
import { progressOf, signalOf } from './watch.ts';

const quick = new AbortController().signal;

/** The suite of a project, in workers. */
export function ruleVerbs({ storage, importer, reader }: Services, projectId: string): RuleVerbs {
  const at = (datasetId: string | undefined) => ({ projectId, ...(datasetId !== undefined && { datasetId }) });
  return {
    validate: (datasetId, rules, watch) =>
      importer.run(signalOf(watch), (api) => api.validate({ datasetId, rules: rules ?? null }, signalOf(watch), progressOf(watch))),
    ruleKinds: () => reader.run(quick, (api) => api.ruleKinds()),
    rules: (datasetId) => reader.run(quick, (api) => api.listRules(at(datasetId))),
    async setRules(rules, datasetId) {
      await importer.run(quick, (api) => api.keepRules({ ...at(datasetId), rules }));
      return reader.run(quick, (api) => api.listRules(at(datasetId)));
    },
    runRules: (datasetId, watch) =>
      importer.run(signalOf(watch), (api) => api.runSuite({ datasetId, cause: 'asked' }, signalOf(watch), progressOf(watch))),
    async ruleRuns(datasetId) {
      const runs = await ruleRunsOf(storage, projectId);
      if (datasetId === undefined) return runs;
      const lineage = lineageOf(await storage.datasets.get(datasetId));
      return runs.filter(({ dataset }) => dataset === undefined || dataset === lineage);
    },
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
  const { suites } = await storage.projects.get(projectId);
  if (rulesOf(suites, lineageOf(await storage.datasets.get(datasetId))).length > 0)
    await importer.run(quick, (api) => api.runSuite({ datasetId, cause }, quick, () => undefined));
}
