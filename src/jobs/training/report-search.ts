import type { WorkContext } from '../../core/context.ts';
import type { ParamValue } from '../../core/params.ts';
import type { Plain } from '../../core/plain.ts';
import { createRegistry } from '../../core/registry.ts';
import { forkRng } from '../../core/rng.ts';
import type { SearchEstimate, SearchGlance, SearchReport, SearchTrial } from '../../core/search-report.ts';
import { taskMetrics } from '../../core/task-metrics.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { frontOf } from '../../stages/tune/front.ts';
import { paramImportance } from '../../stages/tune/param-importance.ts';
import { searchSpace } from '../../stages/tune/search-space.ts';
import { modelTypes } from '../model-types.ts';
import { taskWays } from '../tasks/registry.ts';
import type { JobServices } from '../services.ts';
import { estimateWinner } from './estimate-winner.ts';

export type FinishedSearch = Omit<SearchReport, 'estimate' | keyof SearchGlance>;

/** As much of one as there is while it goes on. */
export type Tried = Pick<FinishedSearch, 'model' | 'metric' | 'seed' | 'trials'>;

/**
 * What can be learned from a search: how much of the winner's score is luck of the choice, which parameters mattered, and what is the best for its size and
 * speed. Only rows left out of folds of the training part are looked at. It is kept with the project.
 */
export async function reportSearch(
  job: { readonly projectId: string; readonly search: FinishedSearch },
  services: JobServices,
  context: WorkContext
): Promise<SearchReport> {
  const { search, projectId } = job;
  const report: SearchReport = {
    ...search,
    estimate: await estimateOf(search, services, context),
    ...glanceAtSearch(search)
  };
  const value = report as unknown as Plain;
  await services.storage.results.put({ key: `search:${search.id}`, projectId, kind: 'search', value, createdAt: search.startedAt });
  return report;
}

/** What its trials tell so far. */
export const glanceAtSearch = (search: Tried): SearchGlance => ({
  importance: importanceOf(search),
  frontBySize: frontBy(search, ({ sizeBytes }) => sizeBytes),
  frontByLatency: frontBy(search, ({ latencyMs }) => latencyMs)
});

const specialModels = createRegistry(
  'model',
  taskWays.all.flatMap(({ models }) => models)
);
const isSpecialModel = (id: string) => specialModels.find(id) !== undefined;
const specsOf = (id: string) => (specialModels.find(id) ?? modelTypes.get(id)).params;

const worthOf = ({ metric }: Tried, { score }: SearchTrial): number =>
  ((metrics.find(metric) ?? taskMetrics.get(metric)).higherIsBetter ? 1 : -1) * (score?.value ?? NaN);

function estimateOf(search: FinishedSearch, { storage }: JobServices, context: WorkContext): Promise<SearchEstimate | null> {
  const { metric, cv, seed, best } = search;
  // What luck the choice had is told from rows left out of folds, which special tasks have none of.
  if (cv === null || isSpecialModel(search.model)) return Promise.resolve(null);
  const [first] = search.trials.filter(({ runId }) => runId !== null);
  const candidates = search.trials.flatMap(({ runId, isWithin, score }) =>
    runId !== null && isWithin && score !== null ? [{ runId, score: score.value }] : []
  );
  const reference = search.search === 'grid' ? null : (first?.runId ?? null);
  return estimateWinner({ metric, cv, seed, candidates, winner: best, reference }, storage, context);
}

/** Over the trials on the share of rows that most had. */
function importanceOf(search: Tried): SearchReport['importance'] {
  const names = new Set(search.trials.flatMap(({ places }) => Object.keys(places)));
  const space = searchSpace(specsOf(search.model)).filter(({ name }) => names.has(name));
  const shares = [...new Set(search.trials.map(({ share }) => share))];
  const of = (share: number) => search.trials.filter((trial) => trial.share === share && trial.score !== null);
  const share = shares.reduce((best, own) => (of(own).length > of(best).length ? own : best), 1);
  const trials = of(share).map((trial) => ({ params: trial.params as Record<string, ParamValue>, loss: -worthOf(search, trial) }));
  return paramImportance(space, trials, forkRng(search.seed, 'param importance'));
}

function frontBy(search: Tried, costOf: (trial: SearchTrial) => number | null): string[] {
  const priced = search.trials.flatMap((trial) => {
    const cost = costOf(trial);
    return trial.runId === null || cost === null ? [] : [{ id: trial.runId, cost, worth: worthOf(search, trial) }];
  });
  return frontOf(priced);
}
