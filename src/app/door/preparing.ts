import { stepTypes } from '../../stages/prepare/registry.ts';
import { rowSteps } from '../../stages/prepare/rows/registry.ts';
import type { StepType } from '../../stages/prepare/step-type.ts';
import type { RecipeStep } from '../../core/recipe.ts';
import type { RecipeVerbs, ScalerBothWays, StepEffect, StepInfo } from '../api/preparing.ts';
import type { SplitPicture, SplitVerbs } from '../api/splitting.ts';
import type { Services } from '../services.ts';
import { splitOf } from './from-records.ts';

const quick = new AbortController().signal;

/** How the rows are divided, and what is done to the columns before a model sees them. */
export function splitVerbs(services: Services, projectId: string): SplitVerbs {
  const { storage, reader } = services;
  const get: SplitVerbs['get'] = async () => {
    const { split } = await storage.projects.get(projectId);
    if (split) return splitOf(split);
    const { spec } = await reader.run(quick, (api) => api.suggestSplit({ projectId }));
    return set(spec);
  };
  const set: SplitVerbs['set'] = async (spec) => {
    await reader.run(quick, (api) => api.setSplit({ projectId, spec }));
    return get();
  };
  return {
    get,
    set,
    suggest: () => reader.run(quick, (api) => api.suggestSplit({ projectId })),
    describe: async (spec) => (await reader.run(quick, (api) => api.describeSplit({ projectId, spec: spec ?? null }))) as SplitPicture
  };
}

export function recipeVerbs(services: Services, projectId: string): RecipeVerbs {
  const { storage, reader, now } = services;
  const explain: RecipeVerbs['explain'] = (model) => reader.run(quick, (api) => api.suggestRecipe({ projectId, model: model ?? null }));
  const suggest: RecipeVerbs['suggest'] = async (model) => (await explain(model)).steps;
  const save = async (recipe: readonly RecipeStep[] | null, detail: string) => {
    await storage.projects.update(projectId, (project) => ({ ...project, recipe }));
    await storage.audit.append(projectId, now(), 'recipe-set', detail);
  };
  return {
    explain,
    suggest,
    async set(steps) {
      await reader.run(quick, (api) => api.checkRecipe({ projectId, steps }));
      await save(structuredClone(steps), steps.map((step) => step.kind).join(', ') || 'no steps');
    },
    reset: () => save(null, 'back to the suggested one'),
    get: async () => [...((await storage.projects.get(projectId)).recipe ?? (await suggest()))],
    kinds: () => [
      ...stepTypes.all.map((type) => ({ ...infoOf(type), accepts: [...type.accepts], about: 'columns' as const, purpose: type.purpose })),
      ...rowSteps.all.map((type) => ({ ...infoOf(type), accepts: [], about: 'rows' as const, purpose: 'rows' as const }))
    ],
    scalerBothWays: async (trainRows) =>
      (await reader.run(quick, (api) => api.scalerBothWays({ projectId, trainRows: trainRows ?? null }))) as ScalerBothWays,
    preview: async (steps, row) => (await reader.run(quick, (api) => api.previewRecipe({ projectId, steps, row }))) as StepEffect[]
  };
}

const infoOf = ({ id, label, doc, params }: Pick<StepType, 'id' | 'label' | 'doc' | 'params'>) => ({
  kind: id,
  label,
  doc,
  params: structuredClone(params) as StepInfo['params']
});
