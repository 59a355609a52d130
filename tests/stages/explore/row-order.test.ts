import { describe, expect, test } from 'vitest';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import type { ColumnSchema } from '../../../src/core/schema.ts';
import { categoryColumn, gather, withoutColumns, type Column, type Table } from '../../../src/core/table.ts';
import { auditTable } from '../../../src/stages/explore/audit.ts';
import { profileTable } from '../../../src/stages/explore/profile.ts';
import { likenessOfNumbers, ranksOf } from '../../../src/stages/explore/row-order/likeness.ts';
import { rowOrder } from '../../../src/stages/explore/row-order/row-order.ts';
import { quietContext, readSample } from './read-sample.ts';

const noPause = () => Promise.resolve();
const numbers = (name: string, values: ArrayLike<number>): Column => ({ kind: 'number', name, values: Float64Array.from(values) });
const tableOf = (...columns: Column[]): Table => {
  const [first] = columns;
  return { rows: first!.kind === 'category' ? first!.codes.length : (first as { values: Float64Array }).values.length, columns };
};
const features = (table: Table): ColumnSchema[] => table.columns.map(({ name, kind }) => ({ name, type: kind, role: 'feature' }));
const orderOf = (table: Table, target: string | null = null, schema = features(table)) => rowOrder(table, schema, target, noPause);
const draws = (rng: Rng, rows: number) => Array.from({ length: rows }, () => normal(rng));

/** Each value keeps a part of the one before. */
function series(rng: Rng, rows: number, kept: number): number[] {
  let level = 0;
  return Array.from({ length: rows }, () => (level = kept * level + Math.sqrt(1 - kept * kept) * normal(rng)));
}

function sortedBy(table: Table, name: string): Table {
  const column = table.columns.find((known) => known.name === name)!;
  const values = column.kind === 'category' ? column.codes : (column as { values: Float64Array }).values;
  return gather(table, Array.from({ length: table.rows }, (_, row) => row).sort((a, b) => values[a]! - values[b]!)); // prettier-ignore
}

/** A table in which everything hangs together, rows in no order. */
function related(rng: Rng, rows: number): Table {
  const hidden = draws(rng, rows);
  const with_ = (share: number) => hidden.map((value) => share * value + Math.sqrt(1 - share * share) * normal(rng));
  return tableOf(
    numbers('a', with_(0.95)),
    numbers('b', with_(0.9)),
    numbers('c', with_(0.8)),
    categoryColumn(
      'group',
      hidden.map((value) => `g${Math.round(value * 2)}`)
    ),
    categoryColumn(
      'answer',
      hidden.map((value) => (value + 0.3 * normal(rng) > 0 ? 'yes' : 'no'))
    )
  );
}

