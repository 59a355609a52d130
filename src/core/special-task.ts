/** Tasks that have no class or number for every row to learn. Each is made and judged in a way of its own (`jobs/tasks`). */
export type SpecialTask = 'clustering' | 'anomaly' | 'forecasting' | 'recommendation';

export const specialTasks: readonly SpecialTask[] = ['clustering', 'anomaly', 'forecasting', 'recommendation'];

/** Those that can be done without a column to predict; one that is named is only held against what was found. */
export const needsTarget = (task: string | undefined): boolean => task !== 'clustering' && task !== 'anomaly' && task !== 'recommendation';

/** A forecast goes on from a history and lists come from who met what: neither reads the recipe, so no features are made. */
export const makesFeatures = (task: string | undefined): boolean => task !== 'forecasting' && task !== 'recommendation';

export const isSpecialTask = (task: string | undefined): task is SpecialTask =>
  (specialTasks as readonly (string | undefined)[]).includes(task);
