import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, type CategoryColumn, type Column, gather, type NumberColumn, type Table } from '../../../src/core/table.ts';
import { answerOf, type ShapTrees } from '../../../src/kernels/shap/shap-trees.ts';
import { type AttackColumn, boundsOf, numbersToTry } from '../../../src/stages/evaluate/attack/attack-columns.ts';
import { lineOf } from '../../../src/stages/evaluate/attack/attack-report.ts';
import { boundaryOf } from '../../../src/stages/evaluate/attack/boundary.ts';
import { certifySums } from '../../../src/stages/evaluate/attack/certify-sums.ts';
import { certifyTrees } from '../../../src/stages/evaluate/attack/certify-trees.ts';
import { type Ask, searchAttack } from '../../../src/stages/evaluate/attack/search-attack.ts';
import { straightColumns } from '../../../src/stages/evaluate/attack/straight-columns.ts';
import { usualValues } from '../../../src/stages/evaluate/stress/usual-values.ts';
import { quiet } from '../../jobs/support.ts';

const N = 60;
const rng = createRng(11);
const numbers = (name: string): NumberColumn => ({ kind: 'number', name, values: Float64Array.from({ length: N }, () => normal(rng)) });
const table: Table = { rows: N, columns: [numbers('a'), numbers('b'), numbers('c')] };
/** So wide a range that bounds alone count. */
const wide = (column: Column): AttackColumn => ({
  name: column.name,
  type: 'number',
  unit: 1,
  usual: { ...usualValues(column), least: -99, most: 99 },
  cuts: new Float64Array(0)
});
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const valuesOf = (some: Table, name: string) => (some.columns.find((column) => column.name === name) as NumberColumn).values;
const two = (raw: Float64Array) => ({
  predicted: Int32Array.from(raw, (x) => (x > 0 ? 1 : 0)),
  probabilities: Float64Array.from({ length: 2 * raw.length }, (_, i) => (i % 2 === 1 ? sigmoid(raw[i >> 1]!) : 1 - sigmoid(raw[i >> 1]!)))
});
const budgets = [0.1, 0.3, 0.8];
const noCalibration = { calibration: null, threshold: null, target: { name: 'y', type: 'category' as const, labels: ['no', 'yes'] } };

describe('a linear model', () => {
  const weights = { a: 2, b: -1, c: 0 };
  const rawOf = (some: Table) =>
    Float64Array.from(
      { length: some.rows },
      (_, i) => 0.3 + Object.entries(weights).reduce((sum, [name, w]) => sum + w * valuesOf(some, name)[i]!, 0)
    );
  const ask: Ask = (some) => Promise.resolve(two(rawOf(some)));
  const raw = rawOf(table);
  const predicted = two(raw).predicted;
  const columns = table.columns.map(wide);
  const radius = certifySums({
    sums: [{ intercept: 0.3, coefficients: Float64Array.of(2, -1, 0) }],
    boundary: boundaryOf(noCalibration, sigmoid, [-60, 60]),
    x: Float64Array.from({ length: 3 * N }, (_, i) => valuesOf(table, 'abc'[i % 3]!)[Math.floor(i / 3)]!),
    rows: N,
    moves: ['a', 'b', 'c'].map((column) => ({ column, slope: 1, offset: 0 })),
    units: new Map(columns.map(({ name, unit }) => [name, unit])),
    has: () => true,
    predicted
  });

  test('its radius is the margin over the norm of its weights', () => {
    raw.forEach((value, row) => {
      expect(radius.box[row]).toBeCloseTo(Math.abs(value) / 3, 7);
      expect(radius.ball[row]).toBeCloseTo(Math.abs(value) / Math.sqrt(5), 7);
    });
  });

  test('the search breaks what can be broken, and nothing within the radius', async () => {
    const { broken } = await searchAttack({ table, actual: predicted, classes: 2, columns, budgets, ask, context: quiet });
    const least = new Float64Array(N).fill(Infinity);
    broken.forEach(({ row, budget }) => (least[row] = budget));
    radius.box.forEach((proven, row) => expect(least[row], `row ${row}`).toBe(budgets.find((budget) => budget > proven) ?? Infinity));
    const rows = lineOf('proven', { kind: 'classes', labels: ['no', 'yes'], actual: predicted, predicted, probabilities: new Float64Array(2 * N), positive: 1, weights: null }, radius.box, budgets, true); // prettier-ignore
    expect(rows.points[0]!.right).toMatchObject({ value: 1, high: 1, n: N });
    expect(rows.points[3]!.right.value).toBeLessThan(rows.points[1]!.right.value);
  });

  test('what was found is asked of the model as it is told', async () => {
    const { broken, table: known } = await searchAttack({
      table,
      actual: predicted,
      classes: 2,
      columns,
      budgets: [0.5],
      ask,
      context: quiet
    });
    expect(broken.length).toBeGreaterThan(5);
    for (const { row, values, budget } of broken) {
      const changed = known.columns.map((column) => ({
        ...column,
        values: Float64Array.of(values.get(column.name) ?? valuesOf(known, column.name)[row]!)
      }));
      expect(two(rawOf({ rows: 1, columns: changed as NumberColumn[] })).predicted[0]).toBe(1 - predicted[row]!);
      values.forEach((to, name) => expect(Math.abs(to - valuesOf(known, name)[row]!)).toBeLessThanOrEqual(budget * (1 + 1e-12)));
    }
  });
});

