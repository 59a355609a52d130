import { hashOf } from '../../core/hash.ts';
import type { FittedStep } from '../../core/recipe.ts';
import type { WorkContext } from '../../core/context.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { ModelPackage, PackageTarget } from '../../predict/package-type.ts';
import { endPackage, startPackage } from '../../stages/package/build-package.ts';
import { hashOfParts } from '../experiment/row-sets.ts';
import { openScorer } from '../scoring/open-scorer.ts';
import { scoreInPieces } from '../scoring/score-in-pieces.ts';
import type { Study } from './study.ts';
import type { TaskAsk, TaskPlan } from './task-way.ts';

export interface TaskPacking {
  readonly label: string;
  readonly state: PlainRecord;
  readonly recipe: readonly FittedStep[];
  readonly target: PackageTarget;
}

/** A package of a model that can answer new rows: the same as any other, so that it scores and is exported by the same code. */
export async function packTask(
  study: Study,
  plan: TaskPlan,
  ask: TaskAsk,
  { label, state, recipe, target }: TaskPacking,
  context: WorkContext
): Promise<ModelPackage> {
  const { dataset, inputs } = study;
  const schema = new Map(dataset.columns.map((column) => [column.name, column]));
  const started = startPackage({
    features: inputs.columns.map(({ name }) => schema.get(name)!),
    training: inputs,
    target,
    recipe,
    model: { id: ask.model, label, params: ask.params, state },
    calibration: null,
    threshold: null,
    uncertainty: null,
    provenance: {
      datasetHash: dataset.hash,
      splitHash: await hashOfParts(plan.parts),
      recipeHash: await hashOf(plan.steps as never),
      seed: ask.seed,
      trainRows: inputs.rows,
      latheVersion: ask.latheVersion,
      ...(dataset.synthetic ? { synthetic: true as const } : {})
    }
  });
  return endPackage(started, inputs, await scoreInPieces(await openScorer(started), inputs, context));
}
