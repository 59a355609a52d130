import { partOf, type WorkContext } from '../../core/context.ts';
import type { QualityReport } from '../../core/looks/quality.ts';
import { createPacer } from '../../core/pacer.ts';
import { judgeQuality } from '../../stages/explore/quality/quality.ts';
import { auditDataset } from '../audit.ts';
import { profileDataset } from '../profile.ts';
import type { JobServices } from '../services.ts';

/** The quality of a version on five axes. Not kept: how old data are changes by the day. */
export async function judgeQualityOf(
  job: { readonly datasetId: string },
  services: JobServices,
  context: WorkContext
): Promise<QualityReport> {
  const { storage, now } = services;
  const dataset = await storage.datasets.get(job.datasetId);
  const profile = await profileDataset(job, services, partOf(context, 0, 0.4));
  const findings = await auditDataset(job, services, partOf(context, 0.4, 0.8));
  const schema = dataset.columns.filter(({ role }) => role !== 'ignore');
  const table = await storage.datasets.readTable(
    dataset.id,
    schema.map(({ name }) => name)
  );
  const misfits = (dataset.report?.issues ?? []).flatMap(({ offer }) => (offer ? [{ column: offer.column, missing: offer.missing }] : []));
  const report = await judgeQuality({ table, schema, profile, findings, misfits, now: now(), pace: createPacer(context) });
  context.onProgress(1);
  return report;
}
