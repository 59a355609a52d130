import { stepTypes } from '../../stages/prepare/registry.ts';
import type { Project, RecipeStep, ScalerBothWays, SplitPicture, StepEffect, StepInfo } from '../lathe-api.ts';
import type { Services } from '../services.ts';
import { splitOf } from './from-records.ts';

const quick = new AbortController().signal;

/** How the rows are divided, and what is done to the columns before a model sees them. */
export function splitVerbs(services: Services, projectId: string): Project['split'] {
  const { storage, reader } = services;
  const get: Project['split']['get'] = async () => {
    const { split } = await storage.projects.get(projectId);
    if (split) return splitOf(split);
    const { spec } = await reader.run(quick, (api) => api.suggestSplit({ projectId }));
    return set(spec);
  };
  const set: Project['split']['set'] = async (spec) => {
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

export function recipeVerbs(services: Services, projectId: string): Project['recipe'] {
  const { storage, reader, now } = services;
  const explain: Project['recipe']['explain'] = (model) =>
    reader.run(quick, (api) => api.suggestRecipe({ projectId, model: model ?? null }));
  const suggest: Project['recipe']['suggest'] = async (model) => (await explain(model)).steps;
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
    kinds: (): StepInfo[] =>
      stepTypes.all.map(({ id, label, doc, accepts, params }) => ({
        kind: id,
        label,
        doc,
        accepts: [...accepts],
        params: structuredClone(params) as StepInfo['params']
      })),
    scalerBothWays: async (trainRows) =>
      (await reader.run(quick, (api) => api.scalerBothWays({ projectId, trainRows: trainRows ?? null }))) as ScalerBothWays,
    preview: async (steps, row) => (await reader.run(quick, (api) => api.previewRecipe({ projectId, steps, row }))) as StepEffect[]
  };
}