/** Random trees of depth 3 over three features. */
function randomTrees(count: number, seed: number): ShapTrees {
  const draw = createRng(seed);
  const size = 15 * count;
  const wholes = () => new Int32Array(size);
  const trees = {
    ...{ feature: wholes().fill(-1), left: wholes(), right: wholes(), categoryStart: wholes().fill(-1) },
    ...{
      threshold: new Float64Array(size),
      value: new Float64Array(size),
      cover: new Float64Array(size),
      missingLeft: new Uint8Array(size)
    },
    ...{
      roots: Int32Array.from({ length: count }, (_, t) => 15 * t),
      categoryBits: new Uint32Array(0),
      scale: 1,
      playerOf: new Int32Array(3),
      players: 1
    }
  };
  for (let t = 0; t < count; t++) {
    for (let i = 0; i < 15; i++) {
      const node = 15 * t + i;
      if (i < 7) {
        trees.feature[node] = Math.floor(3 * draw());
        trees.threshold[node] = normal(draw);
        trees.left[node] = 15 * t + 2 * i + 1;
        trees.right[node] = 15 * t + 2 * i + 2;
      } else trees.value[node] = normal(draw);
    }
  }
  return trees;
}

describe.each([1, 8])('%d trees', (count) => {
  const trees = randomTrees(count, count);
  const rowOf = (some: Table, i: number) => Float64Array.of(...['a', 'b', 'c'].map((name) => valuesOf(some, name)[i]!));
  const ask: Ask = (some) => Promise.resolve(two(Float64Array.from({ length: some.rows }, (_, i) => answerOf(trees, rowOf(some, i), 0))));
  const cuts = (j: number) => Float64Array.from(trees.threshold.filter((_, node) => trees.feature[node] === j)).sort();
  const columns = table.columns.map((column, j) => ({ ...wide(column), cuts: cuts(j) }));

  test('no attack within the proven radius succeeds, and one just beyond does', async () => {
    const { predicted } = await ask(table);
    const { box: radius, isExact } = await certifyTrees({
      trees: [trees],
      starts: [0],
      boundary: boundaryOf(noCalibration, sigmoid, [-60, 60]),
      x: Float64Array.from({ length: 3 * N }, (_, i) => rowOf(table, Math.floor(i / 3))[i % 3]!),
      rows: N,
      features: 3,
      moves: ['a', 'b', 'c'].map((column) => ({ column, slope: 1, offset: 0 })),
      units: new Map([['a', 1], ['b', 1], ['c', 1]]), // prettier-ignore
      isFixed: () => false,
      predicted,
      context: quiet
    });
    const steps = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6];
    const { broken } = await searchAttack({ table, actual: predicted, classes: 2, columns, budgets: steps, ask, context: quiet });
    expect(broken.length).toBeGreaterThan(N / 4);
    broken.forEach(({ row, budget }) => expect(radius[row]).toBeLessThan(budget));
    expect(Math.min(...isExact)).toBe(1);
    // so few trees are told exactly: what is beyond the radius can be reached, and here it is small enough to be found by trying
    const draw = createRng(3);
    const reached = [...radius.keys()].filter((row) => radius[row]! < 1.5).filter((row) => {
      const reach = radius[row]! * 1.05 + 0.01;
      const tries = gather(table, new Uint32Array(4000).fill(row));
      const moved = tries.columns.map((column) => valuesOf(tries, column.name).map((x) => x + reach * (2 * draw() - 1)));
      return moved[0]!.some((_, i) => answerOf(trees, Float64Array.of(moved[0]![i]!, moved[1]![i]!, moved[2]![i]!), 0) > 0 !== (predicted[row] === 1));
    }); // prettier-ignore
    expect(reached.length / [...radius].filter((r) => r < 1.5).length).toBeGreaterThan(0.8);
  });
});

