import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/app/lathe-api.ts';
import { dataSentence, lineWords, ruleWords, versionDifference } from '../../../src/ui/data/data-words.ts';
import { optionsOf, unchosen } from '../../../src/ui/data/import-choices.ts';
import { spreadRows, toPixels } from '../../../src/ui/data/thumbnails.ts';

const dataset: Dataset = {
  id: 'd',
  name: 'penguins',
  version: 2,
  hash: 'aa',
  rows: 344,
  columns: [
    { name: 'species', type: 'category', role: 'target', missing: 0, distinct: 3 },
    { name: 'mass', type: 'number', role: 'feature', missing: 2, distinct: 94 }
  ],
  notes: [],
  report: null,
  fileName: 'penguins.csv',
  createdAt: 0
};

test('the data in one sentence, with what is known of personal data', () => {
  expect(dataSentence(dataset, [])).toBe(
    '344 rows, 2 columns, one of them with gaps; nothing personal found; version 2, from penguins.csv.'
  );
  expect(dataSentence(dataset, null)).toBe('344 rows, 2 columns, one of them with gaps; version 2, from penguins.csv.');
  const finding = { code: 'email', severity: 'warning' as const, columns: ['mass'], message: '', hint: '' };
  expect(dataSentence(dataset, [finding, finding])).toMatch(/1 column shows signs of personal data/);
});

describe('the difference of two versions', () => {
  test('says roles, types and rows', () => {
    const columns = [{ ...dataset.columns[0]!, role: 'ignore' as const }, dataset.columns[1]!];
    expect(versionDifference(dataset, { ...dataset, hash: 'bb', rows: 340, columns })).toEqual([
      '4 rows fewer',
      'species is ignore instead of target'
    ]);
  });
  test('says what is new and what is gone', () => {
    const columns = [dataset.columns[1]!, { name: 'sex', type: 'category' as const, role: 'feature' as const, missing: 0, distinct: 2 }];
    expect(versionDifference(dataset, { ...dataset, hash: 'bb', columns })).toEqual(['new: sex', 'gone: species']);
  });
  test('tells equal content from changed values by the hash', () => {
    expect(versionDifference(dataset, dataset)).toEqual(['the same content']);
    expect(versionDifference(dataset, { ...dataset, hash: 'bb' })).toEqual(['values changed']);
  });
});

test('rules in words', () => {
  expect(ruleWords({ column: 'a', kind: 'range', value: { min: 1, max: 2.5 } })).toBe('lies between 1 and 2.5');
  expect(ruleWords({ column: 'a', kind: 'range', value: { min: '1990-01-01T00:00:00.000Z' } })).toBe('is at least 1990-01-01');
  expect(ruleWords({ column: 'a', kind: 'in-set', value: ['x', 'y'] })).toBe('is one of x and y');
});

test('line numbers, the first five', () => {
  expect(lineWords([3], 1)).toBe('line 3');
  expect(lineWords([3, 4, 5, 6, 7], 90)).toBe('lines 3, 4, 5, 6, 7 ...');
});

test('only what was chosen is handed to the import', () => {
  expect(optionsOf(unchosen, {})).toEqual({});
  expect(optionsOf({ ...unchosen, delimiter: ';', header: 'no' }, { a: 'text' })).toEqual({
    delimiter: ';',
    header: false,
    types: { a: 'text' }
  });
});

test('thumbnails are spread over all rows and never leave them', () => {
  expect(spreadRows(10, 5)).toEqual([0, 2, 4, 6, 8]);
  expect(spreadRows(10, 5, 1)).toEqual([1, 3, 5, 7, 9]);
  expect(spreadRows(3, 48, 7)).toEqual([0, 1, 2]);
  expect(spreadRows(0, 48)).toEqual([]);
});

test('grey and coloured pixels become opaque ones', () => {
  expect([...toPixels({ pixels: Uint8Array.of(7), channels: 1 })]).toEqual([7, 7, 7, 255]);
  expect([...toPixels({ pixels: Uint8Array.of(1, 2, 3), channels: 3 })]).toEqual([1, 2, 3, 255]);
});
