import { describe, expect, test } from 'vitest';
import { imported } from './formats-helper.ts';

describe('a JSON list of lists', () => {
  test('is rows with numbered columns', async () => {
    const { rows, dataset } = await imported('[[1,"x"],[2,"y"]]', 'a.json');
    expect(rows).toEqual([
      { column_1: 1, column_2: 'x' },
      { column_1: 2, column_2: 'y' }
    ]);
    expect(dataset.notes).toContain('The file is a JSON list of lists; each became a row, and the columns were numbered.');
  });

  test('whose first names the columns, above values that are no texts; lines stay lines', async () => {
    const text = '[\n  ["n", "a \\"b\\"", "n"],\n  [1, "x, ]", [7]],\n  [9007199254740993, null, {"k": 1}],\n  [3]\n]\n';
    const { rows, dataset } = await imported(text, 'a.json');
    expect(rows).toEqual([
      { n: '1', 'a "b"': 'x, ]', n_2: '[7]', 'n_2.k': null },
      { n: '9007199254740993', 'a "b"': null, n_2: null, 'n_2.k': 1 },
      { n: '3', 'a "b"': null, n_2: null, 'n_2.k': null }
    ]);
    expect(dataset.report!.issues).toMatchObject([{ code: 'nested-list', lines: [3] }]);
  });

  test('all of texts, by whether the first is met again', async () => {
    expect((await imported('[["name","city"],["ann","rome"],["bob","oslo"],["cat","rome"]]', 'a.json')).rows[0]).toEqual({
      name: 'ann',
      city: 'rome'
    });
    const { rows } = await imported('[["ann","rome"],["bob","oslo"],["ann","oslo"],["bob","rome"]]', 'a.json');
    expect(rows[0]).toEqual({ column_1: 'ann', column_2: 'rome' });
  });

  test('is read as it is said to be', async () => {
    const { rows } = await imported('[["a","b"],[1,2]]', 'a.json', { header: false });
    expect(rows).toHaveLength(2);
    expect((await imported('[[5,6],[1,2]]', 'a.json', { header: true })).rows).toEqual([{ 5: 1, 6: 2 }]);
  });

  test.each(['[[1,2],{"a":1}]', '[[1,2],[3', '[[1,2],[3 4]]', '[[1,2],[3,]]'])('%s is refused as damaged', async (text) => {
    await expect(imported(text, 'a.json')).rejects.toMatchObject({ code: 'file-damaged' });
  });
});

describe('one JSON object of columns, as pandas writes a table', () => {
  test('is rows', async () => {
    const { rows, dataset } = await imported('{"a":{"0":1,"1":9007199254740993,"2":3},"b":{"0":"x","1":null,"2":"é\\n"}}', 'a.json');
    expect(rows).toEqual([
      { a: '1', b: 'x' },
      { a: '9007199254740993', b: null },
      { a: '3', b: 'é\n' }
    ]);
    expect(dataset.notes).toContain('The file is one JSON object of 2 columns, each from row numbers to values; it was read as rows.');
  });

  test('whose row numbers do not run from 0 keeps them', async () => {
    const { rows } = await imported('{"a":{"4":1,"7":2},"b":{"4":true,"9":false}}', 'a.json');
    expect(rows).toEqual([
      { index: 4, a: 1, b: true },
      { index: 7, a: 2, b: null },
      { index: 9, a: null, b: false }
    ]);
  });

  test('is none where its objects are no columns', async () => {
    expect((await imported('{"a":{"0":1},"b":2}', 'a.json')).rows).toEqual([{ 'a.0': 1, b: 2 }]);
    expect((await imported('{"a":{"0":1}}\n{"a":{"0":2}}', 'a.json')).rows).toEqual([{ 'a.0': 1 }, { 'a.0': 2 }]);
    expect((await imported('{"home":{"lat":1},"work":{"lat":2}}', 'a.json')).rows).toEqual([{ 'home.lat': 1, 'work.lat': 2 }]);
  });
});

describe('one JSON object that holds a table', () => {
  const rows = [
    { a: 1, b: 'x' },
    { a: 2, b: null }
  ];

  test.each([
    ['columns as lists', '{"a": [1, 2], "b": ["x", null]}', rows],
    ['names and rows apart', '{"columns":["a","b"],"index":[0,1],"data":[[1,"x"],[2,null]]}', rows],
    [
      'names and numbered rows apart',
      '{"columns":["a"],"index":[5,7],"data":[[1],[2]]}',
      [
        { index: 5, a: 1 },
        { index: 7, a: 2 }
      ]
    ],
    ['numbered rows', '{"0":{"a":1,"b":"x"},"1":{"a":2,"b":null}}', rows],
    [
      'rows under names',
      '{"ann":{"age":5},"bob":{"age":6},"cy":{"age":7}}',
      [
        { index: 'ann', age: 5 },
        { index: 'bob', age: 6 },
        { index: 'cy', age: 7 }
      ]
    ],
    ['rows in a list', '{"data":[{"a":1,"b":"x"},{"a":2,"b":null}]}', rows]
  ])('%s: rows', async (_, text, wanted) => {
    const { rows: found, dataset } = await imported(text, 'a.json');
    expect(found).toEqual(wanted);
    expect(dataset.notes.join()).toMatch(/was read/);
  });

  test.each([
    ['lists of different lengths', '{"a": [1, 2], "b": [3]}', 1],
    ['a list beside a value', '{"tags": ["x", "y"], "n": 1}', 1],
    ['two parts of one record', '{"home": {"lat": 1}, "work": {"lat": 3}}', 1],
    ['lines of records with lists', '{"a":[1,2],"b":[3,4]}\n{"a":[1,2],"b":[3,4]}\n', 2]
  ])('%s: as records', async (_, text, count) => {
    expect((await imported(text, 'a.json')).rows).toHaveLength(count);
  });
});
