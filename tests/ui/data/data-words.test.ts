import { describe, expect, test } from 'vitest';
import type { Dataset, ImportIssue } from '../../../src/app/api/data.ts';
import {
  changeWords,
  dataSentence,
  notesBeyond,
  lineWords,
  offerWords,
  quarantineWords,
  readingWords,
  recipeSentence,
  firstVersion,
  versionBefore,
  versionDifference
} from '../../../src/ui/data/data-words.ts';
import { choiceWords } from '../../../src/ui/data/choice-words.ts';
import { isOfferOpen, openIssues } from '../../../src/app/open-issues.ts';
import { optionsOf, unchosen } from '../../../src/ui/data/import-choices.ts';
import { toPixels } from '../../../src/ui/kit/draw-pixels.ts';

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
  expect(dataSentence(dataset, [])).toBe('344 rows, 2 columns, one with gaps; nothing looks personal; version 2, from penguins.csv.');
  expect(dataSentence(dataset, null)).toBe('344 rows, 2 columns, one with gaps; version 2, from penguins.csv.');
  const finding = { code: 'email', severity: 'warning' as const, columns: ['mass'], message: '', hint: '' };
  expect(dataSentence(dataset, [finding, finding])).toMatch(/1 column looks personal/);
  expect(dataSentence(dataset, [{ ...finding, code: 'privacy-sensitive', columns: ['sex'] }])).toMatch(
    /one protected if the rows are people/
  );
});

describe('the difference of two versions', () => {
  test('says roles, types and rows', () => {
    const columns = [{ ...dataset.columns[0]!, role: 'ignore' as const }, dataset.columns[1]!];
    expect(versionDifference(dataset, { ...dataset, hash: 'bb', rows: 340, columns })).toEqual([
      '4 rows fewer',
      '“species” is ignore instead of target'
    ]);
  });
  test('says what is new and what is gone', () => {
    const columns = [dataset.columns[1]!, { name: 'sex', type: 'category' as const, role: 'feature' as const, missing: 0, distinct: 2 }];
    expect(versionDifference(dataset, { ...dataset, hash: 'bb', columns })).toEqual(['new: “sex”', 'gone: “species”']);
  });
  test('tells equal content from changed values by the hash', () => {
    expect(versionDifference(dataset, dataset)).toEqual(['the same content']);
    expect(versionDifference(dataset, { ...dataset, hash: 'bb' })).toEqual(['values changed']);
  });
});

test('a version is held against the one before it of its own table', () => {
  const of = (version: number, name: string, lineage?: string) => ({
    ...dataset,
    id: `v${version}`,
    version,
    name,
    ...(lineage !== undefined && { lineage })
  });
  const versions = [of(1, 'orders'), of(2, 'customers'), of(3, 'orders of May', 'orders'), of(4, 'customers')];
  expect(versions.map((one) => versionBefore(one, versions)?.version)).toEqual([undefined, undefined, 1, 2]);
  expect(firstVersion(versions[1]!, false)).toMatch(/^The first of “customers”: \d+ rows, 2 columns, from /);
  expect(firstVersion(versions[0]!, true)).toMatch(/^The first: /);
});

test('line numbers, the first five', () => {
  expect(lineWords([3], 1)).toBe('line 3');
  expect(lineWords([3, 4, 5, 6, 7], 90)).toBe('lines 3, 4, 5, 6, 7 ...');
});

