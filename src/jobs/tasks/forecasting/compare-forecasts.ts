import { originsDiffer } from '../../../core/errors/forecasting.ts';
import { runNotDone } from '../../../core/errors/judging.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { brief, counted } from '../../../core/words.ts';
import { correctPairs, type PairComparison } from '../../../stages/evaluate/compare/compare-pair.ts';
import { differenceOf } from '../../../stages/forecast/evaluate/diebold-mariano.ts';
import { measures } from '../../../stages/forecast/evaluate/measures.ts';
import type { RunRecord } from '../../../storage/records/run.ts';
import type { JobServices } from '../../services.ts';

/** Measures whose value at an origin is a mean of losses: the others are no losses that could be averaged. */
const LOSSES = ['mase', 'mae', 'smape', 'pinball'];

type NamedPair = PairComparison & { readonly a: RunRecord; readonly b: RunRecord };

/**
 * Each pair of forecasters by their loss at the origins both were judged from, p-values corrected for how many pairs there are. The sealed end is not touched.
 * @throws LatheError `run-not-done`, or `origins-differ` for runs of other data or another horizon
 */
export async function compareForecasts(runs: readonly RunRecord[], { storage }: JobServices): Promise<PlainRecord> {
  const [first] = runs;
  for (const run of runs) {
    if (run.status !== 'done') throw runNotDone(run.label, run.status);
    if (!isAlike(run, first!)) throw originsDiffer(first!.label, run.label);
  }
  const { problem } = await storage.projects.get(first!.projectId);
  const metric = problem && LOSSES.includes(problem.metric) ? problem.metric : 'mase';
  const found = runs.flatMap((a, i) => runs.slice(i + 1).map((b): NamedPair => ({ a, b, ...compareTwo(a, b, metric) })));
  const pairs = correctPairs(found).map(({ a, b, ...pair }) => ({
    a: a.id,
    b: b.id,
    ...pair,
    sentence: sentenceOf(a, b, pair, metric),
    further: [],
    odds: null
  }));
  return { metric, pairs } as unknown as PlainRecord;
}

const isAlike = (run: RunRecord, other: RunRecord): boolean =>
  run.datasetHash === other.datasetHash &&
  run.splitHash === other.splitHash &&
  run.question.task === 'forecasting' &&
  (['target', 'horizon', 'season', 'series', 'time'] as const).every((key) => run.question[key] === other.question[key]);

/** Origins step back from one end, so the latest are shared by both. */
function compareTwo(a: RunRecord, b: RunRecord, metric: string): PairComparison {
  const [first, second] = [a.folds ?? [], b.folds ?? []];
  const shared = Math.min(first.length, second.length);
  const gaps = Array.from({ length: shared }, (_, i) => first.at(i - shared)![metric]! - second.at(i - shared)![metric]!);
  const { difference, low, high, pValue, test, origins } = differenceOf(Float64Array.from(gaps.filter(Number.isFinite)));
  return { difference: { value: difference, low, high, method: test, n: origins }, pValue, test };
}

function sentenceOf(a: RunRecord, b: RunRecord, { difference, pValue, test }: PairComparison, metric: string): string {
  const label = measures.get(metric).label;
  const over = `over ${counted(difference.n, 'origin')}`;
  if (Number.isNaN(pValue)) return `${a.label} and ${b.label} can’t be compared by ${label} ${over}: there are too few.`;
  const said = `(${test}, p ${pValue < 0.001 ? '< 0.001' : pValue.toFixed(3)})`;
  if (pValue >= 0.05) return `${a.label} and ${b.label} can’t be told apart by ${label} ${over} ${said}.`;
  const [better, worse] = difference.value < 0 ? [a, b] : [b, a];
  return `${better.label} is better than ${worse.label} by ${brief(Math.abs(difference.value))} in ${label} ${over} ${said}.`;
}
