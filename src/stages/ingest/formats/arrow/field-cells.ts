import type { Data, DataType, Decimal, Field, Vector } from 'apache-arrow';
import type { ColumnType } from '../../../../core/schema.ts';
import { isZone, zoneSpelled } from '../../../../core/zone-names.ts';
import { logCut } from '../../csv/builds/build.ts';
import type { IssueLog } from '../../csv/issue-log.ts';
import type { Cells } from '../../tables/cells.ts';
import { TextCells } from '../../tables/text-cells.ts';
import { bigFromWords, bytesText, clockText, decimalNumber, decimalText, halfFloat, isSafe, nestedText, toMs } from '../exact-values.ts';

type Arrow = typeof import('apache-arrow');

/** A column of values: a field, or a field within groups. */
export interface ArrowLeaf {
  readonly name: string;
  /** Positions from the top-level field down. */
  readonly path: readonly number[];
  readonly field: Field;
  readonly type: ColumnType | null;
  /** Of times that are moments. */
  readonly zone?: string;
}

/** The columns of a schema; groups are opened up. */
export function* leavesOf(arrow: Arrow, fields: readonly Field[], prefix = '', above: readonly number[] = []): Iterable<ArrowLeaf> {
  for (const [i, field] of fields.entries()) {
    const name = prefix + field.name;
    const path = [...above, i];
    if (arrow.DataType.isStruct(field.type)) yield* leavesOf(arrow, field.type.children, `${name}.`, path);
    else yield { name, path, field, type: typeOf(arrow, field.type), ...zoneOf(arrow, field.type) };
  }
}

function typeOf({ DataType }: Arrow, type: DataType): ColumnType | null {
  if (DataType.isDictionary(type)) return DataType.isUtf8(type.dictionary) || DataType.isLargeUtf8(type.dictionary) ? 'category' : null;
  if (DataType.isInt(type)) return 'integer';
  if (DataType.isFloat(type)) return 'number';
  if (DataType.isDecimal(type)) return type.scale > 0 ? 'number' : 'integer';
  if (DataType.isBool(type)) return 'boolean';
  return DataType.isDate(type) || DataType.isTimestamp(type) ? 'time' : null;
}

/** A zone that is a bare offset is UTC: the moments are the same. */
function zoneOf({ DataType }: Arrow, type: DataType): { zone?: string } {
  const zone = DataType.isTimestamp(type) ? type.timezone : null;
  if (!zone) return {};
  return { zone: isZone(zone) ? zoneSpelled(zone) : 'UTC' };
}

const timeUnits = ['s', 'ms', 'us', 'ns'] as const;
interface Place {
  readonly row: number;
  readonly log: IssueLog;
}

/** Turns the values of one column, batch by batch, into cells. */
export class FieldCells {
  /** Whole numbers beyond 2^53 have been met: from the next pass on they are texts. */
  private isExact = false;
  private readonly texts = new TextCells();
  private readonly leaf: ArrowLeaf;
  private readonly arrow: Arrow;

  constructor(arrow: Arrow, leaf: ArrowLeaf) {
    this.arrow = arrow;
    this.leaf = leaf;
  }

  cellsOf(vector: Vector, rows: number, isThere: (row: number) => boolean, place: Place): Cells {
    const { DataType } = this.arrow;
    const { type } = this.leaf.field;
    const read = (row: number): unknown => (isThere(row) ? vector.get(row) : null);
    if (DataType.isFloat(type)) return { kind: 'number', values: this.floats(vector, rows, isThere) };
    if (DataType.isBool(type)) return { kind: 'boolean', codes: Int32Array.from({ length: rows }, (_, row) => codeOf(read(row))) };
    if (DataType.isInt(type)) return this.wholes(read, rows, place, (value) => value as number | bigint);
    if (DataType.isDecimal(type)) return this.decimals(read, rows, place, type);
    if (DataType.isDate(type) || DataType.isTimestamp(type)) return { kind: 'time', values: this.times(vector, rows, isThere, place) };
    return this.textCells(rows, place, (row) => textOf(this.arrow, type, read(row)));
  }

