/** Models that know nothing but what anybody would say: always the same answer, what most took, what was one season ago. Every other model is held against them. */
const baselines: ReadonlySet<string> = new Set(['baseline', 'popularity', 'seasonal-naive']);

export const isBaseline = (model: string): boolean => baselines.has(model);
