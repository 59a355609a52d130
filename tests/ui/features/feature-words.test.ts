import { expect, test } from 'vitest';
import type { StoredFeature } from '../../../src/app/api/features.ts';
import { featureOfAddress, withColumns } from '../../../src/core/stored-feature.ts';
import { ownFormula } from '../../../src/ui/features/draft.ts';
import { conversionOf } from '../../../src/core/units.ts';
import { choicesFor, fitWords, featureSentence, linesOf, removalWords, usedSentence } from '../../../src/ui/features/feature-words.ts';

const feature = (version: number, change: Partial<StoredFeature> = {}): StoredFeature => ({
  ...{ name: 'bmi', version, description: '', owner: 'Ada', expression: 'weight / height ^ 2', type: 'number', hash: '', createdAt: 1 },
  inputs: [{ name: 'weight', type: 'number' }],
  from: { projectId: 'p', projectName: 'Clinic', datasetHash: '' },
  isNewest: false,
  usedBy: [],
  ...change
});

test('each feature is told under its newest version', () => {
  const lines = linesOf([feature(2, { isNewest: true }), feature(1)]);
  expect(lines.map(({ newest, earlier }) => [newest.version, earlier.length])).toEqual([[2, 1]]);
  expect(featureSentence(feature(2, { usedBy: [{ id: 'w', name: 'Ward' }] }))).toMatch(
    /^Version 2, a number, by Ada, written for Clinic\. In use in .Ward.\.$/
  );
  expect(featureSentence(feature(1, { owner: '' }))).toContain('a number, written for Clinic. No project uses it.');
});

test('a project is told that it stays on its version until it is moved', () => {
  const used = { name: 'bmi', version: 1, as: 'bmi', expression: 'kg / height ^ 2', newest: 2 };
  expect(usedSentence(used)).toContain('stays on it until you move it to version 2');
  expect(usedSentence({ ...used, newest: 1 })).toBe('This project uses version 1 as bmi: kg / height ^ 2.');
  expect(usedSentence({ ...used, newest: null })).toContain('not stored any more');
});

test('only columns of the right type can stand for an input', () => {
  const columns = [
    { name: 'kg', type: 'integer' as const },
    { name: 'sex', type: 'category' as const },
    { name: 'weight', type: 'number' as const }
  ];
  expect(choicesFor(feature(1), columns)).toEqual([{ input: 'weight', needs: 'a number', options: ['kg', 'weight'], chosen: 'weight' }]);
  expect(choicesFor(feature(1), columns.slice(0, 2))[0]!.chosen).toBe('');
});

test('before a version goes it is said who uses it', () => {
  expect(removalWords({ usedBy: [{ id: 'w', name: 'Ward' }], earlier: 1 })).toMatch(
    /Ward.* uses it and will go on working.*1 other version will stay/
  );
  expect(removalWords({ usedBy: [], earlier: 0 })).toBe('No project uses it. It is the only version.');
});

test.each([
  ['weight / height ^ 2', '`weight kg` / height ^ 2'],
  ['(weight) + lower(weight)', '(`weight kg`) + lower(`weight kg`)'],
  ["if(weight between 1 and 2, 'weight', missing)", "if(`weight kg` between 1 and 2, 'weight', missing)"],
  ['weight', '`weight kg`']
])('%s over another column is %s', (expression, expected) => {
  expect(withColumns(expression, { weight: 'weight kg' })).toBe(expected);
});

test('names that are swapped are swapped once', () => expect(withColumns('a - b', { a: 'b', b: 'a' })).toBe('b - a'));

test('a formula changed by hand is not the stored feature any more', () => {
  const before = { name: 'bmi', expression: 'a', stored: 'bmi@1#0a1b2c3d' };
  expect(ownFormula(before, { ...before, name: 'b' })).toEqual({ ...before, name: 'b' });
  expect(ownFormula(before, { ...before, expression: 'a + 1' })).toEqual({ name: 'bmi', expression: 'a + 1' });
  expect(ownFormula({}, { strategy: 'mean' })).toEqual({ strategy: 'mean' });
  expect([featureOfAddress('a@b@3#0a1b2c3d'), featureOfAddress('bmi@1'), featureOfAddress(undefined)]).toEqual([
    { name: 'a@b', version: 3, mark: '0a1b2c3d' },
    null,
    null
  ]);
});

test('what stands for an input in another unit or zone is told before it is used', () => {
  const weight = { name: 'weight', type: 'number', unit: 'kg' };
  const at = { name: 'at', type: 'time', zone: 'Europe/Berlin' };
  expect(choicesFor({ inputs: [weight, at] }, []).map(({ needs }) => needs)).toEqual([
    'a number, in kg',
    'a time, read by the clocks of Europe/Berlin'
  ]);
  const column = (change: object) => ({ name: 'x', type: 'number' as const, ...change });
  expect(fitWords(weight, column({ unit: 'lb' }))).toBe('Its numbers in lb are brought to kg.');
  expect([fitWords(weight, column({ unit: 'kilograms' })), fitWords(weight, column({})), fitWords(weight, undefined)]).toEqual([
    '',
    '',
    ''
  ]);
  expect(fitWords(weight, column({ unit: 'm' }))).toMatch(
    /counts in kg, and these numbers are in m, which can’t be brought to it\. Choose/
  );
  expect(fitWords(at, column({ type: 'time', zone: 'Asia/Tokyo' }))).toMatch(
    /by the clocks of Europe\/Berlin, and these are read by those of Asia\/Tokyo\. Say/
  );
  expect(fitWords({ name: 'at', type: 'time' }, column({ type: 'time', zone: 'Asia/Tokyo' }))).toBe('');
});

test('numbers in another unit are brought to that of the formula where they stand in it', () => {
  const converted = (from: string, to: string) =>
    withColumns('w / h ^ 2 + w', { w: 'weight in', h: 'h' }, new Map([['w', conversionOf(from, to)!]]));
  expect(converted('lb', 'kg')).toBe('(`weight in` * 0.45359237) / h ^ 2 + (`weight in` * 0.45359237)');
  expect(converted('°C', 'K')).toBe('(`weight in` + 273.15) / h ^ 2 + (`weight in` + 273.15)');
  expect(converted('°F', '°C')).toBe(
    '(`weight in` * 0.555555555555556 - 17.7777777777778) / h ^ 2 + (`weight in` * 0.555555555555556 - 17.7777777777778)'
  );
});
