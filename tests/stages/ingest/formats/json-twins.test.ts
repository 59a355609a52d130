import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../../../src/core/hash.ts';
import { isMissing, textAt, type Column } from '../../../../src/core/table.ts';
import { openJson } from '../../../../src/stages/ingest/formats/json/open-json.ts';
import { readTable } from '../../../../src/stages/ingest/tables/read-table.ts';
import { encodeColumn } from '../../../../src/storage/column-codec.ts';
import { mixedJson } from '../../../bench/mixed-json.ts';
import { context } from '../../../jobs/ingest-helper.ts';

interface How {
  readonly useKernel: boolean;
  readonly pieceBytes?: number;
  readonly mostRows?: number;
  readonly quotedIsText?: boolean;
}

/** All that is told of a table, where each column is there by the hashes of its pieces; and the texts in these. */
async function tableOf(text: string | Uint8Array<ArrayBuffer>, { quotedIsText = false, ...how }: How) {
  const texts = new Map<string, (string | null)[]>();
  const sink = {
    async append(column: Column) {
      const held = textsOf(column);
      const hash = await sha256(encodeColumn(column));
      texts.set(`${column.name} ${hash}`, held);
      return hash;
    }
  };
  const settings = { options: { quotedIsText }, chunkRows: 16, format: 'JSON', places: 'line' } as const;
  const table = await readTable(await openJson(new Blob([text]), how), sink, settings, context());
  return { table, texts };
}

const told = (text: string, how: How) =>
  tableOf(text, how).then(
    ({ table }) => table,
    (error: unknown) => (error instanceof Error ? error.message : error)
  );

async function expectTwins(text: string, how: Omit<How, 'useKernel'> = {}) {
  const own = await told(text, { ...how, useKernel: false });
  expect(await told(text, { ...how, useKernel: true })).toEqual(own);
  return own;
}

const space = fc.constantFrom('', '', '', ' ', '\t', '  ', '\r');
const key = fc.constantFrom('a', 'b', 'c', 'id', 'long key of more than sixteen', 'é', '', '__proto__', 'a.b', '\\u0061', 'a\\n');
const number = fc.constantFrom(
  '0',
  '-0',
  '1',
  '12',
  '-3.5',
  '1e5',
  '1E-2',
  '9007199254740993',
  '1.234',
  '0.5',
  '-',
  '01',
  '1.',
  '.5',
  '1e',
  '+1',
  'NaN',
  '-Infinity',
  '1x'
);
const word = fc.constantFrom('true', 'false', 'null', 'null', 'nul', 'True', 'truex');
const inner = fc.constantFrom(
  '',
  'x',
  'NA',
  '1',
  '2024-02-29',
  'São',
  '🙂',
  'a text that is longer than one step',
  '\\n',
  '\\"',
  '\\\\',
  '\\/',
  '\\u00e9',
  '\\ud83d\\ude00',
  '\\ud83d',
  '\\ude00\\ud83d',
  '\\ud83d\\ud83d\\ude00',
  '\\uD83Dx',
  '\\b\\f\\r\\t',
  '\\x',
  '\\u12',
  '\t',
  ']}{[,:'
);
const text = fc.array(inner, { maxLength: 3 }).map((parts) => `"${parts.join('')}"`);
const { value } = fc.letrec<{ value: string; object: string; list: string }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, number, text, word, tie('list'), tie('object')),
  list: fc.tuple(space, fc.array(tie('value'), { maxLength: 3 })).map(([gap, values]) => `[${gap}${values.join(`${gap},`)}${gap}]`),
  object: fc
    .tuple(space, fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }))
    .map(([gap, pairs]) => `{${gap}${pairs.map(([name, one]) => `"${name}"${gap}:${gap}${one}`).join(`,${gap}`)}${gap}}`)
}));
/** Mostly the same keys in the same order, now and then others. */
const record = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(value, value, space).map(([a, b, gap]) => `{"id":${gap}1,${gap}"a":${a}${gap},"b":${b}}`) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.tuple(key, value), { maxLength: 5 })
      .map((pairs) => `{${pairs.map(([name, one]) => `"${name}":${one}`).join(',')}}`)
  }
);
const pieceBytes = fc.constantFrom(7, 64, 1 << 16);

test('lines of every kind, at any edge of a piece: the same table with the kernel and without', async () => {
  const line = fc.oneof({ weight: 9, arbitrary: record }, { weight: 1, arbitrary: fc.constantFrom('', ' ', '[1]', '{"a":1', '{} x', '}') });
  const ends = fc.constantFrom('\n', '\r\n', ' \n');
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 40 }),
      ends,
      pieceBytes,
      fc.boolean(),
      async (lines, end, piece, quotedIsText) => {
        await expectTwins(lines.join(end), { pieceBytes: piece, quotedIsText });
      }
    ),
    { numRuns: 120 }
  );
});

