import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { deviation, quantileSorted } from '../../../src/core/stats.ts';
import { categoryColumn, findColumn, gather, type Table } from '../../../src/core/table.ts';
import { counterfactuals, type Counterfactual } from '../../../src/stages/explain/counterfactual/counterfactuals.ts';
import type { Leave } from '../../../src/stages/explain/counterfactual/levers.ts';
import { plausibilityOf } from '../../../src/stages/explain/counterfactual/plausible.ts';
import { quiet } from '../evaluate/fixtures.ts';

const free: Leave = { keep: [], onlyUp: [], onlyDown: [] };
const numbers = (name: string, values: readonly number[]) => ({ kind: 'number' as const, name, values: Float64Array.from(values) });
const at = (table: Table, name: string, row: number): number | string => {
  const column = findColumn(table, name)!;
  if (column.kind === 'category') return column.labels[column.codes[row]!]!;
  return (column as { values: Float64Array }).values[row]!;
};
type Score = (value: (name: string) => number | string) => number;

/** Rows with a score above 0 are answered as wanted. */
const ask = (training: Table, row: number, score: Score, more: object = {}) =>
  counterfactuals({
    training,
    row: gather(training, [row]),
    inputs: training.columns.map(({ name, kind }) => ({ name, type: kind })),
    leave: free,
    ask: async (table) => {
      const near = Float64Array.from({ length: table.rows }, (_, i) => score((name) => at(table, name, i)));
      return Promise.resolve({ near, reached: near.map((value) => Number(value > 0)) });
    },
    prepare: (table) => table,
    count: 4,
    mostColumns: 3,
    budget: 6000,
    context: quiet,
    ...more
  });
const to = ({ changes }: Counterfactual) => Object.fromEntries(changes.map((change) => [change.column, change.to]));

describe('a linear model', () => {
  const rng = createRng(3);
  const rows = 200;
  const scales = [1, 20, 0.05];
  const weights = [1, 0.02, 8];
  const names = ['a', 'b', 'c'];
  const training: Table = {
    rows,
    columns: names.map((name, j) =>
      numbers(
        name,
        Array.from({ length: rows }, () => scales[j]! * normal(rng))
      )
    )
  };
  const scoreOf =
    (bar: number): Score =>
    (value) =>
      weights.reduce((sum, weight, j) => sum + weight * Number(value(names[j]!)), -bar);
  const spread = (j: number) => deviation((training.columns[j] as { values: Float64Array }).values);
  /** The least changes in closed form: the columns that gain most for a standard deviation, each as far as training goes, the last as far as needed. */
  function closedForm(row: number, bar: number): { columns: string[]; size: number } {
    let missing = bar - weights.reduce((sum, weight, j) => sum + weight * Number(at(training, names[j]!, row)), 0);
    const reach = names.map((name, j) => {
      const sorted = (training.columns[j] as { values: Float64Array }).values.toSorted();
      return Math.max(0, weights[j]! * (quantileSorted(sorted, 0.99) - Number(at(training, name, row))));
    });
    const far = [...names.keys()].sort((i, j) => reach[j]! - reach[i]!);
    let columns = 0;
    for (let sum = 0; columns < far.length && sum <= missing; columns++) sum += reach[far[columns]!]!;
    const sets = subsets(far.length, columns).filter((set) => set.reduce((sum, j) => sum + reach[j]!, 0) > missing);
    const bare = missing;
    const sizes = sets.map((set) => {
      missing = bare;
      return set.toSorted((i, j) => weights[j]! * spread(j) - weights[i]! * spread(i)).reduce((size, j) => {
        const gain = Math.min(missing, reach[j]!);
        missing -= gain;
        return size + gain / (weights[j]! * spread(j));
      }, 0); // prettier-ignore
    });
    const best = sizes.indexOf(Math.min(...sizes));
    return { columns: sets[best]!.map((j) => names[j]!).sort(), size: sizes[best]! };
  }

  test.each([
    [0.5, 1],
    [3, 2]
  ])('the first is the least change in closed form (bar %d)', async (bar, most) => {
    let widest = 0;
    for (let row = 0; row < 8; row++) {
      const score = scoreOf(bar);
      if (score((name) => at(training, name, row)) > 0) continue;
      const { found } = await ask(training, row, score, { mostColumns: 3 });
      const exact = closedForm(row, bar);
      const first = found.toSorted((a, b) => a.changes.length - b.changes.length || a.size - b.size)[0]!;
      widest = Math.max(widest, exact.columns.length);
      expect(first.changes).toHaveLength(exact.columns.length);
      // no digits are proposed below a hundredth of a standard deviation
      expect(first.size).toBeGreaterThan(exact.size - 1e-9);
      expect(first.size).toBeLessThan(exact.size + 0.01 * 4 * exact.columns.length);
    }
    expect(widest).toBeGreaterThanOrEqual(most);
  });

  test('they are at least three, of other columns each, all enough, and told in the row they give', async () => {
    const score = scoreOf(0.7);
    const row = [...Array(rows).keys()].find((i) => {
      const now = score((name) => at(training, name, i));
      return now < -0.3 && now > -0.8;
    })!;
    const { found, changed, scored } = await ask(training, row, score);
    expect(found.length).toBeGreaterThanOrEqual(3);
    expect(new Set(found.map((each) => Object.keys(to(each)).sort().join())).size).toBeGreaterThanOrEqual(3);
    found.forEach((each, i) => {
      expect(score((name) => at(changed, name, i))).toBeGreaterThan(0);
      for (const { column, to: value } of each.changes) expect(at(changed, column, i)).toBe(value);
    });
    expect(scored).toBeGreaterThan(50);
    expect(await ask(training, row, score)).toEqual(await ask(training, row, score));
  });
});

