import type { ParamSpecs } from '../../core/params.ts';

/** What every isolation forest asks: how many trees, on how many rows. */
export const treesAsked = {
  nEstimators: { type: 'int', default: 100, min: 1, max: 5000, doc: 'How many trees.' },
  maxSamples: { type: 'int', default: 256, min: 2, max: 100_000, doc: 'Rows each tree is grown on.' }
} as const satisfies ParamSpecs;
