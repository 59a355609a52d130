import { partOf, type WorkContext } from '../../../core/context.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { openRecommender } from '../../../stages/recommend/fitted.ts';
import { judgeLists } from '../../../stages/recommend/judge-lists.ts';
import { meanGain } from '../../../stages/recommend/list-intervals.ts';
import { popularity } from '../../../stages/recommend/models/popularity.ts';
import { union } from '../../../stages/recommend/taken.ts';
import type { RunRecord } from '../../../storage/records/run.ts';
import { readRowSet } from '../../experiment/row-sets.ts';
import { keptOfRun } from '../../judging/kept-of-run.ts';
import type { JobServices } from '../../services.ts';
import { loadRecommender, type LoadedRecommender } from './load-recommender.ts';

/** Judges the lists of a run on a part it was not fitted on. Opening the test part is counted before anything is shown. */
export async function evaluateLists(
  { runId, on }: { readonly runId: string; readonly on: 'validation' | 'test' },
  services: JobServices,
  context: WorkContext
): Promise<PlainRecord> {
  const loaded = await loadRecommender(services, runId);
  if (on === 'test') await openTest(loaded.run, services);
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

/** The first opening makes the run's division the project's, so that it is counted where all openings are. */
async function openTest(run: RunRecord, { storage, now }: JobServices): Promise<void> {
  const at = now();
  const [train, validation, test] = await Promise.all(
    (['train', 'validation', 'test'] as const).map(async (part) => (await readRowSet(storage, run.parts[part])).length)
  );
  const own = {
    spec: run.split,
    datasetId: run.datasetId,
    hash: run.splitHash,
    rows: { train: train!, validation: validation!, test: test! },
    parts: run.parts,
    notes: [],
    testOpenings: []
  };
  await storage.projects.update(run.projectId, (project) => {
    const split = project.split ?? own;
    return { ...project, split: { ...split, testOpenings: [...split.testOpenings, { at, runId: run.id }] } };
  });
  await storage.audit.append(run.projectId, at, 'test-opened', `for ${run.label}, package ${run.modelHash.slice(0, 12)}`);
}
