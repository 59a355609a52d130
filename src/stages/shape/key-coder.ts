import type { Pacer } from '../../core/pacer.ts';
import { textAt, type Column } from '../../core/table.ts';

/** Combined codes stay below 2^52. */
const MOST_CODES = 2 ** 26;
const PIECE = 65_536;

/**
 * Numbers the keys of rows: equal keys get equal numbers, in the order in which they first come up. One coder for two tables gives both the same
 * numbers.
 */
export class KeyCoder {
  /** `own`: a missing value is a key like others, as in grouping. `none`: a row with a missing value has no key (-1), as in joining. */
  readonly #missing: 'own' | 'none';
  readonly #values: Map<unknown, number>[] = [];
  readonly #pairs: Map<number, number>[] = [];

  constructor(missing: 'own' | 'none') {
    this.#missing = missing;
  }

  /** @param columns the parts of the key; categories and texts are the same values */
  async encode(columns: readonly Column[], rows: number, pace: Pacer): Promise<Int32Array> {
    let codes: Int32Array | null = null;
    for (const [part, column] of columns.entries()) {
      const own = await this.#encodePart(part, column, rows, pace);
      codes = codes === null ? own : await this.#combined(part, codes, own, pace);
    }
    // No parts: all rows are one group.
    return codes ?? new Int32Array(rows);
  }

  async #encodePart(part: number, column: Column, rows: number, pace: Pacer): Promise<Int32Array> {
    const known = (this.#values[part] ??= new Map());
    const codes = new Int32Array(rows);
    const codeAt = this.#reader(column, known);
    for (let start = 0; start < rows; start += PIECE) {
      const end = Math.min(rows, start + PIECE);
      for (let row = start; row < end; row++) codes[row] = codeAt(row);
      await pace((end - start) * 20);
    }
    return codes;
  }

  #reader(column: Column, known: Map<unknown, number>): (row: number) => number {
    const missing = () => (this.#missing === 'own' ? numbered(known, null) : -1);
    switch (column.kind) {
      case 'number':
      case 'time':
        return (row) => (Number.isNaN(column.values[row]) ? missing() : numbered(known, column.values[row]!));
      case 'category': {
        const ofLabel = new Int32Array(column.labels.length).fill(-1);
        return (row) => {
          const code = column.codes[row]!;
          if (code < 0) return missing();
          if (ofLabel[code]! < 0) ofLabel[code] = numbered(known, column.labels[code]!);
          return ofLabel[code]!;
        };
      }
      case 'text':
        return (row) => (column.missing[row] ? missing() : numbered(known, textAt(column, row)));
      case 'image':
        throw new TypeError('Images are no keys.');
    }
  }

  async #combined(part: number, before: Int32Array, own: Int32Array, pace: Pacer): Promise<Int32Array> {
    const known = (this.#pairs[part] ??= new Map());
    for (let start = 0; start < own.length; start += PIECE) {
      const end = Math.min(own.length, start + PIECE);
      for (let row = start; row < end; row++)
        own[row] = before[row]! < 0 || own[row]! < 0 ? -1 : numbered(known, before[row]! * MOST_CODES + own[row]!);
      await pace((end - start) * 20);
    }
    return own;
  }
}

function numbered<K>(known: Map<K, number>, value: K): number {
  let code = known.get(value);
  if (code === undefined) known.set(value, (code = known.size));
  return code;
}
