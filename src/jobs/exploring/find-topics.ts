import type { WorkContext } from '../../core/context.ts';
import { noTexts } from '../../core/errors/exploring.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import type { StoredTopics, TopicReport } from '../../core/looks/topics.ts';
import { findColumn } from '../../core/table.ts';
import { findTopics } from '../../stages/explore/topics/find-topics.ts';
import { cachedResult } from '../cached-result.ts';
import type { JobServices } from '../services.ts';

export interface TopicsJob {
  readonly datasetId: string;
  readonly column: string;
  readonly topics: number;
  readonly seed: number;
}

/** What a column of texts is about, found once. @throws LatheError `no-texts`, `column-not-found` or `too-few-texts` */
export async function findTopicsOf(job: TopicsJob, services: JobServices, context: WorkContext): Promise<TopicReport> {
  const { datasetId, column, topics, seed } = job;
  const dataset = await services.storage.datasets.get(datasetId);
  const texts = dataset.columns.filter(({ kind }) => kind === 'text').map(({ name }) => name);
  if (texts.length === 0) throw noTexts(column);
  if (!texts.includes(column)) throw columnNotFound(column, texts);
  const key = { kind: 'topics', version: 1, datasetHash: dataset.hash, more: [column, String(topics), String(seed)] };
  return cachedResult(services, dataset.projectId, key, async () => {
    const found = findColumn(await services.storage.datasets.readTable(datasetId, [column]), column)!;
    if (found.kind !== 'text') throw columnNotFound(column, texts);
    return (await findTopics(found, { topics, seed }, context)) as StoredTopics;
  });
}
