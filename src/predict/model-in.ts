import type { PlainRecord } from '../core/plain.ts';
import type { FittedStep } from '../core/recipe.ts';

/** A model of a package with the steps that come before it. */
export interface ModelIn {
  readonly id: string;
  readonly params: PlainRecord;
  readonly state: PlainRecord;
  readonly recipe: readonly FittedStep[];
}
