import type { ModelIn } from './model-in.ts';
import type { ModelPackage } from './package-type.ts';

/** The models that answer for a package: its own, or the members of an ensemble; behind them those that know its limits. */
export function modelsIn({ model, recipe, limits }: Pick<ModelPackage, 'model' | 'recipe' | 'limits'>): readonly ModelIn[] {
  const answering = model.id === 'ensemble' ? (model.state['members'] as unknown as readonly ModelIn[]) : [{ ...model, recipe }];
  return [...answering, ...(limits?.ends?.members ?? []), ...(limits?.forest ? [limits.forest.model] : [])];
}
