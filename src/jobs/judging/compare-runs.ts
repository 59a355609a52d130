import { partOf, type WorkContext } from '../../core/context.ts';
import { labelApart } from '../../core/labels-apart.ts';
import { partEmpty } from '../../core/errors/splitting.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { comparePair, correctPairs, type PairComparison } from '../../stages/evaluate/compare/compare-pair.ts';
import { type FurtherTest, oddsOf, testFolds, testRows } from '../../stages/evaluate/compare/further-tests.ts';
import type { PracticalOdds } from '../../stages/evaluate/compare/practical.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { sayComparison, sayOdds } from '../../stages/evaluate/words.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { JobServices } from '../services.ts';
import { readOutOfFold } from '../training/out-of-fold.ts';
import { compareForecasts } from '../tasks/forecasting/compare-forecasts.ts';
import { compareLists } from '../tasks/recommendation/compare-lists.ts';
import { loadJudged, scorePart } from './load-judged.ts';
import { sharedFolds } from './shared-folds.ts';

export interface CompareJob {
  readonly runIds: readonly string[];
  /** Every test there is of each pair, and how likely its difference is to matter. */
  readonly all?: boolean;
  /** From which difference on it matters, in the unit of the metric. */
  readonly rope?: number;
}

interface Candidate {
  readonly id: string;
  readonly label: string;
  readonly run: RunRecord;
  readonly outcome: Outcome;
}

interface ComparedPair extends PairComparison {
  readonly a: Candidate;
  readonly b: Candidate;
  readonly further: readonly FurtherTest[];
  readonly odds: PracticalOdds | null;
}

/** Each pair of runs on the same validation rows, p-values corrected for how many pairs there are. The test part is not touched. */
export async function compareRuns(job: CompareJob, services: JobServices, context: WorkContext): Promise<PlainRecord> {
  const runs = await Promise.all(job.runIds.map((id) => services.storage.runs.get(id)));
  if (runs.some(({ question }) => question.task === 'forecasting')) return compareForecasts(runs, services);
  if (runs.some(({ question }) => question.task === 'recommendation')) return compareLists(job.runIds, services, context);
  const candidates: Candidate[] = [];
  let metric = 'accuracy';
  for (const [i, id] of job.runIds.entries()) {
    const judged = await loadJudged(services, id);
    metric = judged.experiment.problem.metric;
    const hasPart = judged.parts.validation.length > 0;
    const scoring = partOf(context, (0.3 * i) / job.runIds.length, (0.3 * (i + 1)) / job.runIds.length);
    const outcome = hasPart
      ? (await scorePart(judged, 'validation', scoring)).outcome
      : (await readOutOfFold(services.storage, id))?.outcome;
    if (!outcome) throw partEmpty('validation');
    candidates.push({ id, label: labelApart(judged.run, runs), run: judged.run, outcome });
  }
  const pairs = correctAll(await comparePairs(candidates, { ...job, metric }, partOf(context, 0.3, 1)));
  context.onProgress(1);
  return { metric, pairs: pairs.map((pair) => told(pair, metric)) } as unknown as PlainRecord;
}

type Asked = CompareJob & { readonly metric: string };

async function comparePairs(candidates: readonly Candidate[], asked: Asked, context: WorkContext): Promise<ComparedPair[]> {
  const couples = candidates.flatMap((a, i) => candidates.slice(i + 1).map((b) => [a, b] as const));
  const pairs: ComparedPair[] = [];
  for (const [i, [a, b]] of couples.entries()) {
    const part = partOf(context, i / couples.length, (i + 1) / couples.length);
    const own = await comparePair(a.outcome, b.outcome, asked.metric, { seed: 0, context: partOf(part, 0, 0.3) });
    pairs.push({ a, b, ...own, ...(await furtherOf([a, b], own, asked, partOf(part, 0.3, 1))) });
  }
  return pairs;
}

/** The other tests, where they were asked for. */
async function furtherOf(
  [a, b]: readonly [Candidate, Candidate],
  already: PairComparison,
  { all = false, rope, metric }: Asked,
  context: WorkContext
): Promise<Pick<ComparedPair, 'further' | 'odds'>> {
  if (!all) return { further: [], odds: null };
  const folds = sharedFolds(a.run, b.run, metric);
  const onRows = await testRows(a.outcome, b.outcome, metric, { seed: 0, context, already });
  return { further: [...onRows, ...(folds ? testFolds(folds) : [])], odds: folds && oddsOf(folds, metric, rope) };
}

/** Each test over all pairs is a family of its own. */
function correctAll(pairs: readonly ComparedPair[]): ComparedPair[] {
  const own = correctPairs(pairs);
  const families = new Map<string, FurtherTest[]>();
  for (const one of pairs.flatMap(({ further }) => further)) families.set(one.test, [...(families.get(one.test) ?? []), one]);
  const corrected = new Map([...families.values()].flatMap((family) => correctPairs(family).map((one, i) => [family[i]!, one] as const)));
  return own.map((pair) => ({ ...pair, further: pair.further.map((one) => corrected.get(one)!) }));
}

function told({ a, b, further, odds, ...pair }: ComparedPair, metricId: string) {
  const metric = metrics.get(metricId);
  const names = [a.label, b.label] as const;
  const say = (one: PairComparison) => sayComparison(metric, names, one);
  return {
    a: a.id,
    b: b.id,
    ...pair,
    sentence: say(pair),
    further: further.map((one) => ({ ...one, sentence: say(one) })),
    odds: odds && { ...odds, sentence: sayOdds(metric, names, odds) }
  };
}