  private floats(vector: Vector, rows: number, isThere: (row: number) => boolean): Float64Array {
    const { values, offset } = vector.data[0] as Data & { values: Float32Array | Float64Array | Uint16Array };
    if (values.length < offset + rows) throw new RangeError('a column has fewer values than rows');
    const isHalf = values instanceof Uint16Array;
    return Float64Array.from({ length: rows }, (_, row) => {
      if (!isThere(row)) return NaN;
      const value = values[row]!;
      return isHalf ? halfFloat(value) : value;
    });
  }

  private wholes(read: (row: number) => unknown, rows: number, place: Place, big: (value: unknown) => number | bigint): Cells {
    if (this.isExact) {
      return this.textCells(rows, place, (row) => {
        const value = read(row);
        return value === null ? null : String(big(value));
      });
    }
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const value = read(row);
      const whole = value === null ? NaN : big(value);
      if (typeof whole === 'bigint' && !isSafe(whole)) {
        this.isExact = true;
        return { kind: 'again', rows };
      }
      values[row] = Number(whole);
    }
    return { kind: 'number', values };
  }

  private decimals(read: (row: number) => unknown, rows: number, place: Place, { scale }: Decimal): Cells {
    const unscaled = (value: unknown) => bigFromWords(value as Uint32Array);
    if (scale <= 0) return this.wholes(read, rows, place, (value) => BigInt(decimalText(unscaled(value), scale)));
    return {
      kind: 'number',
      values: Float64Array.from({ length: rows }, (_, row) => {
        const value = read(row);
        return value === null ? NaN : decimalNumber(unscaled(value), scale);
      })
    };
  }

  /** The stored counts, so that nothing finer than a millisecond is rounded unseen. */
  private times(vector: Vector, rows: number, isThere: (row: number) => boolean, { row: first, log }: Place): Float64Array {
    const { type } = this.leaf.field;
    const { values, offset } = vector.data[0] as Data & { values: Int32Array | BigInt64Array };
    if (values.length < offset + rows) throw new RangeError('a column has fewer values than rows');
    const isDate = this.arrow.DataType.isDate(type);
    const unit = isDate ? (values instanceof Int32Array ? 'days' : 'ms') : timeUnits[(type as { unit: number }).unit];
    return Float64Array.from({ length: rows }, (_, row) => {
      if (!isThere(row)) return NaN;
      const value = values[row]!;
      if (unit === 'days') return Number(value) * 86_400_000;
      if (unit === 's') return Number(value) * 1000;
      if (unit === 'ms' || unit === undefined) return Number(value);
      const { ms, isCut } = toMs(BigInt(value), unit);
      if (isCut) logCut(log, this.leaf.name, first + row + 1);
      return ms;
    });
  }

  private textCells(rows: number, { row: first }: Place, write: (row: number) => string | null): Cells {
    const { texts } = this;
    texts.clear();
    for (let row = 0; row < rows; row++) {
      const text = write(row);
      if (text === null) texts.addMissing(first + row + 1);
      else texts.addText(text, first + row + 1, 1);
    }
    return { kind: 'text', block: texts.block() };
  }
}

const codeOf = (value: unknown): number => (value === null ? -1 : value ? 1 : 0);

function textOf(arrow: Arrow, type: DataType, value: unknown): string | null {
  const { DataType } = arrow;
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (DataType.isTime(type)) {
    const unit = timeUnits[type.unit]!;
    return unit === 's' ? clockText(BigInt(value as number) * 1000n, 'ms') : clockText(BigInt(value as number | bigint), unit);
  }
  if (DataType.isDictionary(type)) return textOf(arrow, type.dictionary as DataType, value);
  if (value instanceof Uint8Array) return bytesText(value);
  return typeof value === 'object' ? nestedText(plain(value)) : String(value);
}

/** Rows and lists of Arrow as plain objects. */
const plain = (value: object): unknown => ('toJSON' in value && typeof value.toJSON === 'function' ? (value.toJSON() as unknown) : value);
