import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renamedFor, unitInHeader, withUnit } from '../../src/core/header-unit.ts';
import { conversionOf, unitOf, units } from '../../src/core/units.ts';

const reference = JSON.parse(readFileSync(join(import.meta.dirname, '../reference/units.json'), 'utf8')) as [string, number, number][];

test('factors are those of scipy.constants', () => {
  const known = new Map(units.map((unit) => [unit.symbol, unit]));
  expect(reference.length).toBeGreaterThan(30);
  for (const [symbol, factor] of reference) expect(known.get(symbol)!.factor / factor, symbol).toBeCloseTo(1, 13);
});

test.each([
  ['in', 'cm', 2.54, 0],
  ['kg', 'lb', 1 / 0.45359237, 0],
  ['mi', 'km', 1.609344, 0],
  ['°C', '°F', 1.8, 32],
  ['°F', '°C', 5 / 9, -160 / 9],
  ['°C', 'K', 1, 273.15],
  ['km/h', 'm/s', 1 / 3.6, 0],
  ['h', 'min', 60, 0],
  ['GiB', 'MB', 1073.741824, 0],
  ['acres', 'ha', 0.40468564224, 0]
])('%s to %s', (from, to, factor, offset) => {
  const found = conversionOf(from, to)!;
  expect(found.factor).toBeCloseTo(factor, 13);
  expect(found.offset).toBeCloseTo(offset, 10);
});

test('there and back is the same number; of one kind only, and never of money', () => {
  for (const a of units)
    for (const b of units) {
      const [there, back] = [conversionOf(a.symbol, b.symbol), conversionOf(b.symbol, a.symbol)];
      expect(there === null).toBe(a.kind !== b.kind || a.kind === 'currency');
      if (!there) continue;
      const value = 36.6 * there.factor + there.offset;
      expect(Math.abs(value * back!.factor + back!.offset - 36.6), `${a.symbol} ${b.symbol}`).toBeLessThan(1e-9);
    }
  expect(conversionOf('kg', 'parsec')).toBeNull();
});

test('a spelling means one unit; capitals tell mega from milli', () => {
  const meant = { mW: 'mW', MW: 'MW', KG: 'kg', Meters: 'm', degC: '°C', 'sq ft': 'ft²', '€': 'EUR', furlong: null };
  expect(Object.fromEntries(Object.keys(meant).map((text) => [text, unitOf(text)?.symbol ?? null]))).toEqual(meant);
  const symbols = units.map(({ symbol }) => symbol);
  expect(new Set(symbols).size).toBe(symbols.length);
});

test.each([
  ['weight (kg)', 'kg', 'weight'],
  ['height_cm', 'cm', 'height'],
  ['temp [°C]', '°C', 'temp'],
  ['speed km/h', 'km/h', 'speed'],
  ['price_eur', 'EUR', 'price'],
  ['duration (min)', 'min', 'duration'],
  ['heightCm', 'cm', 'height'],
  ['Distance (in miles)', 'mi', 'Distance'],
  ['volume_fl_oz', 'fl oz', 'volume'],
  ['height_m', 'm', 'height'],
  ['temp_c', '°C', 'temp'],
  ['Living area sq ft', 'ft²', 'Living area'],
  ['wait_min', 'min', 'wait']
])('%s says %s', (name, unit, bare) => expect(unitInHeader(name)).toMatchObject({ unit: { symbol: unit }, bare }));

test.each([
  'temp_min',
  'check_in',
  'grade_c',
  'first_second',
  'kg',
  'name',
  'foo_bar',
  'column_a',
  'plan b',
  'x (see notes)',
  'per_day',
  'ends in'
])('%s says none', (name) => expect(unitInHeader(name)).toBeNull());

test('a name carries its unit once, and says another when the numbers are in another', () => {
  expect(withUnit('height', 'cm')).toBe('height (cm)');
  expect(withUnit('height_cm', 'cm')).toBe('height_cm');
  expect(withUnit('yield (bushel)', 'bushel')).toBe('yield (bushel)');
  expect(withUnit('height', undefined)).toBe('height');
  expect(renamedFor('height_cm', 'm')).toBe('height_m');
  expect(renamedFor('weight (kg)', 'lb')).toBe('weight (lb)');
  expect(renamedFor('speed_mph', 'km/h')).toBe('speed_km_h');
  expect(renamedFor('weight', 'lb')).toBeNull();
});
