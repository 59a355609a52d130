import type { PlainRecord } from '../core/plain.ts';
import type { FittedStep } from '../core/recipe.ts';
import type { ModelPackage } from './package-type.ts';

/** A model of a package with the steps that come before it. */
export interface ModelIn {
  readonly id: string;
  readonly params: PlainRecord;
  readonly state: PlainRecord;
  readonly recipe: readonly FittedStep[];
}

/** The models that answer for a package: its own, or the members of an ensemble. */
export function modelsIn({ model, recipe }: Pick<ModelPackage, 'model' | 'recipe'>): readonly ModelIn[] {
  return model.id === 'ensemble' ? (model.state['members'] as unknown as readonly ModelIn[]) : [{ ...model, recipe }];
}
