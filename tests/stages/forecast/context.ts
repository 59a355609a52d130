import type { SeededContext } from '../../../src/core/context.ts';
import { createRng } from '../../../src/core/rng.ts';

/** Never stopped, never paused. */
export const testContext = (): SeededContext => ({
  signal: new AbortController().signal,
  breathe: () => Promise.resolve(),
  onProgress: () => {},
  rng: createRng(1)
});
