import { describe, expect, test } from 'vitest';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import type { ColumnSchema } from '../../../src/core/schema.ts';
import { categoryColumn, type Column, type Table } from '../../../src/core/table.ts';
import type { ReferenceColumn } from '../../../src/predict/package-type.ts';
import { blurred, decimalSteps, timeSteps } from '../../../src/stages/package/blurred.ts';
import { inputColumns } from '../../../src/stages/package/input-columns.ts';
import { referenceColumns, referencePrediction } from '../../../src/stages/package/reference-columns.ts';
import { usualRange } from '../../../src/stages/package/usual-range.ts';

type Numbers = Extract<ReferenceColumn, { kind: 'number' }>;

const tableOf = (...columns: Column[]): Table => ({
  rows: columns[0]!.kind === 'category' ? columns[0]!.codes.length : (columns[0] as { values: Float64Array }).values.length,
  columns
});
const numbers = (values: Iterable<number>, kind: 'number' | 'time' = 'number'): Column => ({
  kind,
  name: 'x',
  values: Float64Array.from(values)
});
const referenceOf = (column: Column) => referenceColumns(tableOf(column))[0]!;
const inputOf = (column: Column, type: ColumnSchema['type']) =>
  inputColumns([{ name: 'x', type, role: 'feature', missing: 0, distinct: 1 } as ColumnSchema], tableOf(column))[0]!;

/** Every number a package says of a column. */
function told(column: Column, type: ColumnSchema['type']): number[] {
  const { edges } = referenceOf(column) as Numbers;
  const { range, typical } = inputOf(column, type);
  const middle = typical === null ? [] : [typeof typical === 'string' ? Date.parse(typical) : typical];
  return [...edges, ...(range ?? []), ...middle];
}

const draws: Readonly<Record<string, (rng: Rng) => number>> = {
  smooth: (rng) => normal(rng),
  large: (rng) => 1e9 * (1 + normal(rng)),
  skewed: (rng) => Math.exp(2 * normal(rng)),
  small: (rng) => 1e-7 * rng()
};
const drawn = (make: (rng: Rng) => number, rows: number, seed: number) => {
  const rng = createRng(seed);
  return Float64Array.from({ length: rows }, () => make(rng));
};

describe('no single row\u2019s value can be read from a package', () => {
  test.each(Object.entries(draws))('%s numbers: nothing that is told is the value of a row', (_name, make) => {
    for (const rows of [5, 12, 30, 60, 200, 1000, 5000]) {
      const values = drawn(make, rows, rows);
      const known = new Set(values);
      expect(told(numbers(values), 'number').filter((value) => known.has(value))).toEqual([]);
    }
  });

  test.each([12, 200, 5000])('%i times: nothing that is told is the time of a row', (rows) => {
    const moments = drawn((rng) => 1.6e12 + 1000 * Math.round(1e6 * normal(rng)) + 137, rows, rows);
    expect(told(numbers(moments, 'time'), 'time').filter((value) => value % 1000 === 137)).toEqual([]);
  });

  test.each([20, 45, 200, 1000, 5000])('%i rows: at least five share each edge and lie between any two, and beyond the last', (rows) => {
    for (const make of Object.values(draws)) {
      const { edges, below } = referenceOf(numbers(drawn(make, rows, 3))) as Numbers;
      expect(edges.length).toBeLessThanOrEqual(Math.min(99, rows / 10));
      expect(edges.length).toBeGreaterThan(rows >= 45 ? Math.min(60, rows / 20) : 0);
      const counts = [...below, rows].map((count, i) => count - (i === 0 ? 0 : below[i - 1]!));
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(5);
      expect([...edges]).toEqual([...edges].sort((a, b) => a - b));
    }
  });

  test('one row that stands apart changes nothing, wherever it stands', () => {
    const values = drawn(draws['smooth']!, 300, 9).sort();
    const others = values.slice(0, -1);
    const [first, ...rest] = [4, 40, 1e6, 1e12].map((apart) => {
      const column = numbers([...others, apart]);
      return { reference: referenceOf(column), input: inputOf(column, 'number') };
    });
    for (const other of rest) expect(other).toEqual(first);
    const low = [-4, -1e6].map((apart) => numbers([apart, ...values.slice(1)])).map((column) => inputOf(column, 'number').range![0]);
    expect(low[0]).toBe(low[1]);
  });

  test('a level that fewer than five rows have is named nowhere', () => {
    const column = categoryColumn('x', [...new Array<string>(30).fill('common'), ...new Array<string>(4).fill('rare'), 'only one', null]);
    const reference = referenceOf(column);
    const input = inputOf(column, 'category');
    expect(reference).toMatchObject({ labels: ['common'], counts: Float64Array.of(30), others: 5, rows: 36, missing: 1 });
    expect(input).toMatchObject({ labels: ['common'], typical: 'common' });
    expect(JSON.stringify([reference, input])).not.toMatch(/rare|only one/);
    expect(inputOf(categoryColumn('x', ['a', 'b', 'c']), 'category')).toMatchObject({ labels: [], typical: null });
  });

  test('the answers on held-out rows are thinned as columns are', () => {
    const values = drawn(draws['smooth']!, 100, 4);
    const answers = referencePrediction({ name: 'y', type: 'number' }, { kind: 'numbers', values, low: null, high: null }) as Numbers;
    expect(answers.edges.length).toBeLessThanOrEqual(10);
    const known = new Set(values);
    expect([...answers.edges].filter((edge) => known.has(edge))).toEqual([]);
  });
});