test('lists and sequences over lines: the same table with the kernel and without, the same refusal too', async () => {
  const gap = fc.constantFrom('', '\n', ' \n\n', '\r\n ');
  const comma = fc.constantFrom(',', ',', ',', ',', ',', '', ',,', ';');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(record, gap, comma), { minLength: 1, maxLength: 20 }),
      fc.boolean(),
      pieceBytes,
      async (records, isList, piece) => {
        const body = records
          .map(([one, space, mark], i) => `${space}${one}${space}${isList && i < records.length - 1 ? mark : ''}`)
          .join('');
        await expectTwins(isList ? `[${body}]` : `{\n"id":2}${body}`, { pieceBytes: piece });
      }
    ),
    { numRuns: 120 }
  );
});

test('valid records hold what JSON.stringify was given, and nothing else', async () => {
  const scalar = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.double({ noDefaultInfinity: true, noNaN: true }),
    fc.boolean(),
    fc.constant(null)
  );
  const records = fc.array(fc.record({ a: scalar, b: scalar, c: scalar }, { requiredKeys: ['a'] }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(records, fc.boolean(), async (all, useKernel) => {
      // Texts beside them keep the columns from becoming numbers; what stands in quotes is never a marker then.
      const given: Record<string, unknown>[] = [...all, { a: 'text', b: 'text', c: 'text' }];
      const lines = given.map((one) => JSON.stringify(one));
      const { table, texts } = await tableOf(lines.join('\n'), { useKernel, quotedIsText: true });
      expect(table.rows).toBe(lines.length);
      for (const { name, chunks } of table.columns) {
        const read = chunks.flatMap((hash) => texts.get(`${name} ${hash}`)!);
        const meant = given.map((one) => meantBy(one[name]));
        expect(read).toEqual(meant);
      }
    }),
    { numRuns: 120 }
  );
});

test.each(['flat', 'uneven', 'nested'] as const)('a long file, %s: the same table', async (kind) => {
  const { text: lines, rows } = mixedJson(400_000, kind);
  expect(await expectTwins(lines)).toMatchObject({ rows });
  expect(await expectTwins(lines, { mostRows: 777 })).toMatchObject({ rows: 777 });
  const list = `[${lines.trim().replaceAll('\n', ',\n')}]`;
  expect(await expectTwins(list)).toMatchObject({ rows });
});

test('numbers among texts with decimal commas: the same table, and no number is read by these', async () => {
  const record = (i: number) => ({ a: `${i},5`, b: 1.125 + i, c: i % 3 === 0 ? '1,5' : 2.345, d: '1.234', e: i % 2 === 0 ? i : '0,5' });
  const lines = Array.from({ length: 200 }, (_, i) => JSON.stringify(record(i)));
  const types = ['number', 'number', 'category', 'integer', 'number'];
  expect(await expectTwins(lines.join('\n'))).toMatchObject({ columns: types.map((type) => ({ type })) });
});

test('more keys than the kernel has room for, and rows that have a few of them each', async () => {
  const lines = Array.from({ length: 120 }, (_, i) => JSON.stringify(Object.fromEntries(Array.from({ length: 30 }, (_, j) => [`key ${(i * 47 + j * j) % 5000}`, j])))); // prettier-ignore
  expect(await expectTwins(lines.join('\n'))).toMatchObject({ rows: 120 });
});

test('a record larger than the memory of the kernel', async () => {
  const lines = Array.from({ length: 50 }, (_, i) => JSON.stringify({ i, text: i === 20 ? 'long \n'.repeat(400_000) : `short ${i}` }));
  expect(await expectTwins(lines.join('\n'))).toMatchObject({ rows: 50 });
});

test('UTF-16 is read as UTF-8 is', async () => {
  const { text: lines } = mixedJson(30_000, 'uneven');
  const wide = Uint8Array.from(Buffer.from(`\ufeff${lines}`, 'utf16le'));
  const [one, other] = await Promise.all([tableOf(lines, { useKernel: true }), tableOf(wide, { useKernel: true })]);
  expect(other.table).toEqual(one.table);
});

function textsOf(column: Column): (string | null)[] {
  if (column.kind === 'category') return Array.from(column.codes, (code) => (code < 0 ? null : column.labels[code]!));
  return column.kind === 'text' ? Array.from(column.missing, (_, row) => (isMissing(column, row) ? null : textAt(column, row))) : [];
}

/** A text as UTF-8 can hold it; others as they are written. */
const meantBy = (one: unknown): string | null =>
  one === undefined || one === null
    ? null
    : typeof one === 'string'
      ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(one))
      : JSON.stringify(one);
