import { createRng } from '../../core/rng.ts';
import { gatherKinship, type Kinship } from '../../core/kinship.ts';
import type { FeatureNeeds } from '../../core/model.ts';
import type { Plain } from '../../core/plain.ts';
import type { RecipeStep } from '../../core/recipe.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import { gather, type Table } from '../../core/table.ts';
import { gatherTarget, type Target } from '../../core/target.ts';
import { summarizeColumns } from '../../stages/prepare/column-summary.ts';
import { fitRecipe } from '../../stages/prepare/fit-recipe.ts';
import { stepEffects } from '../../stages/prepare/step-effects.ts';
import { suggestRecipe } from '../../stages/prepare/suggest-recipe.ts';
import { kinshipOf } from '../experiment/kinship-of.ts';
import { loadExperiment } from '../experiment/load-experiment.ts';
import { modelTypes } from '../model-types.ts';
import type { JobServices } from '../services.ts';
import { lookAtSplit } from '../splitting/look-at-split.ts';
import { loadStudy } from '../tasks/study.ts';

interface TrainingPart {
  readonly inputs: Table;
  /** Null where there is no answer for every row. */
  readonly target: Target | null;
  readonly kinship: Kinship | null;
}

/** Recipes are suggested, checked and previewed on the training part alone. Special tasks divide their rows in their own way: all are looked at. */
async function trainingPart(projectId: string, services: JobServices): Promise<TrainingPart> {
  const { problem } = await services.storage.projects.get(projectId);
  if (isSpecialTask(problem?.task)) return { inputs: (await loadStudy(services.storage, projectId)).inputs, target: null, kinship: null };
  const experiment = await loadExperiment(services.storage, projectId);
  const { parts, spec } = await lookAtSplit(services, experiment);
  const kinship = kinshipOf(experiment, spec);
  return {
    inputs: gather(experiment.rows.inputs, parts.train),
    target: gatherTarget(experiment.rows.target, parts.train),
    kinship: kinship && gatherKinship(kinship, parts.train)
  };
}

/**
 * @param job.first steps that come before: what they make is suggested for too, and they stand at the beginning of the answer
 * @param job.model a kind of model; without one, a model that takes numbers only, or pixels when the rows are images
 */
export async function suggestRecipeFor(
  job: { readonly projectId: string; readonly model: string | null; readonly first?: readonly RecipeStep[] },
  services: JobServices
): Promise<{ steps: RecipeStep[]; reasons: string[] }> {
  const { inputs: given, ...known } = await trainingPart(job.projectId, services);
  const first = job.first ?? [];
  const { table: inputs } = await fitRecipe(first, given, { ...quiet(), rng: createRng(0), ...known });
  const needs = job.model === null ? usualNeeds(inputs) : (modelTypes.find(job.model)?.takes ?? 'encoded');
  const { steps, reasons } = suggestRecipe(summarizeColumns(inputs), needs);
  return { steps: [...first, ...steps], reasons: [...first.map(() => 'You asked for it.'), ...reasons] };
}

const usualNeeds = (inputs: Table): FeatureNeeds => (inputs.columns.some((column) => column.kind === 'image') ? 'image' : 'encoded');

/** Fits the steps once on the training part, so that what can't be fitted is refused now and not in the middle of a run. */
export async function checkRecipe(
  job: { readonly projectId: string; readonly steps: readonly RecipeStep[] },
  services: JobServices
): Promise<void> {
  const { inputs, ...known } = await trainingPart(job.projectId, services);
  await fitRecipe(job.steps, inputs, { ...quiet(), rng: createRng(0), ...known });
}

/** @param job.row place of the one row to follow within the training part */
export async function previewRecipe(
  job: { readonly projectId: string; readonly steps: readonly RecipeStep[]; readonly row: number },
  services: JobServices
): Promise<Plain> {
  const { inputs, ...known } = await trainingPart(job.projectId, services);
  const row = Math.min(Math.max(0, job.row), inputs.rows - 1);
  return (await stepEffects(job.steps, inputs, row, { ...quiet(), rng: createRng(0), ...known })) as unknown as Plain;
}

const never = new AbortController().signal;
const quiet = () => ({ signal: never, breathe: () => Promise.resolve(), onProgress: () => undefined });
