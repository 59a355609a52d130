import { describe, expect, test } from 'vitest';
import type { InputInfo } from '../../../src/app/api/inputs.ts';
import type { Counterfactual, Explanation } from '../../../src/app/api/judging.ts';
import { pairEffect } from '../../../src/charts/pair-effect.ts';
import { allowedOptions, foundSentence, isChangeable, requestFor, sizeSentence } from '../../../src/ui/evaluate/counterfactual-words.ts';
import { pairEffectData } from '../../../src/ui/evaluate/explained.ts';

const age: InputInfo = { name: 'age', type: 'integer', range: [0, 80], typical: 30 };
const sex: InputInfo = { name: 'sex', type: 'category', labels: ['f', 'm'], typical: 'm' };

describe('what would have been enough', () => {
  test('only what has an order goes one way, and texts and pictures do not change', () => {
    expect(allowedOptions(age).map(({ value }) => value)).toEqual(['any', 'up', 'down', 'keep']);
    expect(allowedOptions(sex).map(({ value }) => value)).toEqual(['any', 'keep']);
    expect([age, sex, { name: 't', type: 'text', typical: null } as const].map(isChangeable)).toEqual([true, true, false]);
  });

  test('what may change is asked for by the names of columns, and a class takes no bounds', () => {
    const allowed = { age: 'down', sex: 'keep', fare: 'any', deck: 'up' } as const;
    const ways = { keep: ['sex'], onlyUp: ['deck'], onlyDown: ['age'] };
    expect(requestFor({ age: 40 }, { to: 'yes', atLeast: 3, atMost: null }, allowed)).toEqual({
      method: 'counterfactual',
      given: [{ age: 40 }],
      to: 'yes',
      ...ways
    });
    const bounds = requestFor({ age: 40 }, { to: '', atLeast: 3, atMost: null }, allowed);
    expect(bounds).toMatchObject({ atLeast: 3, ...ways });
    expect(bounds).not.toHaveProperty('atMost');
    expect(bounds).not.toHaveProperty('to');
  });

  const way: Counterfactual = { sentence: '', changes: [], size: 1.234, row: {}, answer: 'yes', chance: 0.63, distance: 0.2, asFar: 0.4, isPlausible: true }; // prettier-ignore

  test('each says how sure, how far and how usual; a row that hardly can be is marked', () => {
    expect(sizeSentence(way)).toMatch(/63.*% sure; it goes 1.23 spreads in all.*40 in 100 training rows lie as far from the others\.$/);
    expect(sizeSentence({ ...way, asFar: 0, isPlausible: false })).toMatch(/there may be no such row\.$/);
    expect(sizeSentence({ ...way, answer: 5012.34, chance: null })).toMatch(/^It says 5,012/);
  });

  test('how many were found is told, and what to do where none was', () => {
    const told = (found: Counterfactual[], features: string[]) =>
      foundSentence({ found, features, scored: 1200, method: 'counterfactual', wanted: '', now: way });
    expect(told([way, way], ['age'])).toBe('2 ways that are unlike each other were found by asking the model about 1,200 rows; smaller ones may be there that were not tried.'); // prettier-ignore
    expect(told([], ['age'])).toMatch(/Let more columns change\.$/);
    expect(told([], [])).toMatch(/let at least one column\.$/);
  });
});

test('a pair of columns is told where it adds most, in cells that have rows', () => {
  const explanation = {
    method: 'ale-pair',
    features: ['age', 'fare'],
    of: 'yes',
    columns: ['age', 'fare'],
    grids: [[0, 10, 20], [0, 100]], // prettier-ignore
    effects: [[0, 0], [0, 0.4], [0, 4]], // prettier-ignore
    counts: [[5], [0]],
    size: 0.1
  } as unknown as Explanation;
  const data = pairEffectData(explanation, true, [age]);
  expect(data.cells).toEqual([
    { from: [0, 0], to: [10, 100], adds: 0.1, rows: 5 },
    { from: [10, 0], to: [20, 100], adds: 1.1, rows: 0 }
  ]);
  expect(pairEffect.describe(data)).toBe(
    'Together “age” and “fare” raise the probability of yes most where “age” is 0 to 10 and “fare” is 0 to 100: by 0.1 beyond what each adds alone, 0.1 on average over the rows, either way.'
  );
  expect(pairEffect.table(data).rows).toHaveLength(1);
});
