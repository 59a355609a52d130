import { expect, test } from 'vitest';
import { topValues } from '../../../src/charts/top-values.ts';
import { classColumns, textColumns, wordBars } from '../../../src/ui/explore/texts/text-words.ts';

test('a frequent word is told as a share of all texts, not of the bars beside it', () => {
  const bars = wordBars({
    texts: 891,
    terms: [
      { term: 'mr', texts: 517, share: 517 / 891 },
      { term: 'miss', texts: 182, share: 182 / 891 }
    ]
  });
  expect(topValues.describe(bars)).toBe('“mr” is the most common of the words: it stands in 517 of 891 texts (58\u00a0%).');
  expect(topValues.table(bars).rows[1]).toEqual(['miss', 182, '20\u00a0%']);
});

test('texts can be told apart by a target of 0 and 1, but not by one of many numbers', () => {
  const column = (name: string, type: 'integer' | 'category' | 'boolean', distinct: number) =>
    ({ name, type, distinct, role: 'feature', missing: 0 }) as const;
  const columns = [column('survived', 'integer', 2), column('age', 'integer', 70), column('sex', 'category', 2), column('alone', 'boolean', 2)]; // prettier-ignore
  expect(classColumns(columns, 'survived')).toEqual(['survived', 'sex', 'alone']);
  expect(classColumns(columns, 'age')).toEqual(['sex', 'alone']);
  expect(classColumns(columns, undefined)).toEqual(['sex', 'alone']);
});

test('the column that says most is read first, not the one that names the row', () => {
  const columns = ['number', 'note'].map((name) => ({ name, type: 'text', distinct: 9, role: 'feature', missing: 0 }) as const);
  const profile = { columns: { number: { meanWords: 1 }, note: { meanWords: 9.5 } }, associations: [], compared: [], comparedNotes: [] };
  expect(textColumns(columns, profile)).toEqual(['note', 'number']);
});
