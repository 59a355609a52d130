import { logCut } from '../../csv/builds/build.ts';
import type { IssueLog } from '../../csv/issue-log.ts';
import type { Cells } from '../../tables/cells.ts';
import { TextCells } from '../../tables/text-cells.ts';
import {
  bigFromBytes,
  bytesText,
  clockText,
  decimalNumber,
  decimalText,
  halfFloat,
  isSafe,
  nestedText,
  toMs,
  uuidText
} from '../exact-values.ts';
import type { Leaf } from './leaf.ts';

/** Turns the decoded values of one column into cells. */
export class LeafCells {
  /** Whole numbers beyond 2^53 have been met: from the next pass on they are texts. */
  private isExact = false;
  private readonly texts = new TextCells();
  private readonly leaf: Leaf;

  constructor(leaf: Leaf) {
    this.leaf = leaf;
  }

  /** @param row number of the first value, for the report */
  cellsOf(values: ArrayLike<unknown>, rows: number, row: number, log: IssueLog): Cells {
    const { meaning } = this.leaf;
    switch (meaning.kind) {
      case 'number':
      case 'float16':
        return { kind: 'number', values: this.doubles(values, rows, meaning.kind === 'number' ? plainNumber : halfNumber) };
      case 'boolean':
        return { kind: 'boolean', codes: Int32Array.from({ length: rows }, (_, i) => codeOf(unwrapped(values[i]))) };
      case 'time':
        return { kind: 'time', values: this.times(values, rows, row, log) };
      case 'whole':
        return this.wholeCells(values, rows, row, 0);
      case 'decimal':
        if (meaning.scale <= 0) return this.wholeCells(values, rows, row, meaning.scale);
        return { kind: 'number', values: this.doubles(values, rows, (value) => decimalNumber(bigOf(value), meaning.scale)) };
      default:
        return this.textCells(values, rows, row, (value) => textOf(value, this.leaf));
    }
  }

  private doubles(values: ArrayLike<unknown>, rows: number, convert: (value: unknown) => number): Float64Array {
    const out = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      const value = unwrapped(values[i]);
      out[i] = value === null ? NaN : convert(value);
    }
    return out;
  }

  private times(values: ArrayLike<unknown>, rows: number, row: number, log: IssueLog): Float64Array {
    const { meaning } = this.leaf;
    const unit = meaning.kind === 'time' ? meaning.unit : 'ms';
    let at = row;
    return this.doubles(values, rows, (value) => {
      at++;
      if (unit === 'days') return Number(value) * 86_400_000;
      if (unit === 'ms') return Number(value);
      const { ms, isCut } = toMs(bigOf(value), unit);
      if (isCut) logCut(log, this.leaf.name, at);
      return ms;
    });
  }

  private wholeCells(values: ArrayLike<unknown>, rows: number, row: number, scale: number): Cells {
    const { isUnsigned } = this.leaf;
    if (this.isExact) return this.textCells(values, rows, row, (value) => decimalText(signed(bigOf(value), value, isUnsigned), scale));
    const out = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      const value = unwrapped(values[i]);
      if (value === null) out[i] = NaN;
      else if (typeof value === 'number') out[i] = (isUnsigned && value < 0 ? value + 2 ** 32 : value) * 10 ** -scale;
      else {
        const whole = signed(bigOf(value), value, isUnsigned) * 10n ** BigInt(-scale);
        if (!isSafe(whole)) {
          this.isExact = true;
          return { kind: 'again', rows };
        }
        out[i] = Number(whole);
      }
    }
    return { kind: 'number', values: out };
  }

  private textCells(values: ArrayLike<unknown>, rows: number, row: number, write: (value: unknown) => string | Uint8Array): Cells {
    const { texts, leaf } = this;
    texts.clear();
    for (let i = 0; i < rows; i++) {
      const value = leaf.isRepeated ? (values[i] ?? null) : unwrapped(values[i]);
      const isText = leaf.meaning.kind === 'text' ? 1 : 0;
      const text = value === null ? null : write(value);
      if (text === null) texts.addMissing(row + i + 1);
      else if (typeof text === 'string') texts.addText(text, row + i + 1, isText);
      else texts.addBytes(text, 0, text.length, row + i + 1, isText);
    }
    return { kind: 'text', block: texts.block() };
  }
}

/** A value within groups that may be absent stands in as many lists as there are such groups. */
function unwrapped(value: unknown): unknown {
  while (Array.isArray(value)) value = value[0];
  return value ?? null;
}

const plainNumber = (value: unknown): number => Number(value);
const halfNumber = (value: unknown): number => (value instanceof Uint8Array ? halfFloat(value[0]! | (value[1]! << 8)) : NaN);
const codeOf = (value: unknown): number => (value === null ? -1 : value ? 1 : 0);

function bigOf(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  return value instanceof Uint8Array ? bigFromBytes(value) : BigInt(Number(value));
}

/** Unsigned numbers are stored as signed ones. */
function signed(big: bigint, value: unknown, isUnsigned: boolean): bigint {
  if (!isUnsigned || big >= 0n) return big;
  return big + (typeof value === 'bigint' ? 1n << 64n : 1n << 32n);
}

function textOf(value: unknown, { meaning, isRepeated }: Leaf): string | Uint8Array {
  if (isRepeated) return nestedText(value);
  switch (meaning.kind) {
    case 'clock':
      return clockText(bigOf(value), meaning.unit);
    case 'uuid':
      return value instanceof Uint8Array ? uuidText(value) : String(value);
    case 'bytes':
      return value instanceof Uint8Array ? bytesText(value) : String(value);
    default:
      return value instanceof Uint8Array ? value : String(value);
  }
}
