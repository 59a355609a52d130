import { createRng } from '../../../src/core/rng.ts';
import type { RecipeContext } from '../../../src/stages/prepare/fit-recipe.ts';

export const quiet = (seed = 1): RecipeContext => ({
  rng: createRng(seed),
  signal: new AbortController().signal,
  breathe: () => Promise.resolve(),
  onProgress: () => undefined
});
