import type { WorkContext } from '../../core/context.ts';
import { gatherOutcome, type Outcome } from '../../core/outcome.ts';
import type { ParamValue } from '../../core/params.ts';
import type { Plain } from '../../core/plain.ts';
import { forkRng } from '../../core/rng.ts';
import type { SearchEstimate, SearchReport, SearchTrial } from '../../core/search-report.ts';
import { piecesOf } from '../../kernels/units.ts';
import { weightsOf } from '../../stages/evaluate/confusion.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { scoreboardOf } from '../../stages/evaluate/score.ts';
import { unitsOf } from '../../stages/evaluate/units-of.ts';
import { correctedWinner } from '../../stages/tune/corrected-winner.ts';
import { frontOf } from '../../stages/tune/front.ts';
import { paramImportance } from '../../stages/tune/param-importance.ts';
import { searchSpace } from '../../stages/tune/search-space.ts';
import { modelTypes } from '../model-types.ts';
import type { JobServices } from '../services.ts';
import { readOutOfFold } from './out-of-fold.ts';

export type FinishedSearch = Omit<SearchReport, 'estimate' | 'importance' | 'frontBySize' | 'frontByLatency'>;

/** Candidates beside the winner that the correction chooses among: those far behind are never chosen. */
const MOST_CANDIDATES = 40;

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
    importance: importanceOf(search),
    frontBySize: frontBy(search, ({ sizeBytes }) => sizeBytes),
    frontByLatency: frontBy(search, ({ latencyMs }) => latencyMs)
  };
  const value = report as unknown as Plain;
  await services.storage.results.put({ key: `search:${search.id}`, projectId, kind: 'search', value, createdAt: search.startedAt });
  return report;
}

const worthOf = ({ metric }: FinishedSearch, { score }: SearchTrial): number =>
  (metrics.get(metric).higherIsBetter ? 1 : -1) * (score?.value ?? NaN);

/** What the folds' models of the candidates said, by the same rows in the same order. */
async function estimateOf(search: FinishedSearch, { storage }: JobServices, context: WorkContext): Promise<SearchEstimate | null> {
  const [first] = search.trials.filter(({ runId }) => runId !== null);
  const ranked = search.trials
    .filter(({ runId, isWithin, score }) => runId !== null && isWithin && score !== null)
    .toSorted((a, b) => worthOf(search, b) - worthOf(search, a));
  const kept = ranked.filter((trial, i) => i < MOST_CANDIDATES || trial === first);
  const known: { readonly trial: SearchTrial; readonly outcome: Outcome }[] = [];
  for (const trial of kept) {
    const outcome = await readOutOfFold(storage, trial.runId!);
    if (outcome) known.push({ trial, outcome: firstRepeat(outcome, search) });
  }
  const winner = known.findIndex(({ trial }) => trial.runId === search.best);
  if (winner < 0) return null;
  const metric = metrics.get(search.metric);
  const { outcome } = known[winner]!;
  const units = unitsOf(outcome);
  const startsWithDefaults = search.search !== 'grid';
  const defaults = startsWithDefaults ? known.findIndex(({ trial }) => trial === first) : -1;
  return correctedWinner(
    {
      scorers: known.map((own) => {
        const scores = scoreboardOf([metric], own.outcome);
        return (weights) => scores(weights)[0]!;
      }),
      higherIsBetter: metric.higherIsBetter,
      winner,
      defaults: defaults < 0 ? null : defaults,
      pieces: units ? piecesOf(units) : Uint32Array.from(outcome.actual.keys()),
      weights: outcome.weights && weightsOf(outcome)
    },
    { ...context, rng: forkRng(search.seed, 'corrected winner') }
  );
}

/** Rows are judged once in every repeat of the folds: of more than one, the first. */
function firstRepeat(outcome: Outcome, { cv: { repeats = 1 } }: FinishedSearch): Outcome {
  if (repeats < 2) return outcome;
  return gatherOutcome(
    outcome,
    Uint32Array.from({ length: outcome.actual.length / repeats }, (_, row) => row)
  );
}

/** Over the trials on the share of rows that most had. */
function importanceOf(search: FinishedSearch): SearchReport['importance'] {
  const names = new Set(search.trials.flatMap(({ places }) => Object.keys(places)));
  const space = searchSpace(modelTypes.get(search.model).params).filter(({ name }) => names.has(name));
  const shares = [...new Set(search.trials.map(({ share }) => share))];
  const of = (share: number) => search.trials.filter((trial) => trial.share === share && trial.score !== null);
  const share = shares.reduce((best, own) => (of(own).length > of(best).length ? own : best), 1);
  const trials = of(share).map((trial) => ({ params: trial.params as Record<string, ParamValue>, loss: -worthOf(search, trial) }));
  return paramImportance(space, trials, forkRng(search.seed, 'param importance'));
}

function frontBy(search: FinishedSearch, costOf: (trial: SearchTrial) => number | null): string[] {
  const priced = search.trials.flatMap((trial) => {
    const cost = costOf(trial);
    return trial.runId === null || cost === null ? [] : [{ id: trial.runId, cost, worth: worthOf(search, trial) }];
  });
  return frontOf(priced);
}
