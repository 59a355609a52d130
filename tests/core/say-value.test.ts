import { expect, test } from 'vitest';
import { sayerOf } from '../../src/core/say-value.ts';
import { momentText } from '../../src/core/time-text.ts';
import { describeDivision } from '../../src/stages/split/describe-division.ts';
import { weakSlices } from '../../src/stages/evaluate/slices.ts';
import { columnOutliers } from '../../src/stages/explore/outliers/column-outliers.ts';
import { compareColumns } from '../../src/stages/explore/compare/compare-columns.ts';
import { codesOf } from '../../src/stages/govern/privacy/anonymity.ts';
import type { SplitPicture } from '../../src/app/api/splitting.ts';
import { momentSayer } from '../../src/ui/models/split-bars.ts';
import { colouringOf } from '../../src/ui/explore/map/point-map.ts';

const zone = 'Asia/Tokyo';
/** Midnights of Tokyo: in UTC each lies on the day before. */
const midnight = (day: number) => Date.UTC(2024, 4, day, -9);
const column = (values: readonly number[]) => ({ kind: 'time', name: 'at', values: Float64Array.from(values), zone }) as const;
const days = column(Array.from({ length: 28 }, (_, i) => midnight(1 + i)));
const pace = () => Promise.resolve();

test('a moment is said by the day of its column, a clock time as it stands, a number briefly', () => {
  expect(sayerOf(days)(midnight(2))).toBe('2024-05-02');
  expect(sayerOf({ kind: 'time' })(midnight(2))).toBe('2024-05-01');
  expect(sayerOf({ kind: 'number' })(1234.5)).toBe('1,235');
  expect(momentText(midnight(2), zone, 3_600_000)).toBe('2024-05-02 00:00');
  expect(momentText(midnight(2), zone, 86_400_000)).toBe('2024-05-02');
});

test('looks at a table say the days of its zone', async () => {
  const outliers = await columnOutliers(column([...days.values, midnight(400)]), pace);
  expect(outliers!.values.map(({ value }) => value)).toEqual(['2025-06-04']);
  const [compared] = await compareColumns([{ first: days, second: days }], pace);
  expect(compared!.said).toMatch(/^median 2024-05-14 and 2024-05-14;/);
  expect([...codesOf(column([midnight(1), midnight(1) + 8.64e7 - 1, midnight(2)]))]).toEqual([0, 0, 1]);
});

test('pictures say the days of the zone', () => {
  expect(colouringOf({ kind: 'time', values: days.values.slice(0, 2), zone }).keys).toEqual(['2024-05-01', '2024-05-02']);
  const parts = { train: Uint32Array.of(0, 1), validation: Uint32Array.of(2), test: Uint32Array.of(3) };
  const { order } = describeDivision(parts, { target: null, order: days, group: null }) as unknown as SplitPicture;
  expect(order!.spans.test!.map(momentSayer(order!))).toEqual(['2024-05-04', '2024-05-04']);
});

test('rows where a model is weak are told by the days of the zone', () => {
  const times = column(Array.from({ length: 400 }, (_, i) => midnight(1 + (i % 40))));
  const actual = Float64Array.from(times.values, (_, i) => (i % 40 < 10 ? 9 + (i % 3) : (i % 5) / 10));
  const outcome = { kind: 'numbers', actual, predicted: new Float64Array(400), weights: null } as const;
  const texts = weakSlices(outcome, { rows: 400, columns: [times] }).slices.map(({ condition }) => condition);
  expect(texts[0]).toMatch(/^“at” from 2024-05-01 to 2024-05-10$/);
});
