import { termsOf, type TermsOfDataset } from '../core/data-terms.ts';
import { tablesBehind, type TableOfProject } from '../core/lineage.ts';
import type { DatasetRecord } from './records/dataset.ts';
import type { Storage } from './storage.ts';

/** A table whose rows went into a version, with what was said of it in its project. */
export interface TableBehind extends TableOfProject {
  readonly projectName: string;
  readonly terms: TermsOfDataset;
}

/** The tables whose rows went into a version, those of other projects too, as far as these are still there. Its own is the first. */
export async function tablesWithTerms(dataset: DatasetRecord, { projects, datasets }: Storage): Promise<TableBehind[]> {
  const versions = new Map<string, readonly DatasetRecord[]>();
  for (;;) {
    const tables = tablesBehind(dataset, [...versions.values()].flat());
    const unread = new Set(tables.map(({ projectId }) => projectId).filter((id) => !versions.has(id)));
    for (const id of unread) versions.set(id, await datasets.list(id));
    if (unread.size > 0) continue;
    const there = new Map((await projects.list()).map((project) => [project.id, project]));
    return tables.flatMap((table) => {
      const project = there.get(table.projectId);
      return project ? { ...table, projectName: project.name, terms: termsOf(project.dataTerms, table.lineage) } : [];
    });
  }
}
