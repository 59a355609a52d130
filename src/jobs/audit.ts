import { partOf, type WorkContext } from '../core/context.ts';
import type { Finding } from '../core/finding.ts';
import { auditTable } from '../stages/explore/audit.ts';
import { aimOf } from './audit-aim.ts';
import { cachedResult } from './cached-result.ts';
import { divisionOf, knownLabelReport } from './find-label-errors.ts';
import { profileDataset } from './profile.ts';
import type { JobServices } from './services.ts';

/**
 * The findings of a dataset version, for the project's target: the one the problem names, else the column with the role, else the likeliest
 * guess. Made once for each of them.
 */
export async function auditDataset(job: { readonly datasetId: string }, services: JobServices, context: WorkContext): Promise<Finding[]> {
  const { storage } = services;
  const dataset = await storage.datasets.get(job.datasetId);
  const project = await storage.projects.get(dataset.projectId);
  const aim = aimOf(project, dataset);
  const roles = dataset.columns.map(({ name, role, origin }) => `${name}=${role}${origin ? JSON.stringify(origin) : ''}`).join(',');
  const labels = aim === null ? null : await knownLabelReport(dataset, aim.target, services);
  const more = [roles, aim?.target ?? '', aim?.task ?? '', labels ? `labels ${divisionOf(project.split)}` : ''];
  return cachedResult(services, dataset.projectId, { kind: 'audit', version: 12, datasetHash: dataset.hash, more }, async () => {
    const profile = await profileDataset(job, services, partOf(context, 0, 0.5));
    const table = await storage.datasets.readTable(dataset.id);
    return auditTable(table, dataset.columns, profile, aim, partOf(context, 0.5, 1), labels);
  });
}
