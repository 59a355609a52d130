import { pause, type WorkContext } from '../core/context.ts';
import { csvText } from '../stages/ingest/csv/csv-text.ts';
import type { JobServices } from './services.ts';

const ROWS_AT_ONCE = 16_384;

/**
 * A version of the data as CSV, in UTF-8: times as ISO 8601, missing as an empty field, images left out. `spreadsheetSafe` puts an apostrophe
 * before texts that a spreadsheet would run as a formula.
 */
export async function exportCsv(
  { datasetId, spreadsheetSafe }: { readonly datasetId: string; readonly spreadsheetSafe: boolean },
  { storage }: Pick<JobServices, 'storage'>,
  context: WorkContext
): Promise<Blob> {
  const { rows, columns } = await storage.datasets.get(datasetId);
  const names = columns.filter(({ kind }) => kind !== 'image').map(({ name }) => name);
  const parts: Blob[] = [];
  for (let start = 0; start === 0 || start < rows; start += ROWS_AT_ONCE) {
    const table = await storage.datasets.readRows(datasetId, start, ROWS_AT_ONCE, names);
    const [header = '', ...records] = csvText(table, { spreadsheetSafe });
    parts.push(new Blob(start === 0 ? [header, ...records] : records));
    context.onProgress(Math.min(1, (start + ROWS_AT_ONCE) / Math.max(1, rows)));
    await pause(context);
  }
  return new Blob(parts, { type: 'text/csv' });
}
