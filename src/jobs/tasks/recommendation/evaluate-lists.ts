import { partOf, type WorkContext } from '../../../core/context.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { openRecommender } from '../../../stages/recommend/fitted.ts';
import { judgeLists } from '../../../stages/recommend/judge-lists.ts';
import { meanGain } from '../../../stages/recommend/list-intervals.ts';
import { popularity } from '../../../stages/recommend/models/popularity.ts';
import { union } from '../../../stages/recommend/taken.ts';
import { keptOfRun } from '../../judging/kept-of-run.ts';
import type { JobServices } from '../../services.ts';
import { openTestPart } from '../open-test-part.ts';
import { loadRecommender, type LoadedRecommender } from './load-recommender.ts';

/** Judges the lists of a run on a part it was not fitted on. Opening the test part is counted before anything is shown. */
export async function evaluateLists(
  { runId, on }: { readonly runId: string; readonly on: 'validation' | 'test' },
  services: JobServices,
  context: WorkContext
): Promise<PlainRecord> {
  const loaded = await loadRecommender(services, runId);
  if (on === 'test') await openTestPart(loaded.run, services);
  const report = await keptOfRun(services, loaded.run, 'report', `lists:${on}`, () => judge(loaded, on, context));
  const { split } = await services.storage.projects.get(loaded.run.projectId);
  return { ...report, testOpenings: split?.testOpenings.length ?? 0 };
}

/** What users met before the part is never listed: of the test part that is what they met in the validation part, too. */
async function judge({ run, read, recommender, train, pairsIn, from }: LoadedRecommender, on: 'validation' | 'test', context: WorkContext) {
  const known = on === 'test' ? union(pairsIn('validation'), train) : train;
  const asked = { held: pairsIn(on), known, from, k: read.listLength, part: on, seed: run.seed };
  const popular = openRecommender(popularity, { users: recommender.popularity }, train, from);
  const mine = await judgeLists(recommender, asked, partOf(context, 0, 0.6));
  const others = await judgeLists(popular, asked, partOf(context, 0.6, 1));
  const gain = await meanGain(mine.perUser.ndcg, others.perUser.ndcg, run.seed, context);
  const report = {
    runId: run.id,
    on,
    metrics: mine.metrics,
    gain,
    popularity: others.metrics,
    notes: mine.notes.map(({ message }) => message)
  };
  return report as unknown as PlainRecord;
}
