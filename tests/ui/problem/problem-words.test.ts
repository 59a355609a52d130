import { describe, expect, test } from 'vitest';
import { thresholdOfCosts } from '../../../src/core/cost-threshold.ts';
import { changeWords, costWords, noGoAnswer, withCost } from '../../../src/ui/problem/problem-words.ts';
import { classesOfTarget, leftOut, numberClasses, positiveChoices, targetChoices } from '../../../src/ui/problem/target-choices.ts';
import { uselessNumber } from '../../../src/ui/problem/useless-number.ts';
import type { Dataset } from '../../../src/app/api/data.ts';

const column = (name: string, type: Dataset['columns'][number]['type'], distinct: number, labels?: string[]) => ({
  name,
  type,
  role: 'feature' as const,
  missing: 0,
  distinct,
  ...(labels ? { labels } : {})
});
const dataset: Dataset = {
  id: 'd',
  name: 'people',
  version: 1,
  hash: 'h',
  rows: 10,
  columns: [
    column('income', 'category', 2, ['<=50K', '>50K']),
    column('age', 'integer', 70),
    column('name', 'text', 10),
    column('one', 'number', 1)
  ],
  notes: [],
  report: null,
  fileName: 'people.csv',
  createdAt: 0
};

describe('costs', () => {
  test('a miss five times as dear as a false alarm moves the threshold to one sixth', () => {
    const costs = withCost(withCost(undefined, 'sick', 'well', 5), 'well', 'sick', 1);
    expect(thresholdOfCosts(costs, 'sick', 'well')).toBeCloseTo(1 / 6, 12);
    expect(costWords(costs, ['sick', 'well'], 'sick')).toBe(
      'Missing a “sick” costs 5 times as much as taking a “well” for one. It pays to say “sick” from a probability of 0.17 on.'
    );
  });
  test('a gain for being right counts as much as a loss', () => {
    expect(thresholdOfCosts({ sick: { sick: -3, well: 0 }, well: { sick: 1 } }, 'sick', 'well')).toBe(0.25);
  });
  test('costs that do not tell mistakes from right answers give no threshold', () => {
    expect(thresholdOfCosts({ sick: { well: 0 } }, 'sick', 'well')).toBeNull();
    expect(costWords({ sick: { well: 5 } }, ['sick', 'well'], 'sick')).toMatch(/do not tell/);
  });
  test('an emptied cell is taken out, and an empty row with it', () => {
    expect(withCost({ a: { b: 1 } }, 'a', 'b', null)).toEqual({});
    expect(withCost({ a: { b: 1, c: 2 } }, 'a', 'b', null)).toEqual({ a: { c: 2 } });
  });
});

test('changes are told by their names, texts in quotes', () => {
  expect(changeWords('bar: 0.9 -> 0.8')).toBe('the bar: 0.9 became 0.8');
  expect(changeWords('owner: unset -> "Ada"')).toBe('the owner: set to “Ada”');
  expect(changeWords('sensitive: ["sex"] -> unset')).toBe('the sensitive columns: taken out, was sex');
});

test('the target of a number task is a number, of a class task what has few values and more than one', () => {
  expect(targetChoices(dataset, 'regression').map(({ value }) => value)).toEqual(['age', 'one']);
  expect(targetChoices(dataset, 'classification').map(({ value }) => value)).toEqual(['income', 'age']);
});

test('a column that is not offered as a target is named, with what to do', () => {
  const with200 = { ...dataset, columns: [...dataset.columns, column('code', 'text', 180), column('street', 'category', 900)] };
  expect(leftOut(with200, 'classification')).toContain('Not offered: “name” and “code”, read as free text. With the type category');
  expect(leftOut(with200, 'classification')).toContain('“street”, with more than 200 classes');
  expect(leftOut(with200, 'regression')).toBe('');
});

test('a positive class is asked for where there are two classes, under the names the data have', () => {
  const classes = (target: string, task: 'classification' | 'regression') =>
    classesOfTarget(dataset, { statement: '', task, metric: 'roc_auc', target });
  expect(classes('income', 'classification')).toEqual(['<=50K', '>50K']);
  expect(positiveChoices(['<=50K', '>50K'])).toHaveLength(2);
  expect(classes('age', 'regression')).toEqual([]);
  expect(positiveChoices([])).toEqual([]);
  expect(numberClasses([{ label: '10' }, { label: '2' }])).toEqual(['2', '10']);
});

test('always answering the mean is wrong by the standard deviation over all rows', () => {
  const facts = uselessNumber({ mean: 2, sd: 1, min: 1, max: 3, count: 3 });
  expect(facts?.rmse).toBeCloseTo(Math.sqrt(2 / 3), 12);
  expect(facts?.shareOfRange).toBeCloseTo(Math.sqrt(2 / 3) / 2, 12);
  expect(uselessNumber({ mean: 2, sd: 0, min: 2, max: 2, count: 3 })).toBeNull();
});

test('a no names what failed, and what is not known is no yes', () => {
  expect(noGoAnswer(['No bar is set.'], [])).toMatch(/No bar is set\./);
  expect(noGoAnswer([], ['Nobody knows.'])).toMatch(/before I know more\. Nobody knows\./);
});
