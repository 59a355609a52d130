import { expect, test } from 'vitest';
import { applyRecipe } from '../../src/predict/apply-recipe.ts';
import { readTime, Unreadable } from '../../src/predict/read-value.ts';
import { tableOfRows } from '../../src/predict/rows.ts';
import { fitRecipe } from '../../src/stages/prepare/fit-recipe.ts';
import { quiet } from '../stages/prepare/context.ts';
import type { Table } from '../../src/core/table.ts';

const berlin = 'Europe/Berlin';
const utc = (text: string) => Date.parse(`${text}Z`);

test('a text without an offset is shown by the clocks of the zone; one with an offset is what it says', () => {
  expect(readTime('2024-07-01T10:00', berlin)).toBe(utc('2024-07-01T08:00'));
  expect(readTime('2024-07-01T10:00Z', berlin)).toBe(utc('2024-07-01T10:00'));
  expect(readTime('2024-07-01T10:00 UTC')).toBe(utc('2024-07-01T10:00'));
  expect(readTime('2024-07-01', berlin)).toBe(utc('2024-06-30T22:00'));
  expect(readTime('2024-10-27T02:30', berlin)).toBe(utc('2024-10-27T00:30'));
  expect(readTime(5, berlin)).toBe(5);
  expect(readTime('2024-03-31T02:30', berlin)).toEqual(new Unreadable('a time that clocks in Europe/Berlin show'));
});

/** Hours around both changes of the clocks of 2024. */
const moments = ['2024-03-30T23:30', '2024-03-31T00:30', '2024-03-31T01:30', '2024-10-26T22:30', '2024-10-27T00:30', '2024-10-27T01:30'];
const table: Table = { rows: 6, columns: [{ kind: 'time', name: 'at', values: Float64Array.from(moments, utc), zone: berlin }] };

test('parts of a date are those that the clocks of its zone show, in training and from a text at the scorer', async () => {
  const steps = [{ kind: 'date-parts', columns: ['at'], params: { day: true, hour: true } }];
  const { fitted } = await fitRecipe(steps, table, quiet());
  const parts = (from: Table) =>
    Object.fromEntries(
      applyRecipe(fitted, from).columns.map((column) => [column.name.slice(4), column.kind === 'number' ? [...column.values] : []])
    );
  const trained = parts(table);
  expect(trained).toMatchObject({
    day: [31, 31, 31, 27, 27, 27],
    hour: [0, 1, 3, 0, 2, 2],
    weekday: [6, 6, 6, 6, 6, 6]
  });
  expect(trained['days']!.slice(0, 3)).toEqual([0, 1 / 24, 2 / 24]);
  const texts = [
    '2024-03-31T00:30',
    '2024-03-31T01:30',
    '2024-03-31T03:30',
    '2024-10-27T00:30',
    '2024-10-27T02:30+02:00',
    '2024-10-27T02:30+01:00'
  ];
  const input = { name: 'at', type: 'time', missingShare: 0, typical: null, zone: berlin } as const;
  expect(
    parts(
      tableOfRows(
        [input],
        texts.map((at) => ({ at }))
      ).table
    )
  ).toEqual(trained);
});
