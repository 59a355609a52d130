import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stored } from './helper.ts';
import { categoryColumn, textColumn, type Column } from '../../src/core/table.ts';
import { assembleColumn, encodeColumn, encodedApart, rowsInChunk } from '../../src/storage/column-codec.ts';

const back = (column: Column, rows: number, ...pieces: Column[]) => {
  const assembler = assembleColumn(stored(column, []), rows);
  for (const piece of pieces) assembler.add(encodeColumn(piece));
  return assembler.finish();
};

test('numbers are Float64, little-endian', () => {
  expect([...encodeColumn({ kind: 'number', name: 'x', values: Float64Array.of(1, -2) })]).toEqual([
    0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0
  ]);
});

test('any NaN gives the same bytes, and -0 stays', () => {
  const odd = new Float64Array(new Uint32Array([1, 0xfff80001, 0, 0x7ff80000, 0, 0x80000000]).buffer);
  const bytes = encodeColumn({ kind: 'number', name: 'x', values: odd });
  expect([...new Uint32Array(bytes.buffer)]).toEqual([0, 0x7ff80000, 0, 0x7ff80000, 0, 0x80000000]);
});

test.each<Column>([
  { kind: 'number', name: 'x', values: Float64Array.of(0.1 + 0.2, Math.PI, 1e300) },
  { kind: 'category', name: 'c', codes: Int32Array.of(0, -1), labels: ['a'] },
  textColumn('t', ['a', 'b'])
])("a piece of kind $kind stays as it was when its column's memory is used again", (column) => {
  const before = [...encodeColumn(column)];
  const apart = encodedApart(column);
  const memory =
    column.kind === 'text' ? column.bytes : column.kind === 'category' ? column.codes : column.kind === 'number' ? column.values : null;
  memory!.fill(7);
  expect([...apart]).toEqual(before);
});

test('categories are Int32 codes; the labels are not in the piece', () => {
  expect([...new Int32Array(encodeColumn(categoryColumn('c', ['b', null, 'a'])).buffer)]).toEqual([1, -1, 0]);
});

test('a text piece that begins in the middle of a column has the bytes of one that stands alone', () => {
  const whole = textColumn('t', ['zero', 'eins', null, '', 'drei']);
  const view = { ...whole, offsets: whole.offsets.subarray(1), missing: whole.missing.subarray(1) };
  expect(encodeColumn(view)).toEqual(encodeColumn(textColumn('t', ['eins', null, '', 'drei'])));
});

test('pieces come together in order', () => {
  const [one, two] = [textColumn('t', ['a', null, 'ç']), textColumn('t', ['', 'dd'])];
  expect(back(one, 5, one, two)).toEqual(textColumn('t', ['a', null, 'ç', '', 'dd']));
});

test('a piece owns its buffer', () => {
  const big = new Float64Array(1000);
  expect(encodeColumn({ kind: 'number', name: 'x', values: big.subarray(3, 5) }).buffer.byteLength).toBe(16);
});

test('values that have the right bytes already are not copied; those in shared memory are', () => {
  const values = Float64Array.of(1, NaN);
  expect(encodeColumn({ kind: 'number', name: 'x', values }).buffer).toBe(values.buffer);
  const shared = new Int32Array(new SharedArrayBuffer(8));
  expect(encodeColumn({ kind: 'category', name: 'c', codes: shared, labels: ['a'] }).buffer).toBeInstanceOf(ArrayBuffer);
});

test('odd NaN bits are put right in a copy, not in the column', () => {
  const values = new Float64Array(new Uint32Array([1, 0xfff80001]).buffer);
  encodeColumn({ kind: 'number', name: 'x', values });
  expect([...new Uint32Array(values.buffer)]).toEqual([1, 0xfff80001]);
});