function subsets(n: number, size: number): number[][] {
  const all = Array.from({ length: 2 ** n }, (_, bits) => [...Array(n).keys()].filter((j) => bits & (1 << j)));
  return all.filter((set) => set.length === size);
}

describe('a tree, against all cells between its split points', () => {
  const rng = createRng(11);
  const rows = 40;
  const draw = () => Math.floor(rng() * 12);
  const training: Table = {
    rows,
    columns: [
      numbers('x', Array.from({ length: rows }, draw)),
      numbers('y', Array.from({ length: rows }, draw)),
      categoryColumn(
        'level',
        Array.from({ length: rows }, (_, i) => 'abc'[i % 3]!)
      )
    ]
  };
  const tree: Score = (value) => {
    const [x, y] = [Number(value('x')), Number(value('y'))];
    if (value('level') === 'c') return x > 3.5 && x < 6.5 && y > 2.5 ? 1 : -1;
    if (x > 7.5) return y > 6.5 ? 1 : -0.5;
    return x <= 2.5 && y > 8.5 && value('level') === 'a' ? 1 : -1;
  };
  /** Every point of whole numbers and levels: the cells' own corners are among them. */
  function bruteForce(row: number): { columns: number; size: number } {
    const own = { x: at(training, 'x', row), y: at(training, 'y', row), level: at(training, 'level', row) };
    const spread = (name: 'x' | 'y') => deviation((findColumn(training, name) as { values: Float64Array }).values);
    const seen = (name: string) => new Set(Array.from({ length: rows }, (_, i) => at(training, name, i)));
    let best = { columns: Infinity, size: Infinity };
    for (const x of seen('x'))
      for (const y of seen('y'))
        for (const level of seen('level')) {
          if (tree((name) => ({ x, y, level })[name]!) <= 0) continue;
          const columns = Number(x !== own.x) + Number(y !== own.y) + Number(level !== own.level);
          const size = Math.abs(Number(x) - Number(own.x)) / spread('x') + Math.abs(Number(y) - Number(own.y)) / spread('y') + Number(level !== own.level); // prettier-ignore
          if (columns < best.columns || (columns === best.columns && size < best.size)) best = { columns, size };
        }
    return best;
  }

  test('the first has as few columns and is as small', async () => {
    const inputs = [{ name: 'x', type: 'integer' }, { name: 'y', type: 'integer' }, { name: 'level', type: 'category' }]; // prettier-ignore
    const columns = new Set<number>();
    for (let row = 0; row < rows; row++) {
      if (tree((name) => at(training, name, row)) > 0) continue;
      const { found } = await ask(training, row, tree, { inputs });
      const first = found.toSorted((a, b) => a.changes.length - b.changes.length || a.size - b.size)[0]!;
      const exact = bruteForce(row);
      expect([row, first.changes.length]).toEqual([row, exact.columns]);
      expect(first.size).toBeCloseTo(exact.size, 10);
      columns.add(exact.columns);
    }
    expect(columns.size).toBeGreaterThan(1);
  });
});

