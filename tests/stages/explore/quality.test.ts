import { describe, expect, test } from 'vitest';
import { createPacer } from '../../../src/core/pacer.ts';
import type { ColumnSchema } from '../../../src/core/schema.ts';
import { categoryColumn, type Table } from '../../../src/core/table.ts';
import { auditTable } from '../../../src/stages/explore/audit.ts';
import { profileTable } from '../../../src/stages/explore/profile.ts';
import { judgeQuality } from '../../../src/stages/explore/quality/quality.ts';
import { quietContext } from './read-sample.ts';

const DAY = 86_400_000;
const numbers = (name: string, values: readonly number[]) => ({ kind: 'number' as const, name, values: Float64Array.from(values) });

async function axes(
  table: Table,
  roles: Partial<Record<string, ColumnSchema['role']>> = {},
  misfits: { column: string; missing: number }[] = []
) {
  const schema: ColumnSchema[] = table.columns.map(({ name, kind }) => ({ name, type: kind, role: roles[name] ?? 'feature' }));
  const profile = await profileTable(table, schema, quietContext());
  const findings = await auditTable(table, schema, profile, null, quietContext());
  const { axes: all } = await judgeQuality({
    table,
    schema,
    profile,
    findings,
    misfits,
    now: 100 * DAY,
    pace: createPacer(quietContext())
  });
  return Object.fromEntries(all.map((axis) => [axis.id, axis]));
}

const many = (make: (i: number) => number) => Array.from({ length: 200 }, (_, i) => make(i));

test('every number is its stated counts: good of so many', async () => {
  const found = await axes({
    rows: 200,
    columns: [
      numbers(
        'x',
        many((i) => (i < 20 ? NaN : i < 24 ? -999 : i * 1.7))
      ),
      numbers(
        'y',
        many((i) => i * 3.1)
      ),
      categoryColumn(
        'town',
        Array.from({ length: 200 }, (_, i) => (i < 5 ? 'oslo' : i % 2 ? 'Oslo' : 'Bergen'))
      )
    ]
  });
  expect(found['completeness']).toMatchObject({
    good: 580,
    of: 600,
    unit: 'cell',
    raise: 'Mending 20 gaps in “x” would raise it to 100\u00a0%.'
  });
  expect(found['validity']).toMatchObject({ good: 576, of: 580, faults: [{ column: 'x', count: 4 }] });
  expect(found['consistency']).toMatchObject({ good: 195, of: 200, faults: [{ column: 'town', count: 5 }] });
  for (const { share, good, of } of Object.values(found)) if (share !== null) expect(share).toBe(good / of);
});

describe('what can’t be judged is not known', () => {
  test('timeliness without a time, consistency without categories', async () => {
    const found = await axes({
      rows: 200,
      columns: [
        numbers(
          'x',
          many((i) => i * 1.7)
        )
      ]
    });
    expect(found['timeliness']).toMatchObject({ share: null, raise: null });
    expect(found['timeliness']!.said).toContain('No column holds a time');
    expect(found['consistency']!.share).toBeNull();
  });
  test('uniqueness where few different rows are possible; with an id it is known again', async () => {
    const columns = [
      categoryColumn(
        'a',
        Array.from({ length: 200 }, (_, i) => (i % 2 ? 'yes' : 'no'))
      )
    ];
    expect((await axes({ rows: 200, columns }))['uniqueness']!.share).toBeNull();
    const withId = {
      rows: 200,
      columns: [
        ...columns,
        numbers(
          'id',
          many((i) => (i === 7 ? 6 : i))
        )
      ]
    };
    expect((await axes(withId, { id: 'id' }))['uniqueness']).toMatchObject({ good: 199, of: 200 });
  });
});

test('copied rows count once each', async () => {
  const values = many((i) => (i >= 190 ? i - 190 : i) * 1.37);
  const found = await axes({
    rows: 200,
    columns: [
      numbers('x', values),
      numbers(
        'y',
        values.map((value) => value ** 2)
      )
    ]
  });
  expect(found['uniqueness']).toMatchObject({
    good: 190,
    of: 200,
    raise: 'Mending 10 exact copies of earlier rows would raise it to 100\u00a0%.'
  });
});

test('days without newer rows take from timeliness', async () => {
  const time = { kind: 'time' as const, name: 'day', values: Float64Array.from({ length: 61 }, (_, i) => i * DAY) };
  const { timeliness } = await axes({ rows: 61, columns: [time] });
  expect(timeliness).toMatchObject({ good: 61, of: 101, unit: 'day' });
});

test('a rule that nearly all rows keep is broken by few', async () => {
  const towns = Array.from({ length: 2000 }, (_, i) => `t${i % 20}`);
  const lands = towns.map((town, i) => (i === 13 ? 'X' : `c${Number(town.slice(1)) % 4}`));
  const { consistency } = await axes({ rows: 2000, columns: [categoryColumn('town', towns), categoryColumn('land', lands)] });
  expect(consistency).toMatchObject({ good: 1999, of: 2000, faults: [{ column: 'land', count: 1 }] });
});

test('values that keep a column from its type are not valid', async () => {
  const { validity } = await axes(
    {
      rows: 200,
      columns: [
        numbers(
          'x',
          many((i) => i * 1.7)
        )
      ]
    },
    {},
    [{ column: 'x', missing: 3 }]
  );
  expect(validity).toMatchObject({ good: 197, of: 200 });
});
