import { expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { textColumn, type Table } from '../../../src/core/table.ts';
import { RowIndex } from '../../../src/stages/split/row-index.ts';

const ROWS = 6_000;

function makeTable(): Table {
  const rng = createRng(3);
  const draw = (most: number) => Math.floor(rng() * most);
  return {
    rows: ROWS,
    columns: [
      { kind: 'number', name: 'n', values: Float64Array.from({ length: ROWS }, () => [NaN, 0, -0, 1, 2.5, Infinity][draw(6)]!) },
      { kind: 'category', name: 'c', codes: Int32Array.from({ length: ROWS }, () => draw(9) - 1), labels: [...'abcdefgh'] },
      textColumn('t', Array.from({ length: ROWS }, () => ['', null, 'ä', 'a b'][draw(4)]!)), // prettier-ignore
      { kind: 'image', name: 'p', width: 2, height: 1, channels: 1, pixels: Uint8Array.from({ length: 2 * ROWS }, () => draw(2)) }
    ]
  };
}

/** A row in words, equal for equal rows. */
function wordsOf({ columns }: Table, row: number): string {
  const [n, c, t, p] = columns as never as [{ values: Float64Array }, { codes: Int32Array }, { bytes: Uint8Array; offsets: Uint32Array; missing: Uint8Array }, { pixels: Uint8Array }]; // prettier-ignore
  const text = [t.missing[row], ...t.bytes.subarray(t.offsets[row], t.offsets[row + 1])];
  return [n.values[row]! + 0, c.codes[row], text.join(' '), p.pixels[2 * row], p.pixels[2 * row + 1]].join('|');
}

test('rows are found by all their values, as by their words', () => {
  const table = makeTable();
  const rows = Uint32Array.from({ length: ROWS }, (_, row) => row);
  for (const known of [0, 1, 300, 4_000]) {
    const index = new RowIndex(table, known);
    index.addAll(rows.subarray(0, known));
    const words = new Set(Array.from(rows.subarray(0, known), (row) => wordsOf(table, row)));
    const later = rows.subarray(known);
    expect(index.countOf(later)).toBe(Array.from(later).filter((row) => words.has(wordsOf(table, row))).length);
  }
});
