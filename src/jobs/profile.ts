import type { WorkContext } from '../core/context.ts';
import { profileTable } from '../stages/explore/profile.ts';
import type { Profile } from '../stages/explore/profile-type.ts';
import { cachedResult } from './cached-result.ts';
import type { JobServices } from './services.ts';

/** The profile of a dataset version, made once. */
export async function profileDataset(job: { readonly datasetId: string }, services: JobServices, context: WorkContext): Promise<Profile> {
  const dataset = await services.storage.datasets.get(job.datasetId);
  const roles = dataset.columns.map(({ name, role }) => `${name}=${role}`).join(',');
  return cachedResult(services, dataset.projectId, { kind: 'profile', version: 1, datasetHash: dataset.hash, more: [roles] }, async () =>
    profileTable(await services.storage.datasets.readTable(dataset.id), dataset.columns, context)
  );
}
