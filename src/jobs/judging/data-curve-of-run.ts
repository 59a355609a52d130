import { partOf, type WorkContext } from '../../core/context.ts';
import type { DataCurve } from '../../core/data-curve.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { forkRng } from '../../core/rng.ts';
import type { Fold } from '../../core/split.ts';
import { mean } from '../../core/stats.ts';
import { grouped } from '../../core/words.ts';
import { dataCurve } from '../../stages/evaluate/more-data/data-curve.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { chanceOf, scoreOutcome } from '../../stages/evaluate/score.ts';
import { shrinkFolds } from '../../stages/split/shrink-folds.ts';
import { joinOutcomes } from '../experiment/outcome-of.ts';
import type { TrainingServices } from '../services.ts';
import type { FoldOutcome } from '../training/cross-validate.ts';
import { crossValidateRun } from '../training/cross-validate-run.ts';
import { foldsAsDivided, foldsWithinTraining } from '../training/folds-within-training.ts';
import type { RunPlan } from '../training/plan-run.ts';
import { aboutDataCurve } from './about-run.ts';
import { keptOfRun } from './kept-of-run.ts';
import { loadJudged, type JudgedRun } from './load-judged.ts';
import { planAgain, studyOutside } from './refit.ts';

/** Sizes that are tried, and how far the smallest lies below the largest at most. */
const SIZES = 6;
const MOST_TIMES = 32;

/** Fewest rows that anything is learned from, and those for each class. */
const FEWEST = 20;
const FEWEST_OF_CLASS = 5;

/** Up to so many training rows the folds are dealt out three times, for fewer than a dozen scores say little of their spread. */
const FEW_ROWS = 2_000;

/**
 * The score of a run's model by how many rows it learns from, within the training part alone: at each of six sizes it is fitted anew in every fold of the
 * division, on some of the fold's rows, and judged on all that the fold left out. Neither validation nor test rows take part.
 * @throws LatheError `run-not-done`, `ensemble-unfit`
 */
export async function dataCurveOfRun(
  { runId }: { readonly runId: string },
  services: TrainingServices,
  context: WorkContext
): Promise<PlainRecord> {
  const judged = await loadJudged(services, runId);
  const { metric } = judged.experiment.problem;
  return keptOfRun(
    services,
    judged.run,
    'data-curve',
    await aboutDataCurve(metric),
    async () => (await studySizes(judged, metric, services, context)) as unknown as PlainRecord
  );
}

async function studySizes(judged: JudgedRun, metricId: string, services: TrainingServices, context: WorkContext): Promise<DataCurve> {
  const plan = planAgain(judged);
  const asked = { ...judged, calibrate: judged.run.calibrate, split: { spec: judged.run.split, parts: judged.parts } };
  const metric = metrics.get(metricId);
  const folds = foldsFor(plan, judged);
  const shares = sharesFor(folds, plan);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const sizes: { rows: number; scores: number[] }[] = [];
  let whole: readonly FoldOutcome[] = [];
  let done = 0;
  for (const share of shares) {
    const part = partOf(studyOutside(services, context), done / total, (done + share) / total);
    const some = shrinkFolds(folds, plan.rows, share, plan.seed);
    const rows = mean(some.map(({ train }) => train.length));
    const told = { ...part, onProgress: (at: number) => part.onProgress(at, `learning from ${grouped(rows)} rows`) };
    const outcomes = await unlessTooFew(() => crossValidateRun(plan, some, asked, told), share < 1);
    if (!outcomes) break;
    if (share === 1) whole = outcomes;
    sizes.unshift({ rows, scores: outcomes.map(({ outcome }) => scoreOutcome(metric, outcome)) });
    done += share;
  }
  context.onProgress(1);
  return dataCurve(
    metric,
    {
      rows: sizes.map(({ rows }) => rows),
      scores: sizes.map(({ scores }) => scores),
      sizes: { train: mean(folds.map(({ train }) => train.length)), validation: mean(folds.map(({ validation }) => validation.length)) },
      chance: chanceOf(metric, joinOutcomes(whole.map(({ outcome }) => outcome)))
    },
    forkRng(plan.seed, 'data curve')
  );
}

function foldsFor(plan: RunPlan, { run, experiment, parts }: JudgedRun): readonly Fold[] {
  const first = foldsAsDivided(plan, experiment, { spec: run.split, parts });
  const isByChance = first.cv.kind === 'k-fold' || first.cv.kind === 'stratified' || first.cv.kind === 'group';
  if (!isByChance || parts.train.length > FEW_ROWS) return first.folds;
  return [...first.folds, ...[1, 2].flatMap((seed) => foldsWithinTraining(plan, experiment, first.cv, seed).folds)];
}

/** The largest first, each the same number of times the next. */
function sharesFor(folds: readonly Fold[], plan: RunPlan): number[] {
  const most = Math.min(...folds.map(({ train }) => train.length));
  const { target } = plan.rows;
  const fewest = Math.max(FEWEST, target.kind === 'classes' ? FEWEST_OF_CLASS * target.labels.length : 0);
  const times = Math.min(MOST_TIMES, most / fewest);
  if (times < 2) return [1];
  return Array.from({ length: SIZES }, (_, i) => times ** (-i / (SIZES - 1)));
}

/** Few rows may leave a class out, or what else a learner can't do without: the curve begins above them. */
async function unlessTooFew<T>(make: () => Promise<T>, mayFail: boolean): Promise<T | null> {
  try {
    return await make();
  } catch (error) {
    if (!mayFail || !isLatheError(error)) throw error;
    return null;
  }
}
