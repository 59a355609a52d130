import { expect, test } from 'vitest';
import { stored } from './helper.ts';
import { categoryColumn, textColumn, type Column } from '../../src/core/table.ts';
import { assembleColumn, encodeColumn, rowsInChunk } from '../../src/storage/column-codec.ts';

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
