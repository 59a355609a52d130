import type { WorkContext } from '../../core/context.ts';
import { noTexts } from '../../core/errors/exploring.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import type { TextReport } from '../../core/looks/texts.ts';
import { findColumn, type ColumnKind } from '../../core/table.ts';
import { describeTexts } from '../../stages/explore/texts/describe-texts.ts';
import { asGroups } from '../../stages/fairness/as-groups.ts';
import { cachedResult } from '../cached-result.ts';
import type { JobServices } from '../services.ts';

export interface TextsJob {
  readonly datasetId: string;
  readonly column: string;
  /** A category, or a number as groups, to tell the texts of one class from those of the others by; null = none. */
  readonly by: string | null;
}

/** What stands in a column of texts, found once. @throws LatheError `column-not-found` */
export async function describeTextsOf(
  { datasetId, column, by }: TextsJob,
  services: JobServices,
  context: WorkContext
): Promise<TextReport> {
  const dataset = await services.storage.datasets.get(datasetId);
  const named = (...kinds: ColumnKind[]) => dataset.columns.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  if (named('text').length === 0) throw noTexts(column);
  if (!named('text').includes(column)) throw columnNotFound(column, named('text'));
  if (by !== null && !named('category', 'number').includes(by)) throw columnNotFound(by, named('category', 'number'));
  const key = { kind: 'texts', version: 2, datasetHash: dataset.hash, more: [column, by ?? ''] };
  return cachedResult(services, dataset.projectId, key, async () => {
    const table = await services.storage.datasets.readTable(datasetId, by === null ? [column] : [column, by]);
    const texts = findColumn(table, column)!;
    const classes = by === null ? undefined : findColumn(table, by);
    if (texts.kind !== 'text') throw columnNotFound(column, named('text'));
    return describeTexts(texts, classes ? asGroups(classes) : null, context);
  });
}