describe('rows that stand next to each other are alike', () => {
  const rng = createRng(21);
  test.each([
    ['a series with a memory', (rows: number) => series(rng, rows, 0.8)],
    ['a random walk', (rows: number) => { let at = 0; return Array.from({ length: rows }, () => (at += normal(rng))); }], // prettier-ignore
    ['hours of a day', (rows: number) => Array.from({ length: rows }, (_, i) => 3 * Math.sin((i * 2 * Math.PI) / 24) + normal(rng))],
    ['eight visits of each patient', (rows: number) => { let own = 0; return Array.from({ length: rows }, (_, i) => (i % 8 === 0 ? (own = 2 * normal(rng)) : own) + 0.4 * normal(rng)); }] // prettier-ignore
  ])('%s', async (_what, of) => {
    const table = tableOf(numbers('y', of(600)), numbers('noise', draws(rng, 600)));
    const found = await orderOf(table, 'y');
    expect(found).toMatchObject({ kind: 'near-alike', isTargetAlike: true, watched: 1, counter: null });
    expect(found?.kind === 'near-alike' && found.columns.map(({ name }) => name)).toEqual(['y']);
  });

  test('classes in changing stretches', async () => {
    const level = series(rng, 3000, 0.97);
    const answer = categoryColumn('answer', level.map((value) => (value > 0 ? 'on' : 'off'))); // prettier-ignore
    const found = await orderOf(tableOf(answer, numbers('noise', draws(rng, 3000))), 'answer');
    expect(found).toMatchObject({ kind: 'near-alike', isTargetAlike: true });
  });

  test('most features, while the target is chance; one of many is not enough', async () => {
    const [a, b, c] = [0.9, 0.8, 0].map((kept, i) => numbers(`x${i}`, series(rng, 800, kept)));
    const y = numbers('y', draws(rng, 800));
    expect(await orderOf(tableOf(y, a!, b!, c!), 'y')).toMatchObject({ kind: 'near-alike', isTargetAlike: false, watched: 3 });
    const others = Array.from({ length: 6 }, (_, i) => numbers(`n${i}`, draws(rng, 800)));
    expect(await orderOf(tableOf(y, a!, ...others), 'y')).toBeNull();
  });

  test('a counter is named, and is no likeness of its own', async () => {
    const table = tableOf(
      numbers(
        'row',
        Array.from({ length: 500 }, (_, i) => i + 1)
      ),
      numbers('y', series(rng, 500, 0.9))
    );
    expect(await orderOf(table, 'y')).toMatchObject({ counter: 'row', watched: 0 });
    expect(await orderOf(tableOf(table.columns[0]!, numbers('y', draws(rng, 500))), 'y')).toBeNull();
  });

  test('the temperatures without their dates, and a long table looked at in parts', async () => {
    const { table } = readSample('temperatures', { Date: 'text' });
    expect(await orderOf(withoutColumns(table, ['Date']), 'Temp')).toMatchObject({ kind: 'near-alike', isTargetAlike: true });
    expect(await orderOf(tableOf(numbers('y', series(rng, 60_000, 0.8))), 'y')).toMatchObject({ kind: 'near-alike' });
  });

  test('where a role already says what belongs together there is nothing to add', async () => {
    const table = tableOf(numbers('y', series(rng, 500, 0.9)), numbers('t', series(rng, 500, 0)));
    for (const role of ['time', 'group', 'fold'] as const) {
      expect(await orderOf(table, 'y', [features(table)[0]!, { name: 't', type: 'number', role }])).toBeNull();
    }
  });
});

describe('no false alarm', () => {
  test.each([
    ['penguins', ['species', 'island', 'sex', 'body_mass_g', 'bill_length_mm']],
    ['titanic', ['survived', 'age', 'fare', 'class']],
    ['adult', ['income', 'age', 'education']],
    ['wine-quality', ['quality', 'alcohol', 'density']],
    ['diamonds', ['price', 'carat', 'cut', 'depth']]
  ])('%s', async (name, targets) => {
    const { table, schema } = readSample(name);
    for (const target of [null, ...targets])
      expect((await rowOrder(table, schema, target, noPause))?.kind, String(target)).not.toBe('near-alike');
  });

  test('tables in no order, and tables sorted by any of their columns', async () => {
    const rng = createRng(4);
    for (let round = 0; round < 40; round++) {
      const table = related(rng, 100 + 25 * round);
      for (const target of ['a', 'answer']) {
        expect(await orderOf(table, target)).toBeNull();
        for (const key of ['a', 'c', 'group', 'answer'])
          expect((await orderOf(sortedBy(table, key), target))?.kind, `round ${round}, ${target} sorted by ${key}`).not.toBe('near-alike');
      }
    }
  });

  test('too few rows, nothing but texts, a constant column', async () => {
    const rng = createRng(6);
    expect(await orderOf(tableOf(numbers('y', series(rng, 40, 0.9))), 'y')).toBeNull();
    expect(await orderOf(tableOf(numbers('y', new Float64Array(200).fill(3))), 'y')).toBeNull();
    expect(await orderOf(tableOf(numbers('y', new Float64Array(200).fill(NaN))), 'y')).toBeNull();
    expect(await orderOf({ rows: 0, columns: [] })).toBeNull();
  });
});

