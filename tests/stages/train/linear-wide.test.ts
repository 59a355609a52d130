import { describe, expect, test } from 'vitest';
import { classTarget, dataOf, fitModel, numberTable, numberTarget, score } from './support.ts';

const codesOf = (notes: readonly { code: string }[]) => notes.map(({ code }) => code);

describe('one-hot columns by the thousand', () => {
  const levels = 3001;
  const rows = 2 * levels;
  const columns = Array.from({ length: levels }, (_, j) => {
    const values = new Float64Array(rows);
    values[j] = values[j + levels] = 1;
    return [`level ${j}`, values] as const;
  });
  const wide = numberTable(Object.fromEntries(columns));
  const answers = Array.from({ length: rows }, (_, i) => 1 + (i % 3) + (i % 5));

  test('are taken by logistic regression', async () => {
    const { notes } = await fitModel('logistic', dataOf(wide, classTarget(answers.map((value) => (value > 4 ? 'one' : 'other')))));
    expect(notes).toEqual([]);
  });

  test('are taken by the generalised linear model with a penalty', async () => {
    const { notes, state } = await fitModel('glm', dataOf(wide, numberTarget(answers)), { alpha: 0.01 });
    expect(codesOf(notes)).toEqual(['distribution-chosen']);
    expect(score('glm', state, wide).every((value) => value > 1 && value < 7)).toBe(true);
  });

  test('are taken by Huber regression with a penalty', async () => {
    const { notes } = await fitModel('huber', dataOf(wide, numberTarget(answers)), { alpha: 1 });
    expect(codesOf(notes)).toEqual(['rows-far-off']);
  });

  test('are taken by quantile regression, which says how near it came', async () => {
    const { notes, state } = await fitModel('quantile', dataOf(wide, numberTarget(answers)), { alpha: 1e-5 });
    expect(codesOf(notes)).toEqual(['nearly-least']);
    expect(score('quantile', state, wide).every((value) => value > 0 && value < 8)).toBe(true);
  });
});
