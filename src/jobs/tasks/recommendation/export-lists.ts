import type { WorkContext } from '../../../core/context.ts';
import { textColumn, type Table } from '../../../core/table.ts';
import type { RecommendedTo } from '../../../core/looks/recommended.ts';
import { csvText } from '../../../stages/ingest/csv/csv-text.ts';
import type { JobServices } from '../../services.ts';
import { loadRecommender } from './load-recommender.ts';
import { everybody, makeLists } from './recommend.ts';

export interface ExportListsJob {
  readonly runId: string;
  readonly count: number;
}

const LISTS_AT_ONCE = 500;

/** Lists for everybody as CSV: user, rank, item, score, reason. Texts that a spreadsheet would run as a formula get an apostrophe. */
export async function exportLists({ runId, count }: ExportListsJob, services: Pick<JobServices, 'storage'>, context: WorkContext) {
  const loaded = await loadRecommender(services, runId);
  const users = loaded.read.events.userNames.length;
  const parts: Blob[] = [];
  let [waiting, done] = [[] as RecommendedTo[], 0];
  const write = () => {
    const [header = '', ...records] = csvText(tableOf(waiting), { spreadsheetSafe: true });
    parts.push(new Blob(parts.length === 0 ? [header, ...records] : records));
    waiting = [];
  };
  for await (const list of makeLists(everybody(loaded), loaded, count, context)) {
    waiting.push(list);
    done++;
    if (waiting.length === LISTS_AT_ONCE) write();
    context.onProgress(done / users);
  }
  if (waiting.length > 0 || parts.length === 0) write();
  return { file: new Blob(parts, { type: 'text/csv' }), name: `${loaded.run.model}-recommendations.csv`, users };
}

function tableOf(lists: readonly RecommendedTo[]): Table {
  const places = lists.flatMap(({ user, items }) => items.map((place, i) => ({ user, rank: i + 1, ...place })));
  const numbers = (name: string, values: number[]) => ({ kind: 'number' as const, name, values: Float64Array.from(values) });
  const texts = (name: string, values: string[]) => textColumn(name, values);
  return {
    rows: places.length,
    columns: [
      texts('user', places.map(({ user }) => user)), // prettier-ignore
      numbers('rank', places.map(({ rank }) => rank)), // prettier-ignore
      texts('item', places.map(({ item }) => item)), // prettier-ignore
      numbers('score', places.map(({ score }) => score)), // prettier-ignore
      texts('reason', places.map(({ reason }) => reason)) // prettier-ignore
    ]
  };
}
