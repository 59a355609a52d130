import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { createCsvKernel, type CsvKernel } from '../../../src/kernels/csv/csv-kernel.ts';
import { DistinctCounter } from '../../../src/kernels/csv/distinct-counter.ts';
import { plainNumber, scanNumbers } from '../../../src/kernels/csv/scan-numbers.ts';
import { plainIsoTime, scanTimes } from '../../../src/kernels/csv/scan-times.ts';
import { Tokenizer } from '../../../src/kernels/csv/tokenizer.ts';
import { mixedCsv } from '../../bench/mixed-csv.ts';
import { read } from '../../stages/ingest/csv/helper.ts';

const kernel = async (): Promise<CsvKernel> => (await createCsvKernel())!;

/** What is told of a table, whoever read it: everything, without the hashes' own names. */
const tableOf = async (text: string, options: Parameters<typeof read>[1], settings: Parameters<typeof read>[2]) => {
  const { values, types, columns, issues, rows, notes } = await read(text, options, settings);
  return { values, types, issues, rows, notes, columns: columns.map((column) => ({ ...column, chunks: column.chunks.length })) };
};

async function expectTwins(text: string, options: Parameters<typeof read>[1], settings: Parameters<typeof read>[2] = {}) {
  const own = await tableOf(text, options, { ...settings, useKernel: false }).catch((error: unknown) => error);
  expect(await tableOf(text, options, { ...settings, useKernel: true }).catch((error: unknown) => error)).toEqual(own);
}

const field = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '"',
    '""',
    '"a"',
    '"a,b"',
    '"x\ny"',
    '"x\r\ny"',
    '"q""q"',
    '"a" ',
    '"a"b',
    ' padded ',
    '\t',
    '#',
    '# x',
    'NA',
    '"NA"'
  ),
  fc.constantFrom(
    '1',
    '-2.50',
    '+3',
    '007',
    '1.234',
    '1e5',
    '99999999999999999999',
    'Inf',
    '2024-02-29',
    '2024-02-30',
    '2024-02-29T12:30:15'
  ),
  fc.constantFrom('ü', '🙂', 'São Paulo', 'a label of sixteen', 'exactly16 bytes!', '12345678', '123456789', 'true', 'a\0b'),
  fc.stringMatching(/^[a-c0-9.,"\n\r #é-]{0,6}$/u)
);

test('fields of every kind, at any chunk edge: the same table with the kernel and without', async () => {
  const line = fc.array(field, { minLength: 1, maxLength: 5 }).map((cells) => cells.join(','));
  const end = fc.constantFrom('\n', '\r\n', '\r');
  const text = fc.tuple(fc.array(fc.tuple(line, end), { minLength: 1, maxLength: 12 })).map(([lines]) => lines.flat().join(''));
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 64 }), fc.boolean(), async (body, pieceBytes, quotedIsText) => {
      await expectTwins(`a,b,c\n${body}`, { delimiter: ',', header: true, quotedIsText }, { pieceBytes, chunkRows: 4 });
    }),
    { numRuns: 250 }
  );
});

test('columns of one kind, many rows, other delimiters and markers', async () => {
  const column = fc.constantFrom(
    (i: number) => String(i),
    (i: number) => (i % 7 === 0 ? '' : (i / 8).toFixed(i % 4)),
    (i: number) => `2024-0${1 + (i % 9)}-1${i % 10}`,
    (i: number) => `label ${i % 23}`,
    (i: number) => `"text, ${i}"`,
    (i: number) => (i === 300 ? 'late' : String(i % 5)),
    (i: number) => (i % 3 === 0 ? 'none' : `é${i}`)
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(column, { minLength: 2, maxLength: 4 }),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.integer({ min: 1, max: 5000 }),
      async (columns, delimiter, pieceBytes) => {
        const cells = (i: number) => columns.map((make) => make(i).replaceAll(',', delimiter));
        const text = [columns.map((_, j) => `c${j}`), ...Array.from({ length: 400 }, (_, i) => cells(i))].map((row) => row.join(delimiter));
        await expectTwins(text.join('\r\n'), { delimiter }, { pieceBytes, chunkRows: 128 });
      }
    ),
    { numRuns: 60 }
  );
});

test('a mixed file: the same table', async () => {
  await expectTwins(mixedCsv(1_500_000, true), {});
});

test('more different labels than the cache has slots, in two columns, and then text', async () => {
  const lines = Array.from({ length: 30_000 }, (_, i) => `w${(i * 7919) % 9_000},${(i * 31) % 8_000}v,u${i}`);
  await expectTwins(`a,b,c\n${lines.join('\n')}`, {});
});

