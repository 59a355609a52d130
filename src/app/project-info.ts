import { retentionEndsAt } from '../core/retention.ts';
import type { ProjectRecord } from '../storage/records/project.ts';
import type { Storage } from '../storage/storage.ts';
import type { ProjectInfo } from './api/projects.ts';

/** What a list of projects says of one. Later versions hold rows of the first import, so retention counts from the earliest version there is. */
export async function projectInfo(storage: Storage, project: ProjectRecord): Promise<ProjectInfo> {
  const { id, name, createdAt, modifiedAt, problem } = project;
  const days = problem?.['retentionDays'];
  const versions = typeof days === 'number' ? await storage.datasets.list(id) : [];
  const [first] = versions.map((version) => version.createdAt).sort((a, b) => a - b);
  return {
    id,
    name,
    createdAt,
    modifiedAt,
    sizeBytes: await storage.projects.sizeBytes(id),
    retentionEndsAt: retentionEndsAt(first, days)
  };
}
