import type { ColumnSchema } from '../../core/schema.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { LearningTask } from '../../core/target.ts';
import type { Calls } from '../../predict/calls-type.ts';
import type { ModelPackage, PackageTarget } from '../../predict/package-type.ts';
import type { WorkContext } from '../../core/context.ts';
import type { LabelledRows } from '../experiment/labelled-rows.ts';
import { outcomeOf } from '../experiment/outcome-of.ts';
import { openScorer } from '../scoring/open-scorer.ts';
import { scoreInPieces } from '../scoring/score-in-pieces.ts';
import type { FitPlan, FittedPlan } from './fit-plan.ts';

/** What turns a fit's numbers into answers, the same for every fold. */
export interface FitScoring {
  readonly task: LearningTask;
  readonly columns: readonly ColumnSchema[];
  readonly target: PackageTarget;
  /** Code of the positive class, with two classes. */
  readonly positive: number | null;
  readonly threshold: number | null;
  /** Where answers are drawn by the chance that a mixture says. */
  readonly calls?: Calls;
}

/** Scores rows with a fit, by the one scorer there is. */
export async function scoreFit(
  plan: FitPlan,
  fit: FittedPlan,
  rows: LabelledRows,
  scoring: FitScoring,
  context: WorkContext
): Promise<Outcome> {
  const scores = await scoreInPieces(await openScorer(passingPackage(plan, fit, scoring)), rows.inputs, context);
  return outcomeOf(scores, rows, scoring.positive);
}

/** A package to score with and throw away: nothing in it for forms, drift or provenance. */
function passingPackage(plan: FitPlan, fit: FittedPlan, scoring: FitScoring): ModelPackage {
  return {
    format: 'lathe-package',
    formatVersion: 1,
    task: scoring.task,
    inputs: scoring.columns.map(({ name, type }) => ({ name, type, missingShare: 0, typical: null })),
    target: scoring.target,
    recipe: fit.recipe,
    model: { id: plan.model.id, label: plan.model.label, params: plan.params, state: fit.state },
    calibration: null,
    threshold: scoring.threshold,
    ...(scoring.calls ? { calls: scoring.calls } : {}),
    uncertainty: null,
    reference: {
      columns: [],
      prediction: { kind: 'number', name: scoring.target.name, edges: new Float64Array(0), below: new Float64Array(0), rows: 0, missing: 0 }
    },
    provenance: { datasetHash: '', splitHash: '', recipeHash: '', seed: plan.seed, trainRows: 0, latheVersion: '' }
  };
}
