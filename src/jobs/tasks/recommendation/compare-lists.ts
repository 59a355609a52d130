import { partOf, type WorkContext } from '../../../core/context.ts';
import { differentRows } from '../../../core/errors/judging.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { mean, variance } from '../../../core/stats.ts';
import { brief, counted } from '../../../core/words.ts';
import { tSf } from '../../../kernels/distributions.ts';
import { correctPairs, type PairComparison } from '../../../stages/evaluate/compare/compare-pair.ts';
import { judgeLists, type JudgedLists } from '../../../stages/recommend/judge-lists.ts';
import { meanGain } from '../../../stages/recommend/list-intervals.ts';
import type { RunRecord } from '../../../storage/records/run.ts';
import type { JobServices } from '../../services.ts';
import { loadRecommender } from './load-recommender.ts';

const TEST = 'paired t over users';

interface Judged {
  readonly run: RunRecord;
  readonly lists: JudgedLists;
}

type NamedPair = PairComparison & { readonly a: RunRecord; readonly b: RunRecord };

/**
 * Each pair of recommenders by the NDCG of the same users' lists on the validation part, p-values corrected for how many pairs there are. The test part is not
 * touched.
 * @throws LatheError `not-a-recommender`, `run-not-done`, or `different-rows` where they were judged by other users
 */
export async function compareLists(runIds: readonly string[], services: JobServices, context: WorkContext): Promise<PlainRecord> {
  const judged: Judged[] = [];
  for (const [i, id] of runIds.entries()) {
    const { run, read, recommender, train, pairsIn, from } = await loadRecommender(services, id);
    const asked = { held: pairsIn('validation'), known: train, from, k: read.listLength, part: 'validation', seed: run.seed };
    const part = partOf(context, (0.8 * i) / runIds.length, (0.8 * (i + 1)) / runIds.length);
    judged.push({ run, lists: await judgeLists(recommender, asked, part) });
  }
  const found: NamedPair[] = [];
  for (const [i, a] of judged.entries())
    for (const b of judged.slice(i + 1)) found.push({ a: a.run, b: b.run, ...(await compareTwo(a, b, partOf(context, 0.8, 1))) });
  const pairs = correctPairs(found).map(({ a, b, ...pair }) => ({
    a: a.id,
    b: b.id,
    ...pair,
    sentence: sentenceOf(a, b, pair),
    further: [],
    odds: null
  }));
  return { metric: 'ndcg', pairs } as unknown as PlainRecord;
}

async function compareTwo(a: Judged, b: Judged, context: WorkContext): Promise<PairComparison> {
  const [first, second] = [a.lists, b.lists];
  const isSame = first.users.length === second.users.length && first.users.every((user, i) => user === second.users[i]);
  if (!isSame) throw differentRows(first.users.length, second.users.length);
  const gains = first.perUser.ndcg.map((value, user) => value - second.perUser.ndcg[user]!);
  const difference = await meanGain(first.perUser.ndcg, second.perUser.ndcg, 0, context);
  return { difference, pValue: pValueOf(gains), test: TEST };
}

function pValueOf(gains: Float64Array): number {
  const spread = Math.sqrt(variance(gains) / gains.length);
  if (!(spread > 0)) return gains.length > 0 && mean(gains) === 0 ? 1 : NaN;
  return Math.min(1, 2 * tSf(Math.abs(mean(gains)) / spread, gains.length - 1));
}

function sentenceOf(a: RunRecord, b: RunRecord, { difference, pValue, test }: PairComparison): string {
  const over = `over ${counted(difference.n, 'user')}`;
  if (Number.isNaN(pValue)) return `${a.label} and ${b.label} can’t be compared by NDCG ${over}.`;
  const said = `(${test}, p ${pValue < 0.001 ? '< 0.001' : pValue.toFixed(3)})`;
  if (pValue >= 0.05) return `${a.label} and ${b.label} can’t be told apart by NDCG ${over} ${said}.`;
  const [better, worse] = difference.value > 0 ? [a, b] : [b, a];
  return `${better.label} is better than ${worse.label} by ${brief(Math.abs(difference.value))} in NDCG ${over} ${said}.`;
}