test('bytes that can not be a piece of the column, too many and too few rows are refused', () => {
  const text = textColumn('t', ['a']);
  const numbers: Column = { kind: 'number', name: 'x', values: Float64Array.of(1, 2) };
  expect(rowsInChunk(stored(numbers, []), new Uint8Array(7))).toBeNaN();
  expect(rowsInChunk(stored(text, []), Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0))).toBeNaN();
  expect(() => assembleColumn(stored(text, []), 1).add(new Uint8Array(3))).toThrow(expect.objectContaining({ code: 'data-damaged' }));
  expect(() => back(numbers, 1, numbers)).toThrow(expect.objectContaining({ code: 'shape-mismatch' }));
  expect(() => back(numbers, 3, numbers)).toThrow(expect.objectContaining({ code: 'shape-mismatch' }));
});

/** Every stored form must give back the same bits. */
function expectSame(values: Float64Array, bytesARow: number) {
  const column: Column = { kind: 'number', name: 'x', values };
  const result = back(column, values.length, column);
  if (result.kind !== 'number') throw new TypeError('Another kind.');
  values.forEach((value, i) => expect(Object.is(result.values[i], value)).toBe(true));
  const { length } = encodeColumn(column);
  expect(Math.round(length / values.length)).toBe(bytesARow);
  expect(rowsInChunk(stored(column, []), encodeColumn(column))).toBe(values.length);
}

const thousand = (make: (i: number) => number) => Float64Array.from({ length: 1000 }, (_, i) => make(i));
/** The same numbers, but in no even steps. */
const mixed = (make: (i: number) => number) => thousand((i) => make((i * 7) % 1000));

test('numbers take the bytes they need, and come back bit for bit', () => {
  expectSame(
    thousand((i) => (i % 10 === 0 ? NaN : i % 90)),
    1
  );
  expectSame(
    mixed((i) => i - 500),
    2
  );
  expectSame(
    mixed((i) => i * 1_000_003),
    4
  );
  expectSame(
    mixed((i) => i * 2 ** 40 + 1),
    8
  );
  expectSame(
    thousand(() => NaN),
    1
  );
  expectSame(
    mixed((i) => Number((i / 1000 - 0.5).toFixed(3)) || 0),
    2
  );
  expectSame(
    mixed((i) => Number((i * 0.010101).toFixed(6))),
    4
  );
  expectSame(thousand(Math.sqrt), 8);
  expectSame(
    thousand((i) => (i === 700 ? -0 : i)),
    8
  );
  expectSame(
    thousand((i) => (i === 999 ? Infinity : i)),
    8
  );
  expectSame(
    mixed((i) => Date.UTC(1950, 0, 1 + i * 50)),
    2
  );
  expectSame(
    mixed((i) => Date.UTC(2024, 0, 1, 0, 0, i * 7)),
    2
  );
  expectSame(
    mixed((i) => Date.UTC(2024, 0, 1) + i * 86_399_999),
    8
  );
});

test('numbers in even steps take their first and the step', () => {
  for (const values of [
    thousand((i) => i - 500),
    thousand((i) => Date.UTC(2024, 0, 1) - i * 86_400_000),
    thousand((i) => i / 4),
    thousand(() => 3)
  ]) {
    expectSame(values, 0);
    expect(encodeColumn({ kind: 'number', name: 'x', values }).length).toBe(25);
  }
  expectSame(
    thousand((i) => (i === 999 ? NaN : i)),
    2
  );
});

test('texts take their bytes and a length that is as wide as the longest needs', () => {
  for (const [longest, width] of [
    [254, 1],
    [255, 2],
    [65_535, 4]
  ] as const) {
    const column = textColumn('t', ['a', null, '', 'ç'.repeat(3), 'x'.repeat(longest)]);
    const bytes = encodeColumn(column);
    expect(bytes.length).toBe(8 + 5 * width + 7 + longest);
    expect(rowsInChunk(stored(column, []), bytes)).toBe(5);
    expect(back(column, 5, column)).toEqual(column);
  }
});

