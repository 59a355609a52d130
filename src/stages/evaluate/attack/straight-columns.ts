import type { FittedStep } from '../../../core/recipe.ts';
import type { ScaleState } from '../../../predict/steps/scale.ts';

/** What a feature is of a column of numbers: `slope * value + offset`, wherever the column has a value. */
export interface Straight {
  readonly column: string;
  readonly slope: number;
  readonly offset: number;
}

export interface StraightColumns {
  /** By the name of the feature. */
  readonly features: ReadonlyMap<string, Straight>;
  /** Columns that something is made of which is no straight line, with the step that does it. */
  readonly bent: ReadonlyMap<string, string>;
}

/** Steps that leave the columns of numbers that are not their own alone, and read nothing but their own. */
const OWN_ONLY: readonly string[] = [
  ...['bins', 'clip', 'date-parts', 'fourier-features', 'hash-levels', 'hash-words', 'iterative-impute', 'knn-impute', 'level-counts'],
  ...['log', 'nmf', 'one-hot', 'ordinal', 'pca', 'polynomial', 'power', 'quantile', 'rare-levels', 'spline', 'target-encode'],
  ...['tf-idf', 'truncated-svd', 'boruta', 'drop', 'eliminate', 'low-variance', 'select-best', 'select-by-model', 'impute', 'scale']
];
/** Steps that pass on or leave out a column, as it is. */
const PASSES_ON: readonly string[] = ['boruta', 'drop', 'eliminate', 'low-variance', 'select-best', 'select-by-model', 'impute'];

/**
 * Which features are straight lines of which columns, so that how far a column goes says how far its feature goes. A step that is not known to read its own
 * columns alone bends all.
 * @param columns columns of numbers the model is asked with
 */
export function straightColumns(recipe: readonly FittedStep[], columns: readonly string[]): StraightColumns {
  let features = new Map(columns.map((name): [string, Straight] => [name, { column: name, slope: 1, offset: 0 }]));
  const bent = new Map<string, string>();
  for (const step of recipe) {
    const isOwn = OWN_ONLY.includes(step.kind);
    if (isOwn && PASSES_ON.includes(step.kind)) continue;
    const struck = isOwn ? step.columns.filter((name) => features.has(name)) : [...features.keys()];
    if (step.kind === 'scale') features = scaled(features, step);
    else struck.forEach((name) => bent.set(features.get(name)!.column, step.kind));
  }
  return { features, bent };
}

function scaled(features: ReadonlyMap<string, Straight>, step: FittedStep): Map<string, Straight> {
  const { center, scale } = step.state as ScaleState;
  const after = new Map(features);
  step.columns.forEach((name, i) => {
    const own = features.get(name);
    if (own) after.set(name, { ...own, slope: own.slope / scale[i]!, offset: (own.offset - center[i]!) / scale[i]! });
  });
  return after;
}
