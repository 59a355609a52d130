import type { WorkContext } from '../core/context.ts';
import { MOST_COLUMNS } from '../stages/explore/associations.ts';
import { profileTable } from '../stages/explore/profile.ts';
import type { Profile } from '../stages/explore/profile-type.ts';
import { aimOf } from './audit-aim.ts';
import { cachedResult } from './cached-result.ts';
import type { JobServices } from './services.ts';

/** The profile of a dataset version, made once; of a wide one once for each target, which is measured with every column. */
export async function profileDataset(job: { readonly datasetId: string }, services: JobServices, context: WorkContext): Promise<Profile> {
  const dataset = await services.storage.datasets.get(job.datasetId);
  const roles = dataset.columns.map(({ name, role }) => `${name}=${role}`).join(',');
  const target = aimOf(await services.storage.projects.get(dataset.projectId), dataset)?.target ?? null;
  const more = dataset.columns.length > MOST_COLUMNS ? [roles, target ?? ''] : [roles];
  return cachedResult(services, dataset.projectId, { kind: 'profile', version: 4, datasetHash: dataset.hash, more }, async () =>
    profileTable(await services.storage.datasets.readTable(dataset.id), dataset.columns, context, target)
  );
}