test('texts whose missing rows have bytes of their own, and pieces of an earlier build, have their offsets beside them', () => {
  const odd: Column = { ...textColumn('t', ['ab', 'cd', 'e']), missing: Uint8Array.of(0, 1, 0) };
  const bytes = encodeColumn(odd);
  expect([...new Uint32Array(bytes.buffer, 0, 5)]).toEqual([3, 0, 2, 4, 5]);
  expect(back(odd, 6, odd, textColumn('t', ['f', null, 'gh']))).toEqual({
    ...textColumn('t', ['ab', 'cd', 'e', 'f', null, 'gh']),
    missing: Uint8Array.of(0, 1, 0, 0, 1, 0)
  });
});

test('any doubles and any decimals come back bit for bit', () => {
  const value = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.tuple(fc.integer(), fc.integer({ min: 0, max: 7 })).map(([whole, decimals]) => whole / 10 ** decimals),
    fc.constantFrom(NaN, -0, 0, Infinity, 2 ** 51, 2 ** 51 + 1, -(2 ** 51), 255, 65_535, 2 ** 32 - 1)
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), fc.integer({ min: 0, max: 200 }), (some, copies) => {
      const values = Float64Array.from(Array.from({ length: copies + 1 }, () => some).flat());
      const column: Column = { kind: 'number', name: 'x', values };
      expect(back(column, values.length, column)).toEqual({ ...column, values });
    })
  );
});

test('codes take the bytes their labels need', () => {
  for (const [labels, bytesARow] of [
    [254, 1],
    [255, 2],
    [65_535, 4]
  ] as const) {
    const codes = Int32Array.from({ length: 70_000 }, (_, i) => (i % (labels + 1)) - 1);
    const column: Column = { kind: 'category', name: 'c', codes, labels: [] };
    expect(Math.round(encodeColumn(column).length / codes.length)).toBe(bytesARow);
    expect(back(column, codes.length, column)).toEqual(column);
  }
});

test('pieces that are packed and pieces that are not come together', () => {
  const all = [thousand((i) => i), mixed((i) => i), thousand(Math.sqrt)];
  const pieces = all.map((values): Column => ({ kind: 'number', name: 'x', values }));
  const values = Float64Array.from(all.flatMap((one) => [...one]));
  expect(back(pieces[0]!, 3000, ...pieces)).toEqual({ kind: 'number', name: 'x', values });
});

test('a packed piece that is cut or says what can not be is refused', () => {
  const column: Column = { kind: 'number', name: 'x', values: mixed((i) => i) };
  const steps: Column = { kind: 'number', name: 'x', values: thousand((i) => i) };
  const texts = textColumn('t', ['a', 'bc', null]);
  const withByte = (of: Column, at: number, value: number) => encodeColumn(of).map((byte, i) => (i === at ? value : byte));
  const cut = (of: Column, to: number) => encodeColumn(of).slice(0, to);
  const wrong: [Column, Uint8Array][] = [
    ...[cut(column, 5), cut(column, 401)].map((piece): [Column, Uint8Array] => [column, piece]),
    ...[withByte(column, 0, 3), withByte(column, 0, 0), withByte(column, 1, 99), withByte(column, 4, 7), withByte(column, 15, 0x7f)].map(
      (piece): [Column, Uint8Array] => [column, piece]
    ),
    [steps, cut(steps, 21)],
    [steps, withByte(steps, 15, 0x7f)],
    ...[cut(texts, 13), cut(texts, 9), withByte(texts, 4, 3), withByte(texts, 8, 2), withByte(texts, 0, 200)].map(
      (piece): [Column, Uint8Array] => [texts, piece]
    )
  ];
  for (const [of, piece] of wrong)
    expect(() => assembleColumn(stored(of, []), 1000).add(piece)).toThrow(expect.objectContaining({ code: 'data-damaged' }));
});
