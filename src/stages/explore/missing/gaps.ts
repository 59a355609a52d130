import { isMissing, type Column } from '../../../core/table.ts';

/** Where a column has no value, a bit a row. */
export interface Gaps {
  readonly column: string;
  readonly missing: number;
  /** Row i is bit i % 32 of word i / 32; 1 = missing. */
  readonly words: Uint32Array;
}

export const hasGap = ({ words }: Gaps, row: number): boolean => ((words[row >>> 5]! >>> (row & 31)) & 1) === 1;

/** Notes the gaps of a column that comes in pieces. */
export class GapFinder {
  private readonly column: string;
  private readonly rows: number;
  private words: Uint32Array | null = null;
  missing = 0;

  constructor(column: string, rows: number) {
    this.column = column;
    this.rows = rows;
  }

  /** @param from the row of the table at which the piece begins */
  add(piece: Column, from: number, rows: number): void {
    if (piece.kind === 'number' || piece.kind === 'time') {
      for (let row = 0; row < rows; row++) if (piece.values[row] !== piece.values[row]) this.note(from + row);
    } else if (piece.kind !== 'image') {
      for (let row = 0; row < rows; row++) if (isMissing(piece, row)) this.note(from + row);
    }
  }

  private note(row: number): void {
    this.words ??= new Uint32Array(Math.ceil(this.rows / 32));
    this.words[row >>> 5]! |= 1 << (row & 31);
    this.missing++;
  }

  finish(): Gaps {
    return { column: this.column, missing: this.missing, words: this.words ?? new Uint32Array(0) };
  }
}

/** Set bits of a word. Source: Warren, Hacker's Delight, 5-1. */
export function countBits(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