test('an offer of the import can be taken while the column is text, and says what it costs', () => {
  const offer = { column: 'mass', type: 'number' as const, missing: 1200, values: ['unknown'] };
  const asText = { ...dataset, version: 1, columns: [dataset.columns[0]!, { ...dataset.columns[1]!, type: 'text' as const, missing: 0 }] };
  expect([isOfferOpen(asText, offer), isOfferOpen(dataset, offer), isOfferOpen(asText, { ...offer, column: 'gone' })]).toEqual([
    true,
    false,
    false
  ]);
  const said = { code: 'few-misfits', message: '“mass” was kept as text: 1 value of 9 is no number: “x” (line 2).', count: 1, lines: [2] };
  const other: ImportIssue = { ...said, code: 'blank-line', message: '1 blank line was skipped.' };
  expect(openIssues(asText, [{ ...said, offer }, other])).toHaveLength(2);
  expect(openIssues(dataset, [{ ...said, offer }, other])).toEqual([other]);
  const notes = [
    '“mass”: kept as text: 1 value of 9 is no number: “x” (line 2). With the type number it becomes missing.',
    '1 blank line was skipped.',
    'Something else.'
  ];
  const report = { bytes: 1, rows: 9, encoding: 'utf-8', delimiter: ',', tookMs: 1, issues: [{ ...said, offer }, other] };
  expect(notesBeyond({ ...asText, notes, report })).toEqual(['Something else.']);
  expect(offerWords(offer)).toBe('Read it as number; 1,200 values become missing');
  expect(changeWords(asText, dataset, 'mass', { type: 'number' })).toBe(
    'Version 2 was made: “mass” is number now. 2 values that are no number became missing. Version 1 stays as it was.'
  );
  expect(changeWords(dataset, dataset, 'mass', { role: 'id' })).toBe('Nothing changed.');
});

test('only what was chosen is handed to the import', () => {
  expect(optionsOf(unchosen, {})).toEqual({});
  expect(optionsOf({ ...unchosen, delimiter: ';', header: 'no' }, { a: 'text' })).toEqual({
    delimiter: ';',
    header: false,
    types: { a: 'text' }
  });
});

test('marks, tables and formats of columns are handed over as the options they are', () => {
  const chosen = {
    ...unchosen,
    quoteChar: 'none',
    thousands: ' ',
    skipLines: '3',
    footerLines: '1',
    part: '2',
    badRows: 'set-aside',
    inQuotes: 'text',
    afresh: true
  } as const;
  expect(optionsOf(chosen, {}, { a: { decimal: ',' } })).toEqual({
    quoteChar: '',
    thousands: ' ',
    skipLines: 3,
    footerLines: 1,
    table: 2,
    badRows: 'set-aside',
    quotedIsText: true,
    recipe: false,
    formats: { a: { decimal: ',' } }
  });
  expect(optionsOf({ ...unchosen, skipLines: 'three' }, {})).toEqual({});
});

test('what was found out and what was set aside is said in words', () => {
  expect(choiceWords({ what: 'quote', value: "'" })).toEqual({ what: 'Quote', value: 'single quote' });
  expect(choiceWords({ what: 'escape', value: '' }).value).toBe('a doubled quote');
  expect(choiceWords({ what: 'encoding', value: 'shift_jis' }).value).toBe('Shift-JIS (Japanese)');
  expect(quarantineWords(1, 1)).toBe('1 record or value did not come into the table as it stands in the file.');
  expect(quarantineWords(1500, 1000)).toBe(
    '1,500 records or values did not come into the table as they stand in the file. The first 1,000 are kept, as they stood.'
  );
  expect(recipeSentence({ fileName: 'jan.csv', said: ['the delimiter', 'the types of “a”'] })).toBe(
    'Read as “jan.csv” was, a file of the same kind: the delimiter and the types of “a” were chosen for it.'
  );
});

test('grey and coloured pixels become opaque ones', () => {
  expect([...toPixels({ pixels: Uint8Array.of(7), channels: 1 })]).toEqual([7, 7, 7, 255]);
  expect([...toPixels({ pixels: Uint8Array.of(1, 2, 3), channels: 3 })]).toEqual([1, 2, 3, 255]);
});

test('a file that was guessed at is not called clear', () => {
  expect(readingWords(0, 0)).toBe('Nothing in the file was unclear.');
  expect(readingWords(0, 1)).toContain('stands in the notes');
  expect(readingWords(2, 0)).toBe('2 things worth knowing about the file; nothing was dropped in silence.');
});
