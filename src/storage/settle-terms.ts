import { settledTerms } from '../core/data-terms.ts';
import { lineageOf } from '../core/lineage.ts';
import { settledSuites } from '../core/rule.ts';
import type { Database } from './database.ts';
import type { DatasetRecord } from './records/dataset.ts';
import type { ProjectRecord } from './records/project.ts';

/** A project with what was said of it as a whole given to its tables: terms to each of them, rules to the one it works with. */
export function withSettled(project: ProjectRecord, datasets: readonly DatasetRecord[]): ProjectRecord {
  const { dataTerms, suites, datasetId } = project;
  const current = datasets.find(({ id }) => id === datasetId);
  return {
    ...project,
    ...(dataTerms && { dataTerms: settledTerms(dataTerms, datasets.map(lineageOf).sort()) }),
    ...(suites && current && { suites: settledSuites(suites, lineageOf(current)) })
  };
}

/** Settles every project; inside a transaction over `projects` and `datasets`. */
export async function settleAll({ stores }: Database): Promise<void> {
  for (const project of await stores.projects.toArray()) {
    const isLoose = [...(project.dataTerms ?? []), ...(project.suites ?? [])].some(({ dataset }) => dataset === null);
    if (!isLoose) continue;
    const datasets = await stores.datasets.where('projectId').equals(project.id).toArray();
    await stores.projects.put(withSettled(project, datasets));
  }
}
