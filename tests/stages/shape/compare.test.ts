import { describe, expect, test } from 'vitest';
import { categoryColumn, textColumn } from '../../../src/core/table.ts';
import { compareByContent, compareByKey, type ColumnPair } from '../../../src/stages/shape/compare-rows.ts';
import { compareSchemas } from '../../../src/stages/shape/compare-schemas.ts';
import { noPause } from './helper.ts';

const numbers = (name: string, values: number[]) => ({ kind: 'number' as const, name, values: Float64Array.from(values) });
const id: ColumnPair = { name: 'id', before: numbers('id', [1, 2, 3]), after: numbers('id', [3, 4, 1]) };
const word: ColumnPair = {
  name: 'word',
  before: categoryColumn('word', ['a', 'b', null]),
  after: textColumn('word', ['c', 'b', 'a'])
};

describe('rows of two versions', () => {
  test('told apart by a key: added, removed, changed, and in which columns', async () => {
    expect(await compareByKey([id, word], ['id'], { before: 3, after: 3 }, noPause)).toEqual({
      by: 'key',
      key: ['id'],
      before: 3,
      after: 3,
      added: 1,
      removed: 1,
      changed: 1,
      same: 1,
      columns: [{ name: 'word', changed: 1 }],
      examples: [{ key: '3', column: 'word', before: 'missing', after: 'c' }]
    });
  });

  test('without a key, by their content: equal rows cancel out one by one', async () => {
    expect(await compareByContent([word], { before: 3, after: 3 }, noPause)).toMatchObject({ added: 1, removed: 1, same: 2, changed: 0 });
    const twice: ColumnPair = { name: 'x', before: numbers('x', [1, 1, NaN]), after: numbers('x', [1, NaN]) };
    expect(await compareByContent([twice], { before: 3, after: 2 }, noPause)).toMatchObject({ added: 0, removed: 1, same: 2 });
  });

  test('a key that names two rows is refused', async () => {
    const bad: ColumnPair = { name: 'id', before: numbers('id', [1, 1]), after: numbers('id', [1, 2]) };
    await expect(compareByKey([bad], ['id'], { before: 2, after: 2 }, noPause)).rejects.toMatchObject({ code: 'diff-key-unusable' });
  });
});

test('schemas: new, gone, renamed, other types and roles, another order', () => {
  const column = (name: string, chunk: string, change = {}) => ({
    name,
    type: 'number' as const,
    role: 'feature' as const,
    chunks: [chunk],
    ...change
  });
  const before = [column('a', '1'), column('b', '2'), column('c', '3'), column('d', '4')];
  const after = [column('c', '3', { role: 'id' }), column('a', '9', { type: 'text' }), column('bee', '2'), column('e', '5')];
  expect(compareSchemas(before, after)).toEqual({
    added: ['e'],
    removed: ['d'],
    renamed: [{ from: 'b', to: 'bee' }],
    retyped: [{ name: 'a', from: 'number', to: 'text' }],
    roles: [{ name: 'c', from: 'feature', to: 'id' }],
    marks: [],
    reordered: true
  });
});
