import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import type { ColumnSchema, Role } from '../../../src/core/schema.ts';
import { categoryColumn, type Table } from '../../../src/core/table.ts';
import { growIsolationForest, isolationScores } from '../../../src/kernels/isolation-forest.ts';
import { meanPath } from '../../../src/kernels/isolation-trees.ts';
import { finish } from '../../../src/kernels/work.ts';
import { columnOutliers } from '../../../src/stages/explore/outliers/column-outliers.ts';
import { findOutliers } from '../../../src/stages/explore/outliers/find-outliers.ts';
import { rowOutliers } from '../../../src/stages/explore/outliers/row-outliers.ts';
import { columnsOf, lookReference, never, rankAgreement } from './look-reference.ts';
import { quietContext } from './read-sample.ts';

const { isolation, column } = lookReference;
const numbers = (name: string, values: ArrayLike<number>) => ({ kind: 'number' as const, name, values: Float64Array.from(values) });
const tableOf = (columns: readonly Float64Array[]): Table => ({
  rows: columns[0]!.length,
  columns: columns.map((values, j) => numbers(`x${j}`, values))
});

test('an isolation forest ranks rows as scikit-learn’s does, as closely as its seeds agree with one another', () => {
  const matrix = { data: Float64Array.from(isolation.rows.flat()), rows: isolation.rows.length, cols: 3 };
  const scores = isolationScores(finish(growIsolationForest(matrix, createRng(3))), matrix);
  expect(rankAgreement(scores, isolation.scores)).toBeGreaterThan(isolation.agreement - 0.02);
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0) / values.length;
  expect(mean(scores)).toBeCloseTo(mean(isolation.scores), 1);
  expect(meanPath(256)).toBeCloseTo(10.244770920116851, 10);
});

describe('one column', () => {
  test('by robust z, as SciPy’s median absolute deviation has it', async () => {
    const found = (await columnOutliers(numbers('x', column.values), never))!;
    expect(found.method).toBe('robust-z');
    expect(found.values.map(({ row }) => row).sort((a, b) => a - b)).toEqual(column.flagged);
    found.values.forEach(({ row, distance }) => expect(distance).toBeCloseTo(column.distance[column.flagged.indexOf(row)]!, 9));
    expect(found.expected).toBeCloseTo(303 * 0.000465258, 6);
  });
  test('that leans to one side is judged by fences, and one without spread not at all', async () => {
    const rng = createRng(1);
    const lopsided = Float64Array.from({ length: 500 }, () => Math.exp(1.2 * normal(rng)));
    expect(await columnOutliers(numbers('x', lopsided), never)).toMatchObject({ method: 'iqr' });
    expect(await columnOutliers(numbers('x', new Float64Array(100)), never)).toBeNull();
    expect(await columnOutliers(numbers('x', [1, 2, 900]), never)).toBeNull();
  });
});

function rareClass() {
  const rng = createRng(4);
  const size = 500;
  const draw = () => Float64Array.from({ length: size }, () => normal(rng));
  const survived = categoryColumn(
    'survived',
    Array.from({ length: size }, (_, i) => (i % 100 === 0 ? '1' : '0'))
  );
  const number = numbers(
    'number',
    draw().map((_, i) => i)
  );
  const columns = [number, numbers('a', draw()), numbers('b', draw()), numbers('spare', draw()), survived];
  const roles: Readonly<Record<string, Role>> = { number: 'id', spare: 'ignore' };
  const schema = columns.map(({ name, kind }): ColumnSchema => ({ name, type: kind, role: roles[name] ?? 'feature' }));
  return { table: { rows: size, columns }, schema };
}

describe('rows as a whole', () => {
  test('the twelve planted ones are flagged first, each by the columns it was planted in', async () => {
    const found = (await rowOutliers(tableOf(columnsOf(isolation.rows)), never))!;
    const first = found.strange.slice(0, 12);
    expect(first.every(({ row }) => row >= 500)).toBe(true);
    for (const { row, reasons } of first) {
      const names = reasons.map(({ column: name }) => name);
      if (row >= 506) expect(names[0]).toBe('x2');
      else expect(names.slice(0, 2).sort()).toEqual(['x0', 'x1']);
    }
  });
  test('a bell-shaped table has about as many as chance is said to give', async () => {
    const rng = createRng(9);
    const base = Float64Array.from({ length: 20_000 }, () => normal(rng));
    const table = tableOf([base, base.map((value) => 0.7 * value + Math.sqrt(0.51) * normal(rng)), base.map(() => 3 + 4 * normal(rng))]);
    const { count, expected } = (await rowOutliers(table, never))!;
    expect(expected).toBe(20);
    expect(count).toBeGreaterThan(6);
    expect(count).toBeLessThan(48);
  });
  test('a level nobody else has is a reason, in words', async () => {
    const rng = createRng(2);
    const size = 400;
    const table: Table = {
      rows: size,
      columns: [
        numbers(
          'mass',
          Float64Array.from({ length: size }, (_, i) => (i === 7 ? 9 : normal(rng)))
        ),
        categoryColumn(
          'kind',
          Array.from({ length: size }, (_, i) => (i === 7 ? 'unicorn' : i % 2 ? 'cat' : 'dog'))
        )
      ]
    };
    const report = await findOutliers(table, [], null, quietContext());
    expect(report.together!.strange[0]).toMatchObject({ row: 7 });
    expect(report.together!.strange[0]!.reasons.map(({ column: name, value }) => `${name} ${value}`).sort()).toEqual([
      'kind “unicorn”',
      'mass 9'
    ]);
    expect(report.columns[0]).toMatchObject({ column: 'mass', count: 1 });
  });
  test('rows of a rare class are not strange for their class: the target, ids and what is ignored take no part', async () => {
    const { table, schema } = rareClass();
    const report = await findOutliers(table, schema, 'survived', quietContext());
    expect(report.together!.columns).toEqual(['a', 'b']);
    expect(report.together!.strange.flatMap(({ reasons }) => reasons.map(({ column: name }) => name))).not.toContain('survived');
    expect(report.notes).toEqual([
      'The target “survived” takes no part: a rare outcome is no strange row.',
      'By their roles “number” and “spare” take no part.'
    ]);
    const byRole = schema.map((entry) => (entry.name === 'survived' ? { ...entry, role: 'target' as const } : entry));
    expect((await findOutliers(table, byRole, null, quietContext())).together!.columns).toEqual(['a', 'b']);
    expect((await findOutliers(table, schema, null, quietContext())).together!.columns).toContain('survived');
  });
  test('what chance brings is told apart from what it does not', async () => {
    const rng = createRng(5);
    const bell = () => Float64Array.from({ length: 4000 }, () => normal(rng));
    const [a, b] = [bell(), bell()];
    expect((await rowOutliers(tableOf([a, b]), never))!.isBeyondChance).toBe(false);
    for (let row = 0; row < 30; row++) [a[row], b[row]] = [9 + row, -9 - row];
    expect((await rowOutliers(tableOf([a, b]), never))!.isBeyondChance).toBe(true);
  });
  test('the same table gives the same answer; one column is not looked at as rows', async () => {
    const table = tableOf(columnsOf(isolation.rows));
    expect(await rowOutliers(table, never)).toEqual(await rowOutliers(table, never));
    expect(await rowOutliers(tableOf(columnsOf(isolation.rows).slice(0, 1)), never)).toBeNull();
  });
});
