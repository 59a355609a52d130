import type { WorkContext } from '../../core/context.ts';
import { partEmpty } from '../../core/errors/splitting.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { comparePair, correctPairs, type PairComparison } from '../../stages/evaluate/compare/compare-pair.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { sayComparison } from '../../stages/evaluate/words.ts';
import type { JobServices } from '../services.ts';
import { readOutOfFold } from '../training/out-of-fold.ts';
import { compareForecasts } from '../tasks/forecasting/compare-forecasts.ts';
import { loadJudged, scorePart } from './load-judged.ts';

interface Candidate {
  readonly id: string;
  readonly label: string;
  readonly outcome: Outcome;
}

/** Each pair of runs on the same validation rows, p-values corrected for how many pairs there are. The test part is not touched. */
export async function compareRuns(
  job: { readonly runIds: readonly string[] },
  services: JobServices,
  context: WorkContext
): Promise<PlainRecord> {
  const runs = await Promise.all(job.runIds.map((id) => services.storage.runs.get(id)));
  if (runs.some(({ question }) => question.task === 'forecasting')) return compareForecasts(runs, services);
  const candidates: Candidate[] = [];
  let metric = 'accuracy';
  for (const id of job.runIds) {
    const judged = await loadJudged(services, id);
    metric = judged.experiment.problem.metric;
    const hasPart = judged.parts.validation.length > 0;
    const outcome = hasPart ? (await scorePart(judged, 'validation', context)).outcome : await readOutOfFold(services.storage, id);
    if (!outcome) throw partEmpty('validation');
    candidates.push({ id, label: judged.run.label, outcome });
  }
  const pairs = correctPairs(await comparePairs(candidates, metric, context));
  return { metric, pairs: pairs.map((pair) => told(pair, metric)) } as unknown as PlainRecord;
}

type NamedPair = PairComparison & { readonly a: Candidate; readonly b: Candidate };

async function comparePairs(candidates: readonly Candidate[], metric: string, context: WorkContext): Promise<NamedPair[]> {
  const pairs: NamedPair[] = [];
  for (const [i, a] of candidates.entries()) {
    for (const b of candidates.slice(i + 1)) {
      pairs.push({ a, b, ...(await comparePair(a.outcome, b.outcome, metric, { seed: 0, context })) });
    }
  }
  return pairs;
}

function told({ a, b, ...pair }: NamedPair, metric: string) {
  return { a: a.id, b: b.id, ...pair, sentence: sayComparison(metrics.get(metric), [a.label, b.label], pair) };
}
