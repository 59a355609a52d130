import { expect, test } from 'vitest';
import { asTheFileCalls, inTrainedUnits, unitDifferences } from '../../../src/stages/deploy/batch-units.ts';

const input = (name: string, unit?: string) =>
  ({ name, type: 'integer', missingShare: 0, typical: null, ...(unit === undefined ? {} : { unit }) }) as const;

test('an input in another unit is told by the names, or by what was said of it', () => {
  expect(unitDifferences([input('height_cm'), input('weight', 'kg'), input('age')], ['Height (in)', 'weight_lb', 'age'])).toEqual([
    { input: 'height_cm', unit: 'cm', column: 'Height (in)', given: 'in' },
    { input: 'weight', unit: 'kg', column: 'weight_lb', given: 'lb' }
  ]);
});

test('nothing is supposed of a file that has the input, of other names, of other kinds, and of money', () => {
  const inputs = [input('height_cm'), input('price_eur')];
  for (const header of [['height_cm', 'height_in'], ['width_in'], ['height_kg'], ['height'], ['price_usd']])
    expect(unitDifferences(inputs, header)).toEqual([]);
});

test('the numbers are converted under the name the model knows', () => {
  const differences = unitDifferences([input('height_cm')], ['height_in']);
  expect(asTheFileCalls([input('height_cm'), input('age')], differences).map(({ name, type }) => [name, type])).toEqual([
    ['height_in', 'number'],
    ['age', 'integer']
  ]);
  const table = { rows: 2, columns: [{ kind: 'number', name: 'height_in', values: Float64Array.of(10, NaN) }] } as const;
  expect(inTrainedUnits(table, differences).columns).toEqual([{ kind: 'number', name: 'height_cm', values: Float64Array.of(25.4, NaN) }]);
});

test('a name that says another unit than the package stores is told, not believed', () => {
  const converted = input('height_in', 'cm');
  expect(unitDifferences([converted], ['height_in'])).toEqual([{ input: 'height_in', unit: 'cm', column: 'height_in', given: 'in' }]);
  expect(unitDifferences([input('height_in', 'inch')], ['height_in'])).toEqual([]);
  expect(unitDifferences([input('height', 'cm'), input('height_in')], ['height', 'height_in'])).toEqual([]);
  expect(unitDifferences([input('price_usd', 'EUR')], ['price_usd'])).toEqual([]);
});