test('more different values than are counted exactly: the same estimate', async () => {
  const rng = createRng(3);
  const values = Float64Array.from({ length: 700_000 }, () => (rng() < 0.1 ? NaN : rng() < 0.5 ? Math.floor(rng() * 100) : rng()));
  const [own, byKernel] = [new DistinctCounter(), new DistinctCounter()];
  const shared = await kernel();
  for (let from = 0; from < values.length; from += 65_536) {
    own.addAll(values, from, Math.min(values.length, from + 65_536));
    byKernel.addAll(values, from, Math.min(values.length, from + 65_536), shared);
  }
  expect([byKernel.count, byKernel.isExact]).toEqual([own.count, own.isExact]);
  expect(own.isExact).toBe(false);
});

test('zero and minus zero are one value, and nothing is known before it was met', async () => {
  const shared = await kernel();
  const [first, second] = [new DistinctCounter(), new DistinctCounter()];
  first.addAll(Float64Array.of(0, -0, 1, 0), 0, 4, shared);
  second.addAll(Float64Array.of(-0, 0, 1), 0, 3, shared);
  expect([first.count, second.count]).toEqual([2, 2]);
});

test('different numbers of any kind are counted as a set counts them', async () => {
  const shared = await kernel();
  const number = fc.oneof(
    fc.integer({ min: -3_000_000, max: 3_000_000 }),
    fc.integer({ min: -200, max: 200 }).map((cents) => cents / 100),
    fc.integer({ min: -2_000_000, max: 2_000_000 }).map((millionths) => millionths / 1e6),
    fc.double(),
    fc.constantFrom(0, -0, NaN, 0.1 + 0.2, 1.005, 1048575, 1048576, -1048576, -1048577, 1.7e12)
  );
  const pieces = fc.array(fc.array(number, { maxLength: 40 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(pieces, fc.array(number, { maxLength: 3 }), (batches, single) => {
      const [own, byKernel] = [new DistinctCounter(), new DistinctCounter()];
      for (const batch of batches) {
        own.addAll(Float64Array.from(batch), 0, batch.length);
        byKernel.addAll(Float64Array.from(batch), 0, batch.length, shared);
        for (const value of single) if (!Number.isNaN(value)) [own, byKernel].forEach((counter) => counter.add(value));
      }
      const all = new Set([...batches.flat(), ...(batches.length > 0 ? single : [])].filter((value) => !Number.isNaN(value)));
      expect([own.count, byKernel.count]).toEqual([all.size, all.size]);
      return Promise.resolve();
    }),
    { numRuns: 300 }
  );
});

test('many numbers of few decimals, and others among them: the same estimate in any order', async () => {
  const shared = await kernel();
  const values = Float64Array.from({ length: 400_000 }, (_, i) => (i % 50 === 0 ? Math.sin(i) : ((i * 7919) % 400_000) / 1000));
  const [first, second, last] = [new DistinctCounter(), new DistinctCounter(), new DistinctCounter()];
  first.addAll(values, 0, values.length);
  for (let from = 0; from < values.length; from += 50_000) second.addAll(values, from, from + 50_000, shared);
  last.addAll(values.toReversed(), 0, values.length, shared);
  expect([first.isExact, second.count, last.count]).toEqual([false, first.count, first.count]);
  expect(Math.abs(first.count / new Set(values).size - 1)).toBeLessThan(0.05);
});

test('a NUL is seen wherever it stands, and none where there is none', async () => {
  const shared = await kernel();
  for (const length of [0, 1, 63, 64, 65, 200]) {
    shared.bytes.fill(1, 0, 300);
    shared.bytes[length] = 0;
    expect(shared.run.hasNul(length)).toBe(0);
    for (let at = 0; at < length; at++) {
      shared.bytes[at] = 0;
      expect(shared.run.hasNul(length)).toBe(1);
      shared.bytes[at] = 1;
    }
  }
});

/** One column of lines, read by the kernel alone. */
async function blockOf(lines: readonly string[]) {
  const shared = await kernel();
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  shared.bytes.set(bytes);
  const silent = () => undefined;
  const events = { onBlank: silent, onComment: silent, onRagged: silent, onStrayQuote: silent, onUnclosedQuote: silent };
  const block = new Tokenizer({ delimiter: 44, width: 1 }, events, shared);
  block.read(shared.bytes, bytes.length, true);
  expect([block.rows, block.kernel]).toEqual([lines.length, shared]);
  return block;
}

test('every number is the one Number() reads, bit for bit', async () => {
  const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
  const numeral = fc
    .tuple(fc.constantFrom('', '-', '+'), digits(20), fc.option(digits(24)), fc.option(fc.integer({ min: -320, max: 308 })))
    .map(
      ([sign, whole, fraction, exponent]) => `${sign}${whole}${fraction ? `.${fraction}` : ''}${exponent === null ? '' : `e${exponent}`}`
    );
  const written = fc.oneof(
    numeral,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.integer().map(String),
    fc.constantFrom('-0', '9007199254740991', '9007199254740992', '9007199254740993', '.5', '5.', '1e400', '-', '.', '1.2.3', '0x1', '12a')
  );
  await fc.assert(
    fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 50 }), async (texts) => {
      const block = await blockOf(texts);
      const into = new Float64Array(texts.length);
      const scan = { flags: 0, missing: 0, quotedIsText: false };
      const stop = scanNumbers(block, 0, { from: 0, to: texts.length }, into, 0, scan);
      for (let i = 0; i < stop; i++) expect(Object.is(into[i], Number(texts[i]))).toBe(true);
      const encoded = texts.map((text) => new TextEncoder().encode(text));
      const firstOdd = encoded.findIndex((bytes) => Number.isNaN(plainNumber(bytes, 0, bytes.length)));
      expect(stop).toBe(firstOdd < 0 ? texts.length : firstOdd);
    }),
    { numRuns: 300 }
  );
});

