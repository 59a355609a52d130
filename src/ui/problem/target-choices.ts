import { isSpecialTask } from '../../core/special-task.ts';
import { counted, listedNames } from '../../core/words.ts';
import type { Dataset } from '../../app/api/data.ts';
import type { Problem } from '../../app/api/problem.ts';

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
      if (task === 'regression' || task === 'forecasting' || task === 'recommendation') return isNumber;
      return (isNumber || type === 'category' || type === 'boolean') && distinct <= MOST_CLASSES && distinct > 1;
    })
    .map(({ name, type, distinct }) => ({ value: name, label: `${name} (${type}, ${counted(distinct, 'value')})` }));
}

/** Why columns that hold classes are not offered, and what to do; the empty text when none is left out for that. */
export function leftOut(dataset: Dataset | null, task: string): string {
  if (task === 'regression' || isSpecialTask(task)) return '';
  const columns = dataset?.columns ?? [];
  const texts = columns.filter(({ type, distinct }) => type === 'text' && distinct <= MOST_CLASSES && distinct > 1);
  const crowded = columns.filter(({ type, distinct }) => type === 'category' && distinct > MOST_CLASSES);
  return [
    texts.length > 0
      ? `Not offered: ${named(texts)}, read as free text. With the type category, given on the Data step, it can be a target.`
      : '',
    crowded.length > 0 ? `Not offered: ${named(crowded)}, with more than ${MOST_CLASSES} classes.` : ''
  ]
    .filter((said) => said !== '')
    .join(' ');
}

const named = (columns: readonly { readonly name: string }[]) =>
  listedNames(
    columns.map(({ name }) => name),
    3
  );

/**
 * The classes of the target, as far as the columns tell: none for regression or too many to fill in by hand; null for classes that are numbers, whose
 * values have to be counted first.
 */
export function classesOfTarget(dataset: Dataset | null, problem: Problem): readonly string[] | null {
  const column = dataset?.columns.find(({ name }) => name === problem.target);
  if (!column || problem.task === 'regression' || isSpecialTask(problem.task) || column.distinct > MOST_COSTED) return [];
  return column.labels ?? null;
}

/** Classes that are numbers, in their order. */
export const numberClasses = (counts: readonly { readonly label: string }[]): string[] =>
  counts.map(({ label }) => label).sort((a, b) => Number(a) - Number(b));

/** The two classes of a target with two; none otherwise. */
export const positiveChoices = (classes: readonly string[]): Choice[] =>
  classes.length === 2 ? classes.map((label) => ({ value: label, label })) : [];
