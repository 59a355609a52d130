import { describe, expect, test } from 'vitest';
import type { CsvOptions, ThousandsMark } from '../../../../src/core/csv-options.ts';
import type { ColumnType } from '../../../../src/core/schema.ts';
import { openJson } from '../../../../src/stages/ingest/formats/json/open-json.ts';
import { readTable } from '../../../../src/stages/ingest/tables/read-table.ts';
import { context, read } from './helper.ts';

const code = 'thousands-mark';

describe('what parts the thousands is told, each mark once with all of its columns', () => {
  test('commas in three columns, one of them with other marks too', async () => {
    const rows = ['"1,234",x,"2,000","$5,000.50"', '56,y,7,"6"', '"1,234,567",z,"3,500","7"'];
    const { issue, values } = await read(`a,b,c,d\n${rows.join('\n')}\n`);
    expect(values['a']).toEqual([1234, 56, 1_234_567]);
    expect(issue(code)).toEqual({
      code,
      message:
        '“1,234” was read as 1234, because commas part the thousands, in 3 columns: “a”, “c” and “d”. Where that is not meant, choose at the import how the column is written.',
      count: 5,
      lines: [2]
    });
  });

  test('points where the comma is the decimal mark, also in a column that plain numbers began', async () => {
    const { issue, values } = await read('a;b\n1.234;2,5\n2.000;3,5\n');
    expect(values['a']).toEqual([1234, 2000]);
    expect(issue(code)).toMatchObject({ count: 2, lines: [2], message: expect.stringContaining('points part the thousands, in 1 column: “a”') as string }); // prettier-ignore
  });

  test('blanks and apostrophes, in a column of more values than are remembered', async () => {
    const rows = Array.from(
      { length: 12_000 },
      (_, i) => `1 ${String(i % 1000).padStart(3, '0')}${i >= 1000 ? `,${i}` : ''};1'${String(i % 1000).padStart(3, '0')}`
    );
    const { issues, types } = await read(`a;b\n${rows.join('\n')}\n`);
    expect(types).toEqual({ a: 'number', b: 'integer' });
    expect(issues.filter((one) => one.code === code)).toMatchObject([
      { count: 12_000, message: expect.stringMatching(/^“1 000” was read as 1000, because blanks/) as string },
      { count: 12_000, message: expect.stringMatching(/^“1'000” was read as 1000, because apostrophes/) as string }
    ]);
  });

  test('commas in groups of two, as in India; thin blanks and the other apostrophe', async () => {
    const { types, values, issue } = await read('a;b;c\n12,34,567.89;1\u2009234.5;1\u2019234\n1,23,456;12\u202f345.5;2\n5,000.5;7;3\n');
    expect(types).toEqual({ a: 'number', b: 'number', c: 'integer' });
    expect([values['a'], values['b'], values['c']]).toEqual([[1_234_567.89, 123_456, 5000.5], [1234.5, 12_345.5, 7], [1234, 2, 3]]); // prettier-ignore
    expect(issue(code)!.message).toMatch(/^“12,34,567.89” was read as 1234567.89/);
    expect((await read('a;b\n1,2,3;x\n12,34,56;y\n')).types['a']).toBe('category');
  });

  test('nothing is told of plain numbers, of words, or of a mark that was given', async () => {
    expect((await read('a;b\n1234;1,5\n5;2,5\n')).issue(code)).toBeUndefined();
    expect((await read('a;b\n1,234;x\n5;y\n', { thousands: ',' })).issue(code)).toBeUndefined();
    expect((await read('a\tb\n1,234 and more\t1\n2,345\t2\n')).issue(code)).toBeUndefined();
  });

  test('each column can be read otherwise', async () => {
    const formats = { a: { decimal: ',' }, b: { decimal: '.', thousands: '' } } as const;
    const { values, types, issue } = await read('a;b;c\n1,234;1,234;1,234\n5,5;2,345;2,345\n7;3;3\n', { formats, decimal: '.' });
    expect(values['a']).toEqual([1.234, 5.5, 7]);
    expect(types).toEqual({ a: 'number', b: 'category', c: 'integer' });
    expect(issue(code)!.message).toContain('in 1 column: “c”');
  });
});

describe('a mark that is given parts whole groups', () => {
  const quoted = (texts: readonly string[]) => texts.map((text) => `"${text}"`).join('\n');
  const readBy = (texts: readonly string[], thousands: ThousandsMark, type?: ColumnType) =>
    read(`a\n${quoted(texts)}\n`, { delimiter: ';', formats: { a: { thousands } }, ...(type && { types: { a: type } }) });

  test.each([
    ['.', ['1.234', '12.345.678', '1.234,5', '-1.000', '7', '0,125'], [1234, 12_345_678, 1234.5, -1000, 7, 0.125]],
    [',', ['1,234', '12,34,567', '1,23,45,678.25', '$1,000'], [1234, 1_234_567, 12_345_678.25, 1000]],
    [',', ['1,0000', '123,4567', '1,2345,6789'], [10_000, 1_234_567, 123_456_789]],
    [' ', ['1 234', '1\u00a0234\u00a0567', '5 000 €'], [1234, 1_234_567, 5000]],
    ["'", ["1'234", '1\u2019234\u2019567.5', '2'], [1234, 1_234_567.5, 2]],
    ['_', ['1_234', '100_000', '2.5'], [1234, 100_000, 2.5]]
  ] as const)('%s in %j', async (mark, texts, numbers) => {
    expect((await readBy(texts, mark)).values['a']).toEqual(numbers);
  });

  test.each([
    ['.', ['99.5', '1.50', '1.23', '12.34.5', '1234.567', '0.125', '1,5.000', '1.2345.678', '1.234e1.000']],
    [',', ['99,5', '1,50', '1,2,345', '1,234,56', '1.234,567', '.5,000', '12,345,67,890', '1,234 5']],
    [' ', ['1 50', '99 5', '2026 1 2']],
    ["'", ["5'11", "1'2345'678"]],
    ['_', ['1_2', '1_00']]
  ] as const)('other digits parted by %s are no number: %j', async (mark, texts) => {
    const kept = await readBy(texts, mark);
    expect(kept.types).toEqual({ a: 'category' });
    expect(kept.values['a']).toEqual(texts);
    const forced = await readBy(['7', ...texts], mark, 'number');
    expect(forced.values['a']).toEqual([7, ...texts.map(() => null)]);
    expect(forced.issue('does-not-fit')).toMatchObject({ count: texts.length });
  });

  test.each([40, 12_000])('one of them among %i numbers is told and offered as missing', async (length) => {
    const texts = Array.from({ length }, (_, i) => `1.${String(i).padStart(6, '0').replace(/...$/, '.$&')}`);
    const { issues, types } = await readBy([...texts, '99.5'], '.');
    expect(types).not.toEqual({ a: 'integer' });
    expect(issues.find((one) => one.code === 'few-misfits')).toMatchObject({
      count: 1,
      offer: { column: 'a', type: 'integer', values: ['99.5'] }
    });
  });
});

test('in texts of JSON too, and they can be read otherwise', async () => {
  const lines = ['{"a":"1,234","b":"1.234","n":1234}', '{"a":"2,345","b":"5","n":5}'].join('\n');
  const readBy = async (formats: NonNullable<CsvOptions['formats']>) => {
    const settings = { options: { formats }, chunkRows: 16, format: 'JSON', places: 'line' } as const;
    return readTable(await openJson(new Blob([lines])), { append: () => Promise.resolve('') }, settings, context);
  };
  const found = await readBy({});
  expect(found.issues).toMatchObject([{ code, count: 2, lines: [1] }]);
  const other = await readBy({ a: { decimal: '.', thousands: '' }, b: { thousands: '.' } });
  expect(other.columns.map(({ type }) => type)).toEqual(['category', 'integer', 'integer']);
});
