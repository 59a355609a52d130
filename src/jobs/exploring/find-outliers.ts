import type { WorkContext } from '../../core/context.ts';
import type { OutlierReport } from '../../core/looks/outliers.ts';
import { findOutliers } from '../../stages/explore/outliers/find-outliers.ts';
import { cachedResult } from '../cached-result.ts';
import type { JobServices } from '../services.ts';

/** The outliers of a version, found once for each target. */
export async function findOutliersOf(
  { datasetId }: { readonly datasetId: string },
  services: JobServices,
  context: WorkContext
): Promise<OutlierReport> {
  const dataset = await services.storage.datasets.get(datasetId);
  const { problem } = await services.storage.projects.get(dataset.projectId);
  const target = problem?.target ?? null;
  const more = [dataset.columns.map(({ name, role }) => `${name}=${role}`).join(','), target ?? ''];
  return cachedResult(services, dataset.projectId, { kind: 'outliers', version: 3, datasetHash: dataset.hash, more }, async () => {
    const names = dataset.columns.filter(({ kind }) => kind !== 'text' && kind !== 'image').map(({ name }) => name);
    return findOutliers(await services.storage.datasets.readTable(dataset.id, names), dataset.columns, target, context);
  });
}
