import { expect, test } from 'vitest';
import { orderInTime } from '../../../src/stages/split/order-in-time.ts';
import { suggestSplit } from '../../../src/stages/split/suggest-split.ts';

const column = (name: string, values: readonly number[]) => ({ kind: 'number' as const, name, values: Float64Array.from(values) });
const hourly = {
  rows: 4,
  columns: [column('No', [1, 2, 3, 4]), column('year', [2010, 2010, 2010, 2011]), column('month', [1, 1, 2, 1]), column('pm', [9, 8, 7, 6])]
};

test('a counter beside a calendar that runs with the file orders the rows', () => {
  expect(orderInTime(hourly)).toBe('No');
});

test('a calendar that goes back, a counter alone, or a calendar alone say nothing', () => {
  const shuffledYears = { rows: 4, columns: [hourly.columns[0]!, column('year', [2011, 2010, 2012, 2010]), column('month', [1, 2, 3, 4])] };
  expect(orderInTime(shuffledYears)).toBeNull();
  expect(orderInTime({ rows: 4, columns: [hourly.columns[0]!, hourly.columns[3]!] })).toBeNull();
  expect(orderInTime({ rows: 4, columns: hourly.columns.slice(1) })).toBeNull();
});

test('the split suggested for it is by time, with the reason', () => {
  const { spec, reason } = suggestSplit([], null, { orderedBy: 'No' });
  expect(spec).toEqual({ kind: 'time', column: 'No', seed: 0 });
  expect(reason).toContain('“No”');
});
