import type { Problem } from './problem.ts';

/** What stands and falls with which part of the question: a bar of one target, task or metric is no bar of another. */
const BELONGS_TO: readonly (readonly [keyof Problem, readonly (keyof Problem)[]])[] = [
  ['bar', ['target', 'task', 'metric']],
  ['positive', ['target']],
  ['costs', ['target']]
];

/**
 * A problem with what was said anew. A key set to undefined is taken out, and so is what was said of another question and not said again.
 * @param before null while nothing was said
 */
export function changeProblem(before: Problem | null, unsaid: Problem, change: Partial<Problem>): Problem {
  const all: Record<string, unknown> = { ...unsaid, ...before, ...change };
  for (const [key, owners] of BELONGS_TO) {
    const isLeftOver = owners.some((owner) => before?.[owner] !== undefined && before[owner] !== all[owner]);
    if (isLeftOver && !(key in change)) delete all[key];
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as Problem;
}
