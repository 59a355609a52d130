import type { WorkContext } from '../../core/context.ts';
import type { Metric } from '../../core/outcome.ts';
import { forkRng } from '../../core/rng.ts';
import type { SearchEstimate } from '../../core/search-report.ts';
import type { CvSpec } from '../../core/split.ts';
import { piecesOf } from '../../kernels/units.ts';
import { weightsOf } from '../../stages/evaluate/confusion.ts';
import { foldMean } from '../../stages/evaluate/fold-mean.ts';
import { judge } from '../../stages/evaluate/judge.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { unitsOf } from '../../stages/evaluate/units-of.ts';
import { correctedWinner } from '../../stages/tune/corrected-winner.ts';
import type { Storage } from '../../storage/storage.ts';
import { firstRepeat, readOutOfFold, type OutOfFold } from './out-of-fold.ts';

/** A choice among runs that were judged over the same folds. */
export interface Choice {
  readonly metric: string;
  readonly cv: CvSpec;
  readonly seed: number;
  /** What was chosen among. */
  readonly candidates: readonly { readonly runId: string; readonly score: number }[];
  readonly winner: string | null;
  /** What the gain is measured against; it is a candidate too. */
  readonly reference: string | null;
}

/** Candidates that the correction chooses among: those far behind are never chosen. */
const MOST_CANDIDATES = 40;

/** How much of the winner's score is luck of the choice, by what the folds' models of the candidates said of the same rows. @returns null where too little is known */
export async function estimateWinner(choice: Choice, storage: Storage, context: WorkContext): Promise<SearchEstimate | null> {
  const { winner, reference, seed } = choice;
  const metric = metrics.get(choice.metric);
  const worth = (score: number) => (metric.higherIsBetter ? score : -score);
  const ranked = choice.candidates.toSorted((a, b) => worth(b.score) - worth(a.score));
  const kept = ranked.filter(({ runId }, i) => i < MOST_CANDIDATES || runId === reference || runId === winner);
  const known: (OutOfFold & { readonly runId: string })[] = [];
  for (const { runId } of kept) {
    const found = await readOutOfFold(storage, runId);
    if (found) known.push({ runId, ...firstRepeat(found, choice.cv) });
  }
  const placeOf = (id: string | null) => known.findIndex(({ runId }) => runId === id);
  if (placeOf(winner) < 0) return null;
  const { outcome } = known[placeOf(winner)]!;
  const units = unitsOf(outcome);
  const found = await correctedWinner(
    {
      scorers: known.map((own) => foldMean(metric, own.outcome, own.places?.folds ?? null)),
      higherIsBetter: metric.higherIsBetter,
      winner: placeOf(winner),
      reference: placeOf(reference) < 0 ? null : placeOf(reference),
      pieces: units ? piecesOf(units) : Uint32Array.from(outcome.actual.keys()),
      weights: outcome.weights && weightsOf(outcome)
    },
    { ...context, rng: forkRng(seed, 'corrected winner') }
  );
  return found && withWidth(found, async () => (await judge(outcome, { seed, context, metrics: [metric.id] }))[metric.id]!);
}

/** Where every resample gives the same score, as where all rows are right, drawing tells nothing of how sure it is: the bounds are those of the score itself. */
async function withWidth(found: SearchEstimate, ownScore: () => Promise<Metric>): Promise<SearchEstimate> {
  const { corrected } = found;
  if (corrected.low < corrected.high) return found;
  const { low, high, method } = await ownScore();
  return { ...found, corrected: { ...corrected, low, high, method: `${method}; every resample gives the same value` } };
}
