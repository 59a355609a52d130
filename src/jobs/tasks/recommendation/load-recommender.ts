import { runNotDone } from '../../../core/errors/judging.ts';
import { notARecommender, recommenderOutOfDate } from '../../../core/errors/recommending.ts';
import type { Interactions } from '../../../core/interactions.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import type { Parts } from '../../../core/split.ts';
import { readPlain } from '../../../predict/package-file.ts';
import { openRecommender, type Recommender } from '../../../stages/recommend/fitted.ts';
import { recommenders } from '../../../stages/recommend/registry.ts';
import type { RecommenderType } from '../../../stages/recommend/recommender.ts';
import type { RunRecord } from '../../../storage/records/run.ts';
import { partNames, readRowSet } from '../../experiment/row-sets.ts';
import type { JobServices } from '../../services.ts';
import { loadStudy } from '../study.ts';
import { eventsOf, pairsOf, type StudyEvents } from './interactions-of.ts';
import { sizesOf } from './recommendation-way.ts';

/** A finished run, ready to answer. */
export interface LoadedRecommender {
  readonly run: RunRecord;
  readonly read: StudyEvents;
  readonly type: RecommenderType;
  readonly recommender: Recommender;
  readonly train: Interactions;
  /** Pairs of a part of the run's own division. */
  readonly pairsIn: (part: keyof Parts) => Interactions;
  readonly from: number | null;
}

interface Kept {
  readonly state: { readonly users: number; readonly items: number; readonly state: PlainRecord };
}

/** @throws LatheError `not-a-recommender`, `run-not-done` or `recommender-out-of-date` */
export async function loadRecommender({ storage }: Pick<JobServices, 'storage'>, runId: string): Promise<LoadedRecommender> {
  const run = await storage.runs.get(runId);
  if (run.question.task !== 'recommendation') throw notARecommender(run.label, run.question.task);
  if (run.status !== 'done') throw runNotDone(run.label, run.status);
  const study = await loadStudy(storage, run.projectId, run);
  const read = eventsOf(study);
  const { state } = readPlain(await storage.packages.get(run.modelHash)) as unknown as Kept;
  const sizes = sizesOf(read.events);
  if (state.users !== sizes.users || state.items !== sizes.items) throw recommenderOutOfDate(run.label);
  const [train, validation, test] = await Promise.all(partNames.map((part) => readRowSet(storage, run.parts[part])));
  const parts: Parts = { train: train!, validation: validation!, test: test! };
  const pairs = pairsOf(study, read, parts);
  const type = recommenders.get(run.model);
  const recommender = openRecommender(type, state.state, pairs.train, pairs.from);
  return { run, read, type, recommender, train: pairs.train, pairsIn: (part) => pairs.of(parts[part]), from: pairs.from };
}
