import { expect, test } from 'vitest';
import { categoryColumn, textColumn, type Table } from '../../src/core/table.ts';
import { chanceByRule, compileCalls, drawer } from '../../src/predict/calls.ts';
import { decodePackage, encodePackage } from '../../src/predict/package-file.ts';
import { createScorer } from '../../src/predict/scorer.ts';
import type { ModelPackage } from '../../src/predict/package-type.ts';
import { classPackage } from './test-packages.ts';

const table = (n: number): Table => ({
  rows: n,
  columns: [
    { kind: 'number', name: 'x', values: Float64Array.from({ length: n }, (_, i) => i / 7) },
    categoryColumn(
      'g',
      Array.from({ length: n }, (_, i) => (i % 2 ? 'a' : null))
    ),
    textColumn(
      't',
      Array.from({ length: n }, (_, i) => `text ${i % 5}`)
    )
  ]
});

test('draws are even from 0 to 1 and hang on the values of a row alone', () => {
  const draw = drawer(table(4000));
  const draws = Array.from({ length: 4000 }, (_, row) => draw(row));
  for (let decile = 0; decile < 10; decile++) {
    const share = draws.filter((value) => Math.floor(value * 10) === decile).length / 4000;
    expect(Math.abs(share - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / 4000));
  }
  expect(drawer(table(10))(7)).toBe(draws[7]);
  expect(new Set(draws).size).toBe(4000);
});

test('a rule calls surely from its high end on, by its share between the ends, and leaves a part to a constant', () => {
  const rule = { low: 0.3, high: 0.6, mix: 0.25, ignored: 0.2, constant: 0.5 };
  expect([0.1, 0.3, 0.59, 0.6].map((p) => Number(chanceByRule(rule, p).toFixed(9)))).toEqual([0.1, 0.3, 0.3, 0.9]);
  const never = { low: 2, high: 2, mix: 1, ignored: 0, constant: 0 };
  const call = compileCalls({ kind: 'by-group', column: 'g', labels: ['a'], rules: [never] })(table(4));
  expect([0, 1].map((row) => call(row, 0.9, true))).toEqual([true, false]);
});

test('rules go into the file and come back; broken ones are refused', async () => {
  const rules = [{ low: 0.1, high: 0.2, mix: 0.5, ignored: 0, constant: 0 }];
  const calls = { kind: 'by-group', column: 'sex', labels: ['f'], rules } as const;
  const pkg = await decodePackage(encodePackage(classPackage({ calls })));
  expect(pkg.calls).toEqual(calls);
  const [f, m] = createScorer(pkg).scoreRows([{ age: 30, sex: 'f' }, { age: 30, sex: 'm' }]); // prettier-ignore
  expect(f!.prediction).toBe(true);
  expect(m!.prediction).toBe(m!.probabilities!['yes']! >= 0.5);
  const bad = (change: object) => encodePackage(classPackage({ calls: { ...calls, ...change } as ModelPackage['calls'] & object }));
  for (const change of [{ kind: 'other' }, { labels: [] }, { rules: [{ ...rules[0], mix: 2 }] }, { rules: [{ ...rules[0], low: 0.9 }] }])
    await expect(async () => decodePackage(bad(change))).rejects.toMatchObject({ code: 'package-damaged' });
});
