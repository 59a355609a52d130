import type { Dataset, Problem } from '../../app/lathe-api.ts';
import { counted } from '../../charts/format.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

const MOST_CLASSES = 200;
const MOST_COSTED = 12;

/** The columns that can be the target of a task, each with what it holds. */
export function targetChoices(dataset: Dataset | null, task: string): Choice[] {
  return (dataset?.columns ?? [])
    .filter(({ type, distinct }) => {
      const isNumber = type === 'number' || type === 'integer';
      if (task === 'regression') return isNumber;
      return (isNumber || type === 'category' || type === 'boolean') && distinct <= MOST_CLASSES && distinct > 1;
    })
    .map(({ name, type, distinct }) => ({ value: name, label: `${name} (${type}, ${counted(distinct, 'value')})` }));
}

/** The two classes of a target with two; none otherwise. */
export function positiveChoices(dataset: Dataset | null, { target, task, positive }: Problem): Choice[] {
  const column = dataset?.columns.find(({ name }) => name === target);
  if (task === 'regression' || column?.distinct !== 2) return [];
  const labels = column.labels ?? ['0', '1', ...(positive !== undefined && positive !== '0' && positive !== '1' ? [positive] : [])];
  return labels.map((label) => ({ value: label, label }));
}

/** The classes a cost matrix is made for; none where there are too many to fill in by hand. */
export function classesOfTarget(dataset: Dataset | null, problem: Problem): string[] {
  const column = dataset?.columns.find(({ name }) => name === problem.target);
  if (!column || problem.task === 'regression') return [];
  const labels = column.labels ?? positiveChoices(dataset, problem).map(({ value }) => value);
  return labels.length <= MOST_COSTED ? labels : [];
}
