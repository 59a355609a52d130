import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { conformalHalfWidth } from '../../../src/stages/evaluate/conformal.ts';
import { judge } from '../../../src/stages/evaluate/judge.ts';
import { binaryOutcome, quiet } from '../../stages/evaluate/fixtures.ts';
import { dataOf, fitModel, numberTable, numberTarget, score } from '../../stages/train/support.ts';

/** Made by tests/reference/conformal.py with scikit-learn 1.2 and NumPy. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/conformal.json'), 'utf8')) as {
  readonly cases: readonly {
    readonly x: readonly (readonly number[])[];
    readonly y: readonly number[];
    readonly folds: readonly number[];
    readonly level: number;
    readonly width: number;
  }[];
  readonly constantArea: number;
};

const tableOf = (rows: readonly (readonly number[])[]) =>
  numberTable({ a: rows.map((row) => row[0]!), b: rows.map((row) => row[1]!), c: rows.map((row) => row[2]!) });

test.each(fixture.cases.map((entry, i) => [i, entry] as const))(
  'the width from rows left out of folds is that of scikit-learn and NumPy %i',
  async (_i, { x, y, folds, level, width }) => {
    const residuals = new Float64Array(y.length);
    for (let fold = 0; fold < 5; fold++) {
      const [inside, outside] = [[...folds.keys()].filter((i) => folds[i] !== fold), [...folds.keys()].filter((i) => folds[i] === fold)];
      const target = numberTarget(inside.map((i) => y[i]!));
      const { state } = await fitModel('linear', dataOf(tableOf(inside.map((i) => x[i]!)), target), { alpha: 0 });
      const answers = score('linear', state, tableOf(outside.map((i) => x[i]!)));
      outside.forEach((row, i) => (residuals[row] = y[row]! - answers[i]!));
    }
    expect(conformalHalfWidth(residuals, level)).toBeCloseTo(width, 9);
  }
);

test('a constant score has the area that scikit-learn gives it', async () => {
  const outcome = binaryOutcome(
    Array.from({ length: 50 }, (_, i) => i % 2),
    new Array<number>(50).fill(0.3)
  );
  const { roc_auc: area } = await judge(outcome, { seed: 0, context: quiet, metrics: ['roc_auc'] });
  expect(area!.value).toBe(fixture.constantArea);
});
