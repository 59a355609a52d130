import { describe, expect, test } from 'vitest';
import { importFile } from '../../src/jobs/import-file.ts';
import { previewFile } from '../../src/jobs/preview-file.ts';
import { imported } from './formats-helper.ts';
import { context } from './ingest-helper.ts';

const lines = (...records: unknown[]) => records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))).join('\n');

describe('JSON lines', () => {
  test('objects within objects become columns with dotted names, and it is said', async () => {
    const { rows, dataset } = await imported(lines({ a: { b: 1, c: { d: 'x' } }, e: 2 }, { a: { c: { d: 'y' } } }), 'a.jsonl');
    expect(rows).toEqual([
      { 'a.b': 1, 'a.c.d': 'x', e: 2 },
      { 'a.b': null, 'a.c.d': 'y', e: null }
    ]);
    expect(dataset.notes).toContain('“a” holds objects: each of their keys became a column, such as “a.key”.');
  });

  test('keys that come late or are left out are missing elsewhere, also a chunk later', async () => {
    const records = Array.from({ length: 70_000 }, (_, i) => (i === 69_999 ? { n: i, late: 'x' } : { n: i }));
    const { dataset, services } = await imported(lines(...records), 'a.jsonl');
    expect(dataset.columns.map(({ name, missing, chunks }) => [name, missing, chunks.length])).toEqual([
      ['n', 0, 2],
      ['late', 69_999, 2]
    ]);
    const { columns } = await services.storage.datasets.readRows(dataset.id, 69_998, 2, ['late']);
    expect(columns[0]).toMatchObject({ codes: Int32Array.of(-1, 0), labels: ['x'] });
  });

  test('whole numbers over 2^53 keep every digit', async () => {
    const { rows, dataset } = await imported('{"id":9007199254740993}\n{"id":1}', 'a.jsonl');
    expect(rows.map(({ id }) => id)).toEqual(['9007199254740993', '1']);
    expect(dataset.notes[0]).toContain('can’t be stored exactly');
  });

  test('escapes, lists, null, NaN, repeated and empty keys, a name that is taken', async () => {
    const { rows, dataset } = await imported(
      lines(
        '{"t":"a\\"\\u00e9\\n","l":[1, {"x":"]"}],"":7,"n":NaN,"a":{"b":1},"a.b":2,"t":"last"}',
        '{"t":"z","l":null,"n":1.5}',
        '{"t":"\\ud83d\\ude00"}'
      ),
      'a.jsonl'
    );
    expect(rows).toEqual([
      { t: 'last', l: '[1, {"x":"]"}]', column_3: 7, n: null, 'a.b': 1, 'a.b_2': 2 },
      { t: 'z', l: null, column_3: null, n: 1.5, 'a.b': null, 'a.b_2': null },
      { t: '😀', l: null, column_3: null, n: null, 'a.b': null, 'a.b_2': null }
    ]);
    expect(dataset.report!.issues.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['duplicate-key', 'nested-list', 'duplicate-header', 'missing-marker'])
    );
  });

  test('a key that is null first and an object later gives no empty column', async () => {
    const { rows } = await imported(lines({ a: null, n: 1 }, { a: { b: 2 }, n: 3 }), 'a.jsonl');
    expect(rows).toEqual([
      { n: 1, 'a.b': null },
      { n: 3, 'a.b': 2 }
    ]);
  });

  test('keys called __proto__ and constructor are columns like any other', async () => {
    const { rows, dataset } = await imported('{"__proto__":1,"constructor":{"name":2}}\n{"__proto__":3}', 'a.jsonl');
    expect(dataset.columns.map(({ name }) => name)).toEqual(['__proto__', 'constructor.name']);
    expect(rows).toHaveLength(2);
  });

  test('lines that are no objects are left out with their numbers and reasons', async () => {
    const { rows, dataset } = await imported(lines({ a: 1 }, '{"a":2', '[3]', '', '{"a":4} x', { a: 5 }), 'a.jsonl');
    expect(rows.map(({ a }) => a)).toEqual([1, 5]);
    const bad = dataset.report!.issues.filter(({ code }) => code === 'bad-record');
    expect(bad.flatMap((issue) => issue.lines).sort()).toEqual([2, 3, 5]);
    expect(bad.map(({ message }) => message)).toContain('1 line is no JSON object and was left out: the object is not closed.');
  });

  test('a file of bad lines only, and one of deep objects, are refused', async () => {
    await expect(imported('{"a":\n{"a"\n', 'a.jsonl')).rejects.toMatchObject({ code: 'file-damaged' });
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    await expect(imported(deep, 'a.jsonl')).rejects.toMatchObject({ code: 'file-damaged' });
  });
});

