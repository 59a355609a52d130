import { partOf, type WorkContext } from '../core/context.ts';
import type { Finding } from '../core/finding.ts';
import { auditTable, type AuditAim } from '../stages/explore/audit.ts';
import { guessTarget } from '../stages/plan/guess-target.ts';
import type { DatasetRecord } from '../storage/records/dataset.ts';
import type { ProjectRecord } from '../storage/records/project.ts';
import { cachedResult } from './cached-result.ts';
import { profileDataset } from './profile.ts';
import type { JobServices } from './services.ts';

/**
 * The findings of a dataset version, for the project's target: the one the problem names, else the column with the role, else the likeliest
 * guess. Made once for each of them.
 */
export async function auditDataset(job: { readonly datasetId: string }, services: JobServices, context: WorkContext): Promise<Finding[]> {
  const { storage } = services;
  const dataset = await storage.datasets.get(job.datasetId);
  const aim = aimOf(await storage.projects.get(dataset.projectId), dataset);
  const roles = dataset.columns.map(({ name, role }) => `${name}=${role}`).join(',');
  const more = [roles, aim?.target ?? '', aim?.task ?? ''];
  return cachedResult(services, dataset.projectId, { kind: 'audit', version: 1, datasetHash: dataset.hash, more }, async () => {
    const profile = await profileDataset(job, services, partOf(context, 0, 0.5));
    const table = await storage.datasets.readTable(dataset.id);
    return auditTable(table, dataset.columns, profile, aim, partOf(context, 0.5, 1));
  });
}

function aimOf({ problem }: ProjectRecord, { columns, rows }: DatasetRecord): AuditAim | null {
  const named = problem?.target !== undefined && columns.some(({ name }) => name === problem.target) ? problem.target : null;
  const target = named ?? guessTarget(columns, rows)?.name;
  if (target === undefined) return null;
  if (named === null) return { target };
  return { target, task: problem!.task === 'regression' ? 'regression' : 'classification' };
}
