import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { textColumn, type NumberColumn, type Table } from '../../../src/core/table.ts';
import { applyRecipe } from '../../../src/predict/apply-recipe.ts';
import { compileTerms, type TermReading } from '../../../src/predict/text/read-terms.ts';
import { fitRecipe } from '../../../src/stages/prepare/fit-recipe.ts';
import { widthThatFits } from '../../../src/stages/prepare/text-reading.ts';
import { quiet } from './context.ts';

interface Case {
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
}
const oracle = JSON.parse(readFileSync(new URL('../../reference/texts.json', import.meta.url), 'utf8')) as {
  readonly train: string[];
  readonly test: string[];
  readonly cases: Readonly<Record<string, Case>>;
};

const tableOf = (texts: readonly (string | null)[]): Table => ({ rows: texts.length, columns: [textColumn('t', texts)] });
const fit = (kind: string, texts: readonly (string | null)[], params = {}) =>
  fitRecipe([{ kind, columns: [], params }], tableOf(texts), quiet());
const rowsOf = (table: Table) =>
  Array.from({ length: table.rows }, (_, i) => table.columns.map((column) => (column as NumberColumn).values[i]!));
const namesOf = (table: Table) => table.columns.map(({ name }) => name.slice(3));

const plain = { minDf: 1, emoji: false };
test.each([
  ['plain', plain],
  ['pairs', { ...plain, ngramMax: 2, minDf: 2 }],
  ['sublinear', { ...plain, sublinearTf: true, norm: 'l1', smoothIdf: false }],
  ['counts', { ...plain, useIdf: false, norm: 'none', maxDf: 0.3 }],
  ['binary', { ...plain, binary: true, lowercase: false, leaveOut: 'the and  cat' }],
  ['few', { ...plain, maxFeatures: 1 }],
  ['char', { ...plain, analyzer: 'char', ngramMin: 2, ngramMax: 3, minDf: 2 }],
  ['charWb', { ...plain, analyzer: 'char-wb', ngramMin: 2, ngramMax: 6, minDf: 2 }]
])('the weights of words agree with scikit-learn: %s', async (name, params) => {
  const { fitted, table } = await fit('tf-idf', oracle.train, params);
  const wanted = oracle.cases[name]!;
  expect(namesOf(table)).toEqual(wanted.names);
  expectClose(rowsOf(applyRecipe(fitted, tableOf(oracle.test))), wanted.rows);
});

test.each([
  ['hashed', { emoji: false, nFeatures: 16 }],
  ['hashedPairs', { emoji: false, nFeatures: 16, ngramMax: 2, alternateSign: false, norm: 'none' }]
])('hashed words agree with scikit-learn: %s', async (name, params) => {
  const { fitted } = await fit('hash-words', ['anything'], params);
  expectClose(rowsOf(applyRecipe(fitted, tableOf(oracle.test))), oracle.cases[name]!.rows);
});

function expectClose(rows: readonly (readonly number[])[], wanted: readonly (readonly number[])[]) {
  rows.forEach((row, i) => row.forEach((value, j) => expect(value, `row ${i}, column ${j}`).toBeCloseTo(wanted[i]![j]!, 12)));
  expect(rows.map(({ length }) => length)).toEqual(wanted.map(({ length }) => length));
}

describe('a text is taken apart', () => {
  const reading: TermReading = { analyzer: 'word', ngramMin: 1, ngramMax: 1, lowercase: true, emoji: true, leftOut: [] };
  const terms = (text: string, change: Partial<TermReading> = {}) => compileTerms({ ...reading, ...change } as TermReading)(text);

  test('an emoji is a word, whatever its colour, where wanted', () => {
    expect(terms('so good 👍🏽😀!')).toEqual(['so', 'good', '👍', '😀']);
    expect(terms('so good 👍🏽😀!', { emoji: false })).toEqual(['so', 'good']);
  });

  test('an accent composed or not is the same word, and vowel signs do not part one', () => {
    expect(terms('cafe\u0301')).toEqual(terms('café'));
    expect(terms('नमस्ते दुनिया')).toEqual(['नमस्ते', 'दुनिया']);
  });

  test('words left out join no others across the gap they leave behind', () => {
    expect(terms('the cat of the house', { ngramMin: 2, ngramMax: 2, leftOut: ['of', 'the'] })).toEqual(['cat house']);
  });

  test('the most is at least the fewest; a short text has no long runs', () => {
    expect(terms('a b', { analyzer: 'char', ngramMin: 2, ngramMax: 1 })).toEqual(['a ', ' b']);
    expect(terms('one two', { ngramMin: 3, ngramMax: 3 })).toEqual([]);
  });

  test('long runs of letters and spaces take no longer than they are', () => {
    for (const text of ['a'.repeat(3e4), ' '.repeat(3e4), `${' '.repeat(2e4)}a${'_'.repeat(2e4)}`]) {
      for (const analyzer of ['word', 'char', 'char-wb'] as const) expect(terms(text, { analyzer, ngramMax: 3 }).length).toBeLessThan(2e5);
    }
  });
});

test('missing and empty texts, and those of new words alone, weigh nothing', async () => {
  const { fitted } = await fit('tf-idf', ['good food', 'bad food', null, ''], { minDf: 1 });
  expect(
    rowsOf(applyRecipe(fitted, tableOf([null, '', 'unheard of', '🙂'])))
      .flat()
      .every((value) => value === 0)
  ).toBe(true);
});

test('how rare a term is goes by the texts there are, not by rows without one', async () => {
  const idfOf = async (texts: (string | null)[]) =>
    ((await fit('tf-idf', texts, { minDf: 1 })).fitted[0]!.state as { idf: Float64Array[] }).idf;
  expect(await idfOf(['a cat', 'a dog', null, null])).toEqual(await idfOf(['a cat', 'a dog']));
});

test('terms that fewer than five texts share are no columns, and a column without any says so', async () => {
  const texts = Array.from({ length: 12 }, (_, i) => `common word${i} ${i < 4 ? 'rare' : ''}`);
  expect(namesOf((await fit('tf-idf', texts)).table)).toEqual(['common']);
  const { table, notes } = await fit(
    'tf-idf',
    texts.map((_, i) => `only${i}`)
  );
  expect(table.columns).toEqual([]);
  expect(notes.map(({ message }) => message)).toEqual(['“t” has no term that 5 training texts share, so it becomes no column.']);
});

test('function words of a language can be left out', async () => {
  const texts = Array.from({ length: 6 }, () => 'der Hund und die Katze');
  expect(namesOf((await fit('tf-idf', texts, { stopWords: 'german' })).table)).toEqual(['hund', 'katze']);
});

test('a long table gets fewer columns, so that they stay in memory, and is told', () => {
  const told: string[] = [];
  const context = { tell: (_code: string, message: string) => void told.push(message) };
  expect(widthThatFits(300, 20_000, ['t'], context)).toBe(300);
  expect(told).toEqual([]);
  expect(widthThatFits(300, 1_000_000, ['t'], context)).toBe(50);
  expect(told).toEqual(['1,000,000 rows leave room for 50 columns of “t”, not for 300.']);
});
