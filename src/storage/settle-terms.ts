import { settledTerms } from '../core/data-terms.ts';
import type { Database } from './database.ts';
import type { ProjectRecord } from './records/project.ts';

/** A project whose datasets have these names, with what was said of it as a whole given to each of them. */
export const withSettledTerms = (project: ProjectRecord, names: readonly string[]): ProjectRecord =>
  project.dataTerms ? { ...project, dataTerms: settledTerms(project.dataTerms, [...names].sort()) } : project;

/** Settles the terms of every project; inside a transaction over `projects` and `datasets`. */
export async function settleAllTerms({ stores }: Database): Promise<void> {
  for (const project of await stores.projects.toArray()) {
    if (!project.dataTerms?.some(({ dataset }) => dataset === null)) continue;
    const datasets = await stores.datasets.where('projectId').equals(project.id).toArray();
    const names = datasets.map(({ name }) => name);
    await stores.projects.put(withSettledTerms(project, names));
  }
}
