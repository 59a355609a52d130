import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/core/hash.ts';
import { checkParams, defaultsOf } from '../../src/core/params.ts';
import { createRng, normal } from '../../src/core/rng.ts';
import type { Matrix } from '../../src/core/matrix.ts';
import { fitAndScore } from '../../src/jobs/tasks/anomaly/scores-of.ts';
import { anomalyModels } from '../../src/stages/anomaly/registry.ts';
import { quiet } from '../jobs/support.ts';

function matrixOf(rows: number, draw: (row: number, col: number) => number): Matrix {
  return { data: Float64Array.from({ length: rows * 2 }, (_, i) => draw(Math.floor(i / 2), i % 2)), rows, cols: 2 };
}
const rng = createRng(4);
const table = matrixOf(60, () => normal(rng));
const bytes = (value: unknown) => canonicalJson(value, (array) => [...array].map(String));

describe.each(anomalyModels.all)('$id', (model) => {
  const score = (matrix: Matrix, seed = 1) =>
    fitAndScore(model.id, matrix, ['x', 'y'], defaultsOf(model.params) as never, { ...quiet, rng: createRng(seed) });

  test('scores every row, leaves its input as it was, and gives the same bytes for the same seed', async () => {
    const before = table.data.slice();
    const [one, two] = [await score(table, 3), await score(table, 3)];
    expect(table.data).toEqual(before);
    expect(one.scores.length).toBe(table.rows);
    expect(one.scores.every(Number.isFinite)).toBe(true);
    expect(bytes(one)).toBe(bytes(two));
    expect(bytes(structuredClone(one.fit.state))).toBe(bytes(one.fit.state));
  });

  test('rows that are all alike are alike strange; a column that does not vary changes nothing to worry about', async () => {
    const same = matrixOf(30, () => 3);
    if (model.id === 'mahalanobis') return expect(score(same)).rejects.toMatchObject({ code: 'no-features' });
    const { scores } = await score(same);
    expect(Math.max(...scores) - Math.min(...scores)).toBeLessThan(1e-9);
    expect((await score(matrixOf(40, (row, col) => (col === 0 ? 1 : row % 7)))).scores.every(Number.isFinite)).toBe(true);
    expect((await score(matrixOf(3, (row) => row))).scores.length).toBe(3);
  });

  test('bad settings are refused', () => {
    for (const [name, spec] of Object.entries(model.params)) {
      const values = spec.type === 'int' || spec.type === 'float' ? [spec.min - 1, spec.max + 1, NaN, '7'] : [Symbol('none')];
      for (const value of values) {
        const check = () => checkParams(model.label, model.params, { ...defaultsOf(model.params), [name]: value });
        expect(check, name).toThrowError(expect.objectContaining({ code: 'param-out-of-range' }));
      }
    }
  });
});