describe('what may change', () => {
  const rng = createRng(5);
  const rows = 300;
  const training: Table = {
    rows,
    columns: [
      numbers(
        'age',
        Array.from({ length: rows }, () => 20 + Math.floor(rng() * 50))
      ),
      numbers(
        'income',
        Array.from({ length: rows }, () => 1000 + 4000 * rng())
      ),
      { ...categoryColumn('school', Array.from({ length: rows }, (_, i) => ['none', 'some', 'all'][i % 3]!), ['none', 'some', 'all']), isOrdinal: true }, // prettier-ignore
      categoryColumn(
        'town',
        Array.from({ length: rows }, (_, i) => (i === 0 ? 'rare' : 'kln'[Math.floor(i / 3) % 3]!))
      )
    ]
  };
  const inputs = [{ name: 'age', type: 'integer' }, { name: 'income', type: 'number' }, { name: 'school', type: 'category' }, { name: 'town', type: 'category' }]; // prettier-ignore
  const levels = ['none', 'some', 'all'];
  const score: Score = (value) =>
    Math.abs(Number(value('age')) - 45.5) / 30 + levels.indexOf(String(value('school'))) * 0.4 + Number(value('income')) / 5000 + (value('town') === 'l' ? 0.5 : 0) - 1.6; // prettier-ignore
  const poor = [...Array(rows).keys()].find((row) => score((name) => at(training, name, row)) < -0.6 && at(training, 'school', row) === 'some')!; // prettier-ignore
  const changesOf = async (leave: Partial<Leave>) =>
    (await ask(training, poor, score, { inputs, leave: { ...free, ...leave } })).found.flatMap(({ changes }) => changes);

  test('integers stay whole, and nothing lies outside of what was seen', async () => {
    const changes = await changesOf({});
    for (const { column, to: value } of changes) {
      if (column === 'age') expect(Number.isInteger(value) && Number(value) >= 20 && Number(value) < 70).toBe(true);
      if (column === 'income') expect(Number(value) >= 1000 && Number(value) <= 5000).toBe(true);
      if (column === 'town') expect(['k', 'l', 'n', 'rare']).toContain(value);
    }
    expect(new Set(changes.map(({ column }) => column)).size).toBeGreaterThan(2);
  });

  test('what is kept stays, and directions are kept to', async () => {
    const kept = await changesOf({ keep: ['income', 'town'] });
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.every(({ column }) => column === 'age' || column === 'school')).toBe(true);
    const age = Number(at(training, 'age', poor));
    for (const [way, isFine] of [
      ['onlyUp', (to: number) => to > age],
      ['onlyDown', (to: number) => to < age]
    ] as const) {
      // prettier-ignore
      const ages = (await changesOf({ [way]: ['age'], keep: ['income', 'town'] })).filter(({ column }) => column === 'age');
      expect(ages.length).toBeGreaterThan(0);
      expect(ages.every(({ to: value }) => isFine(Number(value)))).toBe(true);
    }
    const schools = (await changesOf({ onlyDown: ['school'] })).filter(({ column }) => column === 'school');
    expect(schools.every(({ to: value }) => value === 'none')).toBe(true);
  });

  test('where nothing is enough nothing is found, and gaps stay gaps', async () => {
    expect((await ask(training, poor, () => -1, { inputs })).found).toEqual([]);
    expect((await ask(training, poor, score, { inputs, leave: { ...free, keep: inputs.map(({ name }) => name) } })).found).toEqual([]);
    const gap = { ...training, columns: [numbers('age', [...Array<number>(rows)].map((_, i) => (i === poor ? NaN : 30))), ...training.columns.slice(1)] }; // prettier-ignore
    expect((await ask(gap, poor, (value) => Number(value('income')) - 4000, { inputs })).columns).not.toContain('age');
  });

  test('it stops when it is told to', async () => {
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await expect(ask(training, poor, score, { inputs, context: { ...quiet, signal: stop.signal } })).rejects.toThrow('stopped');
  });
});

test('rows between training rows are plausible, those off the line they lie on are not', () => {
  const rng = createRng(1);
  const x = Array.from({ length: 300 }, () => normal(rng));
  const features: Table = { rows: 300, columns: [numbers('x', x), numbers('z', x.map((value) => value + 0.1 * normal(rng)))] }; // prettier-ignore
  const measure = plausibilityOf(features);
  const [near, far] = measure({ rows: 2, columns: [numbers('x', [0.5, 1.5]), numbers('z', [0.5, -1.5])] });
  expect(near!.isPlausible).toBe(true);
  expect(far).toMatchObject({ isPlausible: false, asFar: 0 });
  expect(far!.distance).toBeGreaterThan(near!.distance * 5);
  // the share is a rank among the training rows' own distances
  const own = measure(features).map(({ distance }) => distance);
  expect(Math.max(...own)).toBeLessThan(far!.distance);
});
