import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/core/hash.ts';
import { checkParams, defaultsOf, type ParamSpec } from '../../src/core/params.ts';
import { createRng, normal } from '../../src/core/rng.ts';
import type { Matrix } from '../../src/core/matrix.ts';
import { checkClusterable } from '../../src/stages/cluster/check-clusterable.ts';
import { clusterModels } from '../../src/stages/cluster/registry.ts';
import { quiet } from '../jobs/support.ts';

const context = (seed = 1) => ({ ...quiet, rng: createRng(seed) });

function matrixOf(rows: number, cols: number, draw: (row: number, col: number) => number): Matrix {
  return { data: Float64Array.from({ length: rows * cols }, (_, i) => draw(Math.floor(i / cols), i % cols)), rows, cols };
}

const rng = createRng(4);
const table = matrixOf(60, 2, (row) => 6 * (row % 2) + normal(rng));

const bad = (spec: ParamSpec): unknown[] =>
  spec.type === 'choice' ? ['?', 3] : spec.type === 'int' || spec.type === 'float' ? [spec.min - 1, spec.max + 1, NaN, '7'] : [7];

describe.each(clusterModels.all)('$id', (model) => {
  const params = defaultsOf(model.params) as never;
  const bytes = (value: unknown) => canonicalJson(value, (array) => [...array].map(String));

  test('finds clusters numbered from the largest down, and leaves its input as it was', async () => {
    const before = table.data.slice();
    const { labels, clusters } = await model.fit(table, params, context());
    expect(table.data).toEqual(before);
    expect(labels.length).toBe(table.rows);
    const sizes = Array.from({ length: clusters }, (_, cluster) => labels.filter((label) => label === cluster).length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(Math.max(...labels)).toBe(clusters - 1);
  });

  test('gives the same bytes for the same seed, and state that clones', async () => {
    const [one, two] = [await model.fit(table, params, context(3)), await model.fit(table, params, context(3))];
    expect(bytes(one)).toBe(bytes(two));
    expect(bytes(structuredClone(one.state))).toBe(bytes(one.state));
  });

  test('takes rows that are all alike, and a column that does not vary', async () => {
    const alike = await model.fit(
      matrixOf(30, 2, () => 3),
      params,
      context()
    );
    expect(alike.labels.length).toBe(30);
    const flat = await model.fit(
      matrixOf(40, 2, (row, col) => (col === 0 ? 1 : 7 * (row % 2) + row / 100)),
      params,
      context()
    );
    expect(flat.labels.length).toBe(40);
  });

  test('bad settings are refused', () => {
    for (const [name, spec] of Object.entries(model.params))
      for (const value of bad(spec)) {
        const check = () => checkParams(model.label, model.params, { ...defaultsOf(model.params), [name]: value });
        expect(check, `${name} ${String(value)}`).toThrowError(expect.objectContaining({ code: 'param-out-of-range' }));
      }
  });

  test('no rows, one row, gaps and infinities are explained', () => {
    const refusal = (matrix: Matrix) => () => checkClusterable(matrix, ['a', 'b'], model);
    expect(refusal(matrixOf(0, 2, () => 0))).toThrowError(expect.objectContaining({ code: 'too-few-rows' }));
    expect(refusal(matrixOf(1, 2, () => 0))).toThrowError(expect.objectContaining({ code: 'too-few-rows' }));
    expect(refusal(matrixOf(5, 0, () => 0))).toThrowError(expect.objectContaining({ code: 'no-features' }));
    expect(refusal(matrixOf(5, 2, (row) => (row === 2 ? NaN : row)))).toThrowError(expect.objectContaining({ code: 'feature-missing' }));
    expect(refusal(matrixOf(5, 2, (row) => row / 0))).toThrowError(
      expect.objectContaining({ code: expect.stringMatching('feature') as string })
    );
  });
});
