import type { WorkContext } from '../../core/context.ts';
import { noTexts } from '../../core/errors/exploring.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import type { StoredSummaries, SummaryMethod, SummaryReport } from '../../core/looks/summaries.ts';
import { findColumn, textColumn, type Column, type TextColumn } from '../../core/table.ts';
import { summariseTexts } from '../../stages/explore/summaries/summarise-texts.ts';
import { cachedResult } from '../cached-result.ts';
import type { JobServices } from '../services.ts';

export interface SummariesJob {
  readonly datasetId: string;
  readonly column: string;
  readonly method: SummaryMethod;
  /** Sentences of a summary. */
  readonly count: number;
  /** A column of summaries that people wrote; null = none. */
  readonly reference: string | null;
  /** Rows whose summaries are shown; the first ones where none are named. */
  readonly rows: readonly number[] | null;
  readonly seed: number;
}

/** Summaries of a column of texts, made once. @throws LatheError `no-texts` or `column-not-found` */
export async function summariseTextsOf(job: SummariesJob, services: JobServices, context: WorkContext): Promise<SummaryReport> {
  const { datasetId, column, method, count, reference, rows, seed } = job;
  const dataset = await services.storage.datasets.get(datasetId);
  const named = (...kinds: readonly string[]) => dataset.columns.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  if (named('text').length === 0) throw noTexts(column);
  if (!named('text').includes(column)) throw columnNotFound(column, named('text'));
  if (reference !== null && !named('text', 'category').includes(reference)) throw columnNotFound(reference, named('text', 'category'));
  const more = [column, method, String(count), reference ?? '', rows?.join() ?? '', String(seed)];
  return cachedResult(services, dataset.projectId, { kind: 'summaries', version: 1, datasetHash: dataset.hash, more }, async () => {
    const table = await services.storage.datasets.readTable(datasetId, reference === null ? [column] : [column, reference]);
    const asked = { method, count, rows: rows?.filter((row) => row < table.rows) ?? null, seed };
    const wanted = reference === null ? null : asTexts(findColumn(table, reference)!);
    return (await summariseTexts(asTexts(findColumn(table, column)!), wanted, asked, context)) as StoredSummaries;
  });
}

/** Short summaries that come again and again are read as categories. */
function asTexts(column: Column): TextColumn {
  if (column.kind === 'text') return column;
  if (column.kind !== 'category') throw columnNotFound(column.name, []);
  return textColumn(
    column.name,
    Array.from(column.codes, (code) => column.labels[code] ?? null)
  );
}
