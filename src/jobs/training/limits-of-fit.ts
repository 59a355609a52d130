import { partOf, type WorkContext } from '../../core/context.ts';
import { paramOutOfRange } from '../../core/errors/anywhere.ts';
import { columnKindMismatch } from '../../core/errors/packaging.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { limitsChoice } from '../../core/limits-choice.ts';
import { forkRng } from '../../core/rng.ts';
import { findColumn, gatherColumn, type CategoryColumn } from '../../core/table.ts';
import { applyRecipe } from '../../predict/apply-recipe.ts';
import { compileCalibration } from '../../predict/calibration.ts';
import type { Limits } from '../../predict/limits-type.ts';
import { modelScorers } from '../../predict/model-registry.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { fitDistance } from '../../stages/evaluate/limits/distance.ts';
import { groupRows, type GroupedLimits } from '../../stages/evaluate/limits/group-rows.ts';
import { fitIsolation } from '../../stages/evaluate/limits/isolation.ts';
import { marksOf } from '../../stages/evaluate/limits/marks.ts';
import { fitSets } from '../../stages/evaluate/limits/prediction-sets.ts';
import { fitWidths } from '../../stages/evaluate/limits/widths.ts';
import type { Experiment } from '../experiment/load-experiment.ts';
import { takeRows, type LabelledRows } from '../experiment/labelled-rows.ts';
import { joinOutcomes } from '../experiment/outcome-of.ts';
import type { FoldOutcome } from './cross-validate.ts';
import { endsOfFit } from './ends-of-fit.ts';
import type { FitOutside, FittedPlan } from './fit-plan.ts';
import type { LeftOut } from './leave-out.ts';
import type { RunPlan } from './plan-run.ts';
import type { RunRequest } from './run-request.ts';

/** What the limits of a package are learned from. */
export interface FittedRun {
  readonly leftOut: LeftOut;
  readonly calibration: ModelPackage['calibration'];
  readonly fit: FittedPlan;
  readonly training: LabelledRows;
}

/**
 * Whether the models of the folds have to be kept beside what they said: CV+ asks them, own quantiles are asked of them, and the energy of a network is not in its answers.
 * @throws LatheError `column-not-found`, `column-kind-mismatch`, or `param-out-of-range` where the promise can't be kept by the column that is named
 */
export function needsFits(
  { model, scoring }: Pick<RunPlan, 'model' | 'scoring'>,
  { limits, experiment }: Pick<RunRequest, 'limits' | 'experiment'>
): boolean {
  const choice = limitsChoice(limits);
  if (!choice) return false;
  if (choice.by !== null) groupColumn(experiment, choice.by);
  const scorer = modelScorers.find(model.id);
  if (scoring.task === 'classification') return scorer?.energy !== undefined;
  return choice.intervals === 'plus' || (choice.intervals === 'quantiles' && scorer?.atQuantile !== undefined);
}

function groupColumn({ table, problem }: Pick<Experiment, 'table' | 'problem'>, by: string): CategoryColumn {
  if (by === problem.target)
    throw paramOutOfRange('train', 'limits.by', 'another column than the target, which nobody knows beforehand', by);
  const column = findColumn(table, by);
  const known = table.columns.map(({ name }) => name);
  if (!column) throw columnNotFound(by, known);
  if (column.kind !== 'category') throw columnKindMismatch('Limits by group', by, column.kind, ['category']);
  return column;
}

/**
 * What a package knows of where it should not be asked: sets of classes, or ends of intervals, from training rows left out of folds; and how far from the
 * training rows a row lies, by all measures there are for its model.
 * @returns null where it is not asked for
 * @throws what a fit throws, and the signal's reason when it is aborted
 */
export async function limitsOfFit(plan: RunPlan, request: RunRequest, fitted: FittedRun, outside: FitOutside): Promise<Limits | null> {
  const choice = limitsChoice(request.limits);
  if (!choice) return null;
  const { leftOut, calibration, fit, training } = fitted;
  const outcome = joinOutcomes(leftOut.judged.map((fold) => fold.outcome));
  const grouped = choice.by === null ? null : groupsOf(plan, request.experiment, leftOut, choice.by);
  const features = applyRecipe(fit.recipe, training.inputs);
  const forest = await fitIsolation(features, { ...partOf(outside, 0, 0.1), rng: forkRng(plan.seed, 'limits') });
  const shared = { distance: fitDistance(features), ...(forest ? { forest } : {}), ...(grouped ? { groups: grouped.groups } : {}) };
  if (outcome.kind === 'numbers') {
    if (outcome.orders) return { sets: null, widths: null, ...shared };
    const ends =
      choice.intervals === 'stretches'
        ? null
        : await endsOfFit(choice.intervals, plan, { ...fitted, grouped, request }, partOf(outside, 0.1, 1));
    return { sets: null, widths: ends ? null : fitWidths(outcome, grouped), ...shared, ...(ends ? { ends } : {}) };
  }
  const probabilities = outcome.probabilities.slice();
  compileCalibration(calibration, outcome.labels.length)(probabilities);
  const energy = await energyOf(plan, leftOut, outside);
  return {
    sets: fitSets({ ...outcome, probabilities }, grouped, { kind: choice.sets, draw: forkRng(plan.seed, 'sets') }),
    widths: null,
    ...shared,
    ...(energy ? { energy } : {})
  };
}

/** The groups of the rows left out, fold after fold. */
function groupsOf(plan: RunPlan, experiment: Experiment, leftOut: LeftOut, by: string): GroupedLimits {
  const column = groupColumn(experiment, by);
  const rows = leftOut.judged.flatMap(({ fold }) => [...fold.validation]);
  const beside = gatherColumn(column, Uint32Array.from(rows)) as CategoryColumn;
  return groupRows(
    beside,
    plan.scoring.columns.some(({ name }) => name === by)
  );
}

/** Fewest rows left out whose energies say what is rare. */
const FEWEST_ENERGIES = 100;

/** How little speaks for any class on rows that a fold's network had not seen: of those it learned from it is surer than it will be again. */
async function energyOf(plan: RunPlan, { judged }: LeftOut, context: WorkContext): Promise<Limits['energy'] | null> {
  const scorer = modelScorers.find(plan.model.id);
  if (!scorer?.energy || judged.some(({ fit }) => !fit)) return null;
  const energies: number[] = [];
  for (const { fold, fit } of judged as readonly Required<FoldOutcome>[]) {
    const told = scorer.energy(fit.state)?.(applyRecipe(fit.recipe, takeRows(plan.rows, fold.validation).inputs));
    if (told) energies.push(...told);
    await context.breathe();
    context.signal.throwIfAborted();
  }
  return energies.length < FEWEST_ENERGIES ? null : { marks: marksOf(Float64Array.from(energies)), n: energies.length };
}
