import type { WorkContext } from '../core/context.ts';
import type { Finding } from '../core/finding.ts';
import { scanForPersonalData } from '../stages/govern/privacy/scan.ts';
import { cachedResult } from './cached-result.ts';
import type { JobServices } from './services.ts';

/** Signs of personal data in a dataset version, looked for once. */
export async function scanPrivacy(job: { readonly datasetId: string }, services: JobServices, context: WorkContext): Promise<Finding[]> {
  const dataset = await services.storage.datasets.get(job.datasetId);
  return cachedResult(services, dataset.projectId, { kind: 'privacy', version: 3, datasetHash: dataset.hash }, async () => {
    const names = dataset.columns.filter(({ kind }) => kind !== 'image').map(({ name }) => name);
    return scanForPersonalData(await services.storage.datasets.readTable(dataset.id, names), dataset.columns, context);
  });
}