describe('JSON lists and sequences', () => {
  test('records over many lines, and over the edges of pieces', async () => {
    const records = Array.from({ length: 40_000 }, (_, i) => ({ i, text: `é${i} ]},{[ "` }));
    const { dataset, rows } = await imported(JSON.stringify(records, null, 2), 'a.json');
    expect(dataset.rows).toBe(40_000);
    expect(rows[999]).toEqual(records[999]);
    expect(
      (
        await imported(
          records
            .slice(0, 9)
            .map((record) => JSON.stringify(record, null, 1))
            .join('\n'),
          'a.json'
        )
      ).dataset.rows
    ).toBe(9);
  });

  test.each([
    ['a list that is cut off', '[{"a":1},{"a":2}', 'its list is not closed'],
    ['a comma that is missing', '[{"a":1} {"a":2}]', 'a comma is missing'],
    ['something behind the list', '[{"a":1}] {"a":2}', 'something stands behind'],
    ['a list of numbers', '[{"a":1}, 2]', 'a record is no object']
  ])('%s is refused', async (_, text, reason) => {
    await expect(imported(text, 'a.json')).rejects.toMatchObject({
      code: 'file-damaged',
      message: expect.stringContaining(reason) as string
    });
  });

  test('an empty list has no rows', async () => {
    await expect(imported('[]', 'a.json')).rejects.toMatchObject({ code: 'file-no-rows' });
  });

  test('a byte order mark and UTF-16 are looked through', async () => {
    expect((await imported('\ufeff[{"a":"é"}]', 'a.json')).rows).toEqual([{ a: 'é' }]);
    const text = '[{"a":"é"},{"a":"日"}]';
    const wide = Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8])]);
    expect((await imported(wide, 'a.json')).rows).toEqual([{ a: 'é' }, { a: '日' }]);
  });
});

describe('records deeper inside', () => {
  const nested = '{"data": {"source": "x", "rows": [\n{"a": 1.5, "b": "x"},\n{"a": 2, "b": "y"}\n]}, "units": [{"u": "cm"}]}';

  test('the list that most of the file is becomes the table, and the others are offered', async () => {
    const { rows, dataset } = await imported(nested, 'answer.json');
    expect(rows).toEqual([
      { a: 1.5, b: 'x' },
      { a: 2, b: 'y' }
    ]);
    expect(dataset.report!.table).toBe('data.rows');
    expect(dataset.notes[0]).toBe(
      'The list “data.rows” of the file was read; each object of it became a row. What stands beside it was not read.'
    );
    const preview = await previewFile({ source: nested, fileName: 'answer.json', options: {} }, context());
    expect(preview).toMatchObject({ tables: ['data.rows', 'units', '$'], table: 'data.rows' });
  });

  test('another list, or the whole as one row, is read when asked for', async () => {
    expect((await imported(nested, 'answer.json', { table: 'units' })).rows).toEqual([{ u: 'cm' }]);
    const whole = await imported(nested, 'answer.json', { table: '$' });
    expect(whole.rows).toHaveLength(1);
    expect(whole.dataset.columns.map(({ name }) => name)).toEqual(['data.source', 'data.rows', 'units']);
    await expect(imported(nested, 'answer.json', { table: 'rows' })).rejects.toMatchObject({ code: 'table-not-found' });
  });

  test('the list that was chosen is taken over by the next file of the kind', async () => {
    const { services, projectId } = await imported(nested, 'answer.json', { table: 'units' });
    const next = nested.replace('"cm"', '"in"');
    const id = await importFile({ projectId, source: next, fileName: 'next.json', options: {} }, services, context());
    const { columns, report } = await services.storage.datasets.get(id);
    expect([columns.map(({ name }) => name), report!.table]).toEqual([['u'], 'units']);
  });

  test('lines of the report count from the top of the file', async () => {
    const broken = '{"rows": [\n{"a": 1, "b": "x"},\n{"a": 1, "b": \n"x", "b": "y"}]}';
    const { dataset } = await imported(broken, 'answer.json');
    expect(dataset.report!.issues.find(({ code }) => code === 'duplicate-key')!.lines).toEqual([3]);
  });
});

test('lines that are no JSON are kept with line, reason and raw text', async () => {
  const { dataset, services } = await imported('{"a":1}\nnot json\n{"a":2}\n{"a":\n{"a":3}', 'a.jsonl');
  const { chunk, count } = dataset.report!.quarantine!;
  expect(count).toBe(2);
  const kept = JSON.parse(new TextDecoder().decode(await services.storage.chunks.get(chunk))) as unknown;
  expect(kept).toEqual([
    { line: 2, code: 'bad-record', reason: 'No JSON object: it is no object.', text: 'not json' },
    { line: 4, code: 'bad-record', reason: expect.stringMatching(/^No JSON object: .+\.$/) as unknown, text: '{"a":' }
  ]);
});