describe('what is told is still of use', () => {
  test('values that many rows share are told as they are', () => {
    const whole = numbers(Array.from({ length: 600 }, (_, i) => i % 6));
    const { edges, below } = referenceOf(whole) as Numbers;
    expect([...edges]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...below]).toEqual([100, 200, 300, 400, 500, 600]);
    expect(inputOf(whole, 'integer')).toMatchObject({ range: [0, 5], typical: 2 });
  });

  test('the counts up to an edge are exact, wherever it was rounded to', () => {
    const values = drawn(draws['skewed']!, 800, 2);
    const { edges, below } = referenceOf(numbers(values)) as Numbers;
    edges.forEach((edge, i) => expect(values.filter((value) => value <= edge)).toHaveLength(below[i]!));
  });

  test('a range holds nearly all rows of well-behaved columns and no more than it must', () => {
    for (const make of [(rng: Rng) => 10 + 5 * rng(), (rng: Rng) => 100 + normal(rng)]) {
      for (const rows of [20, 100, 2000]) {
        const values = drawn(make, rows, rows).sort();
        const [low, high] = usualRange(values, false)!;
        const outside = values.filter((value) => value < low || value > high).length / rows;
        expect(outside).toBeLessThanOrEqual(rows === 20 ? 0.2 : 0.03);
        expect(high - low).toBeLessThan(1.3 * (values.at(-1)! - values[0]!));
      }
    }
    expect(usualRange(drawn((rng) => rng(), 200, 1).sort(), false)![0]).toBeGreaterThanOrEqual(0);
    expect(usualRange(Float64Array.of(1, 2, 3), false)).toBeNull();
  });

  test('times are rounded to what a person would write', () => {
    const start = Date.parse('2024-03-01T00:00:00Z');
    const rng = createRng(6);
    const days = Array.from({ length: 400 }, () => start + Math.floor(rng() * 365 * 86_400_000));
    const { typical, range } = inputOf(numbers(days, 'time'), 'time');
    expect(typical).toMatch(/T00:00:00\.000Z$/);
    for (const end of range!) expect(end % 86_400_000).toBe(0);
    const years = Array.from({ length: 900 }, (_, i) => Date.parse('1981-01-01') + i * 3 * 86_400_000);
    expect(inputOf(numbers(years, 'time'), 'time').range!.map((end) => new Date(end).toISOString().slice(0, 10))).toEqual([
      '1981-01-01',
      '1988-07-01'
    ]);
  });

  test('rounding goes to the finest step that five rows share', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => i + 0.31);
    expect(blurred(values, 50, decimalSteps)).toBe(50);
    expect(blurred(Float64Array.of(0.301, 0.302, 0.303, 0.304, 0.305), 2, decimalSteps)).toBe(0.3);
    expect(blurred(Float64Array.of(1, 2, 3, 4), 2, decimalSteps)).toBeNaN();
    expect(blurred(Float64Array.of(7, 7, 7, 7, 7, 9), 2, timeSteps)).toBe(7);
  });
});
