import type { ProjectRecord } from '../storage/records/project.ts';
import type { Storage } from '../storage/storage.ts';
import type { ProjectInfo } from './api/projects.ts';
import { datasetTerms, nextRetention } from './data-terms.ts';

/** What a list of projects says of one. Of its datasets the one is named that has to be deleted first. */
export async function projectInfo(storage: Storage, project: ProjectRecord): Promise<ProjectInfo> {
  const { id, name, createdAt, modifiedAt, dataTerms = [] } = project;
  const hasEnd = dataTerms.some(({ retentionDays }) => retentionDays !== undefined);
  const retention = hasEnd ? nextRetention(datasetTerms(project, await storage.datasets.list(id))) : null;
  return {
    id,
    name,
    createdAt,
    modifiedAt,
    sizeBytes: await storage.projects.sizeBytes(id),
    retentionEndsAt: retention?.endsAt ?? null,
    retentionOf: retention?.dataset ?? null
  };
}