describe('what the rows are sorted by is said', () => {
  const rng = createRng(9);
  test.each([
    ['a', 'sorted'],
    ['group', 'blocks']
  ] as const)('by %s', async (key, kind) => {
    const found = await orderOf(sortedBy(related(rng, 800), key), 'b');
    expect(found).toMatchObject({ kind: 'sorted' });
    expect(found?.kind === 'sorted' && found.by).toContainEqual({ name: key, kind });
  });

  test('diamonds by price, stretch by stretch; penguins in blocks of species', async () => {
    const diamonds = readSample('diamonds');
    expect(await rowOrder(diamonds.table, diamonds.schema, 'price', noPause)).toEqual({
      kind: 'sorted',
      by: [{ name: 'price', kind: 'stretches' }]
    });
    const penguins = readSample('penguins');
    const found = await rowOrder(penguins.table, penguins.schema, 'species', noPause);
    expect(found?.kind === 'sorted' && found.by[0]).toEqual({ name: 'species', kind: 'blocks' });
  });

  test('cars of rising years, alike within a year: the year explains it', async () => {
    const cars = Array.from({ length: 400 }, (_, i) => ({ year: 70 + Math.floor(i / 32), size: Math.floor((i % 32) / 8) }));
    const table = tableOf(
      numbers('model_year', cars.map(({ year }) => year)), // prettier-ignore
      numbers('weight', cars.map(({ size }) => 2000 + 500 * size + 100 * normal(rng))) // prettier-ignore
    );
    expect(await orderOf(table, 'weight')).toEqual({ kind: 'sorted', by: [{ name: 'model_year', kind: 'sorted' }] });
  });
});

test('the likeness overall is 1 less half the rank von Neumann ratio', () => {
  const values = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3);
  const ranks = [4.5, 1.5, 6, 1.5, 7.5, 10, 3, 9, 7.5, 4.5];
  expect([...ranksOf(values)]).toEqual(ranks);
  const steps = ranks.slice(1).reduce((sum, rank, i) => sum + (rank - ranks[i]!) ** 2, 0) / 9;
  const spread = ranks.reduce((sum, rank) => sum + (rank - 5.5) ** 2, 0) / 10;
  const one = new Int32Array(10);
  const { overall, pairs } = likenessOfNumbers(Float64Array.from(ranks), Float64Array.from(ranks), {
    stretches: one,
    blocks: one,
    hasKeys: false
  });
  expect([overall, pairs]).toEqual([1 - steps / (2 * spread), 9]);
});

test('the audit says it with numbers and what to do', async () => {
  const rng = createRng(2);
  const table = tableOf(numbers('load', series(rng, 700, 0.9)), numbers('wind', series(rng, 700, 0.8)), numbers('row', Array.from({ length: 700 }, (_, i) => i))); // prettier-ignore
  const schema = features(table);
  const audit = async (of: Table, target: string) =>
    (await auditTable(of, schema, await profileTable(of, schema, quietContext()), { target }, quietContext())).filter(
      ({ code }) => code === 'row-order'
    );
  const [alike] = await audit(table, 'load');
  expect(alike).toMatchObject({ severity: 'warning', columns: ['load', 'wind'] });
  expect(alike!.message).toMatch(
    /a row goes with the next by 0\.\d+ in “load” and 0\.\d+ in “wind”, where chance gives 0; 1 of 1 number column shows it\./
  );
  expect(alike!.hint).toContain('Split by time with “row”, which counts the rows');
  const sorted = sortedBy(related(rng, 700), 'group');
  const [said] = (await auditTable(sorted, features(sorted), await profileTable(sorted, features(sorted), quietContext()), { target: 'a' }, quietContext())).filter(({ code }) => code === 'row-order'); // prettier-ignore
  expect(said).toMatchObject({ severity: 'info' });
  expect(said!.message).toContain('in blocks of “group”');
});
