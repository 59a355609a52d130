import type { SpecialTask } from './special-task.ts';

/** Models that know nothing but what anybody would say: always the same answer, what most took, what was one season ago. Every other model is held against them. */
const baselines: ReadonlySet<string> = new Set(['baseline', 'popularity', 'seasonal-naive']);

/** What a task without rows of answers is to beat; none where there is nothing to be right about. */
export const baselineOfTask: Readonly<Partial<Record<SpecialTask, string>>> = {
  forecasting: 'seasonal-naive',
  recommendation: 'popularity'
};

export const isBaseline = (model: string): boolean => baselines.has(model);
