import { expect, test } from 'vitest';
import { functionNames } from '../../src/core/expression/operations/registry.ts';
import { applyRecipe } from '../../src/predict/apply-recipe.ts';
import { readTime, Unreadable } from '../../src/predict/read-value.ts';
import { tableOfRows } from '../../src/predict/rows.ts';
import { summarizeColumns } from '../../src/stages/prepare/column-summary.ts';
import { completeRecipe } from '../../src/stages/prepare/complete-recipe.ts';
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

test('a formula of the recipe reads the clocks of the zone, and what it makes can be taken apart by them', async () => {
  const steps = [
    { kind: 'formula', columns: [], params: { name: 'clock', expression: 'hour(at)' } },
    { kind: 'formula', columns: [], params: { name: 'next', expression: "dateAdd('hours', 1, at)" } },
    { kind: 'date-parts', columns: ['next'], params: { year: false, month: false, weekday: false, days: false, hour: true } },
    { kind: 'drop', columns: ['at'] }
  ];
  const { fitted } = await fitRecipe(steps, table, quiet());
  const made = applyRecipe(fitted, table).columns.map((column) => [column.name, column.kind === 'number' ? [...column.values] : []]);
  expect(made).toEqual([
    ['clock', [0, 1, 3, 0, 2, 2]],
    ['next: hour', [1, 3, 4, 1, 2, 3]]
  ]);
});

test('gaps of a time that was taken apart by hand are filled under the names it has then', () => {
  const steps = [{ kind: 'date-parts', columns: ['at'] }];
  const { added } = completeRecipe(steps, summarizeColumns(table), 'encoded');
  expect(added.map(({ step }) => [step.kind, step.columns])).toEqual([['impute', []]]);
});

test('days of the week are counted alike by the step and by formulas, from Monday 0, as Python does', async () => {
  const steps = [
    { kind: 'formula', columns: [], params: { name: 'day', expression: 'dayOfWeek(at)' } },
    { kind: 'formula', columns: [], params: { name: 'before', expression: 'weekday(at)' } },
    { kind: 'date-parts', columns: ['at'], params: { year: false, month: false, days: false } }
  ];
  const { fitted } = await fitRecipe(steps, table, quiet());
  const found = Object.fromEntries(
    applyRecipe(fitted, table).columns.map((column) => [column.name, column.kind === 'number' ? [...column.values] : []])
  );
  // datetime.fromisoformat('2024-03-31T00:30+01:00').weekday() == 6, and so on.
  expect(found['day']).toEqual([6, 6, 6, 6, 6, 6]);
  expect(found['at: weekday']).toEqual(found['day']);
  expect(found['before']).toEqual([7, 7, 7, 7, 7, 7]);
});

test('what is not offered any more is still understood', () => {
  expect(functionNames).toContain('dayOfWeek');
  expect(functionNames).not.toContain('weekday');
});