test('short numbers, and what is nearly one: the same value and the same signs of how it is written', async () => {
  const rng = createRng(11);
  const signs = '0123456789012345678900..+-x';
  const texts = Array.from({ length: 20_000 }, (_, i) => {
    const length = 1 + Math.floor(rng() * 10);
    const most = i % 2 === 0 ? 10 : signs.length;
    const body = Array.from({ length }, () => signs[Math.floor(rng() * most)]!);
    if (i % 4 === 0) body[Math.floor(rng() * length)] = '.';
    return ['', '', '-', '+'][i % 4]! + body.join('');
  });
  const withIt = await blockOf(texts);
  const plain = Object.create(withIt, { kernel: { value: null } }) as typeof withIt;
  const [into, other] = [new Float64Array(1), new Float64Array(1)];
  let read = 0;
  texts.forEach((text, row) => {
    const [scan, twin] = [
      { flags: 0, missing: 0, quotedIsText: false },
      { flags: 0, missing: 0, quotedIsText: false }
    ];
    const stop = scanNumbers(withIt, 0, { from: row, to: row + 1 }, into, 0, scan);
    expect([text, scanNumbers(plain, 0, { from: row, to: row + 1 }, other, 0, twin), twin]).toEqual([text, stop, scan]);
    if (stop === row) return;
    read++;
    if (!Object.is(into[0], other[0])) expect([text, into[0]]).toEqual([text, other[0]]);
  });
  expect(read).toBeGreaterThan(10_000);
});

test('every day of 0000 to 9999 and its neighbours that are none', async () => {
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  const rng = createRng(5);
  const pick = (most: number) => Math.floor(rng() * (most + 1));
  const texts = Array.from({ length: 20_000 }, (_, i) => {
    const date = `${pad(pick(9999), 4)}-${pad(pick(12) || 2, 2)}-${pad(1 + pick(30), 2)}`;
    return i % 3 === 0
      ? date
      : `${date}${i % 2 ? 'T' : ' '}${pad(pick(24), 2)}:${pad(pick(60), 2)}${i % 5 === 0 ? `:${pad(pick(60), 2)}` : ''}`;
  });
  const block = await blockOf(texts);
  const into = new Float64Array(1);
  const scan = { flags: 0, missing: 0, quotedIsText: false };
  texts.forEach((text, row) => {
    const bytes = new TextEncoder().encode(text);
    const expected = plainIsoTime(bytes, 0, bytes.length);
    const isRead = scanTimes(block, 0, { from: row, to: row + 1 }, into, 0, scan) > row;
    expect(isRead ? into[0] : NaN).toEqual(expected);
  });
});

test('bytes are UTF-8 exactly when the decoder takes them, in pieces of any size', async () => {
  const part = fc.oneof(
    fc.constantFrom('a', 'plain ASCII, longer than sixteen', 'é', '€', '🙂', '\uffff').map((text) => [...new TextEncoder().encode(text)]),
    fc.constantFrom([0x80], [0xc0, 0x80], [0xc2], [0xe0, 0x80, 0x80], [0xe0, 0xa0, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x80, 0x80, 0x80]),
    fc.constantFrom([0xf0, 0x90, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf4, 0x8f, 0xbf, 0xbf], [0xf5], [0xff], [0xe2, 0x82])
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 12 }), fc.integer({ min: 1, max: 20 }), async (parts, size) => {
      const bytes = Uint8Array.from(parts.flat());
      const shared = await kernel();
      const inside = await kernel();
      inside.bytes.set(bytes, size);
      let isUtf8 = true;
      let isInside = true;
      for (let from = 0; from < bytes.length; from += size) {
        const isLast = from + size >= bytes.length;
        isUtf8 &&= shared.isUtf8(bytes.subarray(from, from + size), isLast);
        isInside &&= inside.isUtf8Inside(size + from, Math.min(size, bytes.length - from), isLast);
      }
      let isDecoded = true;
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch {
        isDecoded = false;
      }
      expect([isUtf8, isInside]).toEqual([isDecoded, isDecoded]);
    }),
    { numRuns: 500 }
  );
});
