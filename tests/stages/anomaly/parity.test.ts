import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import { createRng } from '../../../src/core/rng.ts';
import type { Table } from '../../../src/core/table.ts';
import type { Matrix } from '../../../src/core/matrix.ts';
import { modelScorers } from '../../../src/predict/model-registry.ts';
import { autoencode } from '../../../src/neural/plain/autoencode.ts';
import { anomalyModels } from '../../../src/stages/anomaly/registry.ts';
import reference from '../../reference/anomaly.json' with { type: 'json' };
import { quiet } from '../../jobs/support.ts';

const names = ['a', 'b', 'c'];
const matrix: Matrix = { data: Float64Array.from(reference.data), rows: reference.data.length / 3, cols: 3 };
const table: Table = {
  rows: matrix.rows,
  columns: names.map((name, j) => ({
    kind: 'number',
    name,
    values: Float64Array.from({ length: matrix.rows }, (_, i) => matrix.data[i * 3 + j]!)
  }))
};

async function scoresOf(id: string, params: object): Promise<Float64Array> {
  const model = anomalyModels.get(id);
  const fit = await model.fit(matrix, names, { ...defaultsOf(model.params), ...params } as never, {
    ...quiet,
    autoencode,
    rng: createRng(2)
  });
  return fit.scores ?? modelScorers.get(id).compile(fit.state)(table);
}

test.each([
  ['local-outlier-factor', { nNeighbors: 10 }, reference.lof, 9],
  ['one-class-svm', { nu: 0.15, gamma: 0.3, tol: 1e-8 }, reference.svm, 5],
  ['mahalanobis', {}, reference.mcd, 6]
] as const)('%s gives the scores of scikit-learn', async (id, params, known, digits) => {
  const own = await scoresOf(id, params);
  known.forEach((value, row) => expect(own[row]).toBeCloseTo(value, digits));
});

test('an isolation forest, whose trees are drawn by chance, agrees with that of scikit-learn', async () => {
  const own = await scoresOf('isolation-forest', { nEstimators: 500, maxSamples: 64 });
  const off = reference.forest.map((value, row) => Math.abs(own[row]! - value));
  expect(Math.max(...off)).toBeLessThan(0.03);
  expect(off.reduce((sum, value) => sum + value, 0) / off.length).toBeLessThan(0.01);
});

test.each([0, 1, 2] as const)(
  'an extended forest of level %i agrees with the paper’s algorithm, written down in Python',
  async (extensionLevel) => {
    const own = await scoresOf('extended-isolation-forest', { nEstimators: 500, maxSamples: 64, extensionLevel });
    const off = reference.extended[extensionLevel].map((value, row) => Math.abs(own[row]! - value));
    expect(Math.max(...off)).toBeLessThan(0.03);
    expect(off.reduce((sum, value) => sum + value, 0) / off.length).toBeLessThan(0.01);
  }
);