test('whole numbers stay whole, levels stay known ones, and nothing leaves its bounds', async () => {
  const count: AttackColumn = {
    ...wide({ ...numbers('n'), values: Float64Array.of(0, 9) }),
    type: 'integer',
    usual: { ...usualValues(numbers('n')), least: 0, most: 9 }
  };
  expect(numbersToTry(count, 4, 2.5).toSorted()).toEqual([2, 3, 5, 6]);
  expect(numbersToTry(count, 9, 2.5).toSorted()).toEqual([7, 8]);
  expect(boundsOf(count, 20, 2)).toEqual([18, 20]);
  const town = categoryColumn('town', ['Rome', 'Oslo', 'Rome', null], ['Oslo', 'Rome', 'Lima']);
  const column: AttackColumn = {
    name: 'town',
    type: 'category',
    unit: 0,
    usual: { ...usualValues(town), labels: ['Oslo', 'Rome', 'Bern'] },
    cuts: new Float64Array(0)
  };
  const seen = new Set<string>();
  const ask: Ask = (some) => {
    const { codes, labels } = some.columns[0] as CategoryColumn;
    codes.forEach((code) => code >= 0 && seen.add(labels[code]!));
    return Promise.resolve(two(Float64Array.from(codes, (code) => (labels[code] === 'Bern' ? 1 : -1))));
  };
  const found = await searchAttack({
    table: { rows: 4, columns: [town] },
    actual: new Int32Array(4),
    classes: 2,
    columns: [column],
    budgets: [1],
    ask,
    context: quiet
  });
  expect(found.broken.map(({ row }) => row).toSorted()).toEqual([0, 1, 2]);
  expect([...seen].toSorted()).toEqual(['Bern', 'Oslo', 'Rome']);
});

test('three classes: a row is pushed to whichever is nearest, and the radius is to that', async () => {
  const sums = [
    { intercept: 0, coefficients: Float64Array.of(1, 0, 0) },
    { intercept: 0.2, coefficients: Float64Array.of(0, 1, 0) },
    { intercept: 0, coefficients: Float64Array.of(0, 0, 1) }
  ];
  const scores = (some: Table, i: number) =>
    sums.map(
      ({ intercept, coefficients }) =>
        intercept + ['a', 'b', 'c'].reduce((sum, name, j) => sum + coefficients[j]! * valuesOf(some, name)[i]!, 0)
    );
  const ask: Ask = (some) => {
    const all = Array.from({ length: some.rows }, (_, i) => scores(some, i));
    const probabilities = Float64Array.from(
      all.flatMap((row) => row.map((s) => Math.exp(s) / row.reduce((sum, each) => sum + Math.exp(each), 0)))
    );
    return Promise.resolve({ probabilities, predicted: Int32Array.from(all, (row) => row.indexOf(Math.max(...row))) });
  };
  const { predicted } = await ask(table);
  const columns = table.columns.map(wide);
  const radius = certifySums({ sums, boundary: null, x: Float64Array.from({ length: 3 * N }, (_, i) => valuesOf(table, 'abc'[i % 3]!)[Math.floor(i / 3)]!), rows: N, moves: ['a', 'b', 'c'].map((column) => ({ column, slope: 1, offset: 0 })), units: new Map(columns.map(({ name }) => [name, 1])), has: () => true, predicted }); // prettier-ignore
  const { broken } = await searchAttack({ table, actual: predicted, classes: 3, columns, budgets, ask, context: quiet });
  const least = new Float64Array(N).fill(Infinity);
  broken.forEach(({ row, budget }) => (least[row] = budget));
  radius.box.forEach((proven, row) => expect(least[row], `row ${row}`).toBe(budgets.find((budget) => budget > proven) ?? Infinity));
});

test('a boundary goes by calibration and threshold', () => {
  const raised = boundaryOf({ ...noCalibration, threshold: 0.9, target: { ...noCalibration.target, positive: 'yes' } }, sigmoid, [-60, 60]);
  expect(raised.secondFrom).toBeCloseTo(Math.log(9), 9);
  const first = boundaryOf({ ...noCalibration, threshold: 0.9, target: { ...noCalibration.target, positive: 'no' } }, sigmoid, [-60, 60]);
  expect(first.firstUpTo).toBeCloseTo(-Math.log(9), 9);
  const platt = { kind: 'platt' as const, state: { slope: Float64Array.of(2), intercept: Float64Array.of(-1) } };
  expect(boundaryOf({ ...noCalibration, calibration: platt }, sigmoid, [-60, 60]).secondFrom).toBeCloseTo(0.5, 6);
});

test('a step that bends a column, or that nobody knows, is no straight line', () => {
  const scale = { kind: 'scale', columns: ['a'], state: { center: Float64Array.of(2), scale: Float64Array.of(4) } };
  const { features, bent } = straightColumns([scale, { kind: 'log', columns: ['b'], state: {} }], ['a', 'b', 'c']);
  expect(features.get('a')).toEqual({ column: 'a', slope: 0.25, offset: -0.5 });
  expect([...bent]).toEqual([['b', 'log']]);
  expect([...straightColumns([{ kind: 'formula', columns: [], state: {} }], ['a', 'c']).bent.keys()]).toEqual(['a', 'c']);
});
