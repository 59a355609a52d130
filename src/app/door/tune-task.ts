import type { SpecialTask } from '../../core/special-task.ts';
import { optionNotForTask, searchNotForTask } from '../../core/errors/tasks.ts';
import type { TuneSpec } from '../api/training.ts';
import { metricFacts } from '../metric-facts.ts';

/** What the runs of a special task are chosen by in a search. */
export interface JudgedBy {
  /** The part whose score it is. */
  readonly part: 'cv' | 'validation' | 'train';
  /** What that score is worth after the choice. */
  readonly note: (metric: string) => string;
}

const judged: Readonly<Record<SpecialTask, JudgedBy | null>> = {
  forecasting: {
    part: 'cv',
    note: () =>
      'The winner was chosen by forecasts from moments before the sealed end, so its score flatters it a little; the sealed end tells what it is worth.'
  },
  recommendation: {
    part: 'validation',
    note: () =>
      'The winner was chosen by the lists of the validation part, so its score flatters it a little; the test part tells what it is worth.'
  },
  clustering: {
    part: 'train',
    note: (metric) =>
      `The winner was chosen by ${metricFacts(metric, 'clustering').label.toLowerCase()}, which says how clusters look and not whether they are true: no answer was there to be right about.`
  },
  // How steady flags are says nothing of whether they are right, and what flags at random steadily would win.
  anomaly: null
};

/**
 * By what a search of a special task chooses.
 * @throws LatheError `search-not-for-task` where no score is honest, `option-not-for-task` for nested folds
 */
export function judgedBy(task: SpecialTask, { outerFolds }: Pick<TuneSpec, 'outerFolds'>): JudgedBy {
  const way = judged[task];
  if (!way) throw searchNotForTask(task);
  if (outerFolds !== undefined) throw optionNotForTask('nested cross-validation (outerFolds)', task);
  return way;
}
