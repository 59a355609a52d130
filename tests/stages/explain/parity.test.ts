import { expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { findColumn, type Table } from '../../../src/core/table.ts';
import { scoringOf } from '../../../src/stages/evaluate/score.ts';
import { accumulatedEffects } from '../../../src/stages/explain/accumulated-effects.ts';
import { partialDependence } from '../../../src/stages/explain/partial-dependence.ts';
import { permutationImportance } from '../../../src/stages/explain/permutation-importance.ts';
import { secondOrderEffects } from '../../../src/stages/explain/second-order-effects.ts';
import { quiet, readReference } from '../evaluate/fixtures.ts';

/** By scikit-learn and, of accumulated local effects, by a NumPy transcription of the paper: tests/reference/explain.py. */
const known = readReference('explain.json') as {
  readonly x: number[];
  readonly z: number[];
  readonly answers: number[];
  readonly dependence: { readonly grid: number[]; readonly average: number[]; readonly curves: number[][] };
  readonly drops: { readonly mean: number[]; readonly spread: number[] };
  readonly firstOrder: { readonly grid: number[]; readonly average: number[] };
  readonly secondOrder: { readonly effects: number[][]; readonly counts: number[][] };
};

const table: Table = {
  rows: known.x.length,
  columns: (['x', 'z'] as const).map((name) => ({ kind: 'number', name, values: Float64Array.from(known[name]) }))
};

function predict(from: Table): Float64Array {
  const [x, z] = ['x', 'z'].map((name) => (findColumn(from, name) as { values: Float64Array }).values) as [Float64Array, Float64Array];
  return x.map((value, row) => value * z[row]! + value ** 2 - z[row]! / 2);
}

const closeTo = (found: readonly number[], wanted: readonly number[]) => {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 10));
};

test('partial dependence and the curves of single rows are those of scikit-learn', async () => {
  const { grid, average, curves } = known.dependence;
  const found = await partialDependence({ predict, table, column: 'x', grid, mostCurves: table.rows, rng: createRng(1), context: quiet });
  closeTo(found.average, average);
  curves.forEach((curve, row) => closeTo(found.curves[found.curveRows.indexOf(row)]!, curve));
});

test('permutation importance has the mean and the spread of scikit-learn’s', async () => {
  const actual = Float64Array.from(known.answers);
  const { columns } = await permutationImportance({
    score: (from) => ({ kind: 'numbers', actual, predicted: predict(from), weights: null }),
    ...{ table, columns: ['x', 'z'], repeats: 1000, metric: scoringOf('rmse'), rng: createRng(2), context: quiet }
  });
  ['x', 'z'].forEach((name, j) => {
    const { drop, deviation } = columns.find((column) => column.columns[0] === name)!;
    expect(Math.abs(drop.value - known.drops.mean[j]!)).toBeLessThan(4 * known.drops.spread[j]! * Math.sqrt(1 / 1000 + 1 / 2000));
    expect(Math.abs(deviation / known.drops.spread[j]! - 1)).toBeLessThan(0.15);
  });
});

test('accumulated local effects of first and second order are those of the paper', async () => {
  const first = await accumulatedEffects({ predict, table, column: 'x', intervals: 6, context: quiet });
  closeTo(first.grid, known.firstOrder.grid);
  closeTo(first.average, known.firstOrder.average);
  const second = await secondOrderEffects({ predict, table, columns: ['x', 'z'], intervals: 3, context: quiet });
  expect(second.counts).toEqual(known.secondOrder.counts);
  known.secondOrder.effects.forEach((line, a) => closeTo(second.effects[a]!, line));
});
