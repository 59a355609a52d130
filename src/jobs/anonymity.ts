import type { WorkContext } from '../core/context.ts';
import { columnNotFound } from '../core/errors/tables.ts';
import { createPacer } from '../core/pacer.ts';
import { addColumnByColumn, quasiIdentifiers, type GroupedBy } from '../stages/govern/privacy/anonymity.ts';
import type { JobServices } from './services.ts';

export interface AnonymityJob {
  readonly datasetId: string;
  /** In the order they become known; the ones an outsider is most likely to know when null. */
  readonly columns: readonly string[] | null;
}

/**
 * How few columns single rows out: the groups of equal values after each further column.
 * @throws LatheError `column-not-found` for a column that is not there, or holds texts or images
 */
export async function measureGroups(
  job: AnonymityJob,
  { storage }: JobServices,
  context: WorkContext
): Promise<{ rows: number; likely: string[]; steps: GroupedBy[] }> {
  const dataset = await storage.datasets.get(job.datasetId);
  const usable = dataset.columns.filter(({ kind }) => kind === 'number' || kind === 'category' || kind === 'time').map(({ name }) => name);
  const table = await storage.datasets.readTable(job.datasetId, usable);
  const likely = quasiIdentifiers(table).map(({ name }) => name);
  for (const name of job.columns ?? []) if (!usable.includes(name)) throw columnNotFound(name, usable);
  const steps = await addColumnByColumn(table, job.columns ?? likely, createPacer(context));
  return { rows: table.rows, likely, steps };
}
