import type { WorkContext } from '../../core/context.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import { auditDataset } from '../audit.ts';
import type { JobServices } from '../services.ts';

const LEAKS: ReadonlySet<string> = new Set(['target-leak', 'single-feature-leak', 'made-of-target']);

/** Columns that are the answer under another name, by the audit, which is kept. */
export async function leaksOf(dataset: DatasetRecord, services: JobServices, context: WorkContext): Promise<Set<string>> {
  const findings = await auditDataset({ datasetId: dataset.id }, services, context);
  return new Set(findings.filter(({ code }) => LEAKS.has(code)).flatMap(({ columns }) => columns));
}
