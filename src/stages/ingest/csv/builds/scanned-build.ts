import type { Column } from '../../../../core/table.ts';
import type { CsvKernel } from '../../../../kernels/csv/csv-kernel.ts';
import { DistinctCounter } from '../../../../kernels/csv/distinct-counter.ts';
import type { FieldBlock } from '../../../../kernels/csv/field-block.ts';
import { SEEN, type NumberScan } from '../../../../kernels/csv/number-scan.ts';
import { scanNumbers } from '../../../../kernels/csv/scan-numbers.ts';
import { scanTimes } from '../../../../kernels/csv/scan-times.ts';
import { readNumber } from '../number-formats.ts';
import { isFiner, readTime, saysZone } from '../time-formats.ts';
import {
  fieldText,
  Float64Piece,
  isMissingAmongValues,
  isMissingField,
  logCut,
  logInfinite,
  type ColumnBuild,
  type ReadSettings,
  type RowRange
} from './build.ts';
import { OrderWatch } from './order-watch.ts';

/** Plain numbers or plain ISO times, read by a kernel at full speed; a marker or an odd spelling is looked at one by one. */
export class ScannedBuild implements ColumnBuild {
  readonly scan: NumberScan;
  readonly order = new OrderWatch();
  readonly distinct = new DistinctCounter();
  /** Of the pieces that have ended. */
  private rows = 0;
  infinite = 0;
  /** Times that say their zone. */
  zoned = 0;
  private kernel: CsvKernel | null = null;
  private readonly piece = new Float64Piece();
  private readonly kind: 'number' | 'time';
  private readonly name: string;
  private readonly column: number;
  private readonly settings: ReadSettings;

  constructor(kind: 'number' | 'time', name: string, column: number, settings: ReadSettings) {
    this.kind = kind;
    this.name = name;
    this.column = column;
    this.settings = settings;
    this.scan = { flags: 0, missing: 0, quotedIsText: settings.quotedIsText };
  }

  read(block: FieldBlock, rows: RowRange): number {
    const { piece, scan } = this;
    this.kernel = block.kernel;
    piece.ensure(rows.to - rows.from);
    if (this.settings.markers.lookLikeValues) return this.readOneByOne(block, rows);
    const kernel = this.kind === 'number' ? scanNumbers : scanTimes;
    let from = rows.from;
    for (;;) {
      const stop = kernel(block, this.column, { from, to: rows.to }, piece.values, piece.length, scan);
      piece.length += stop - from;
      if ((scan.flags & SEEN.leadingZero) !== 0 && this.kind === 'number') return rows.from;
      if (stop === rows.to) return stop;
      const value = this.readOdd(block, stop);
      if (value === null) return stop;
      piece.values[piece.length++] = value;
      from = stop + 1;
    }
  }

  private readOneByOne(block: FieldBlock, rows: RowRange): number {
    for (let row = rows.from; row < rows.to; row++) {
      const isRead = this.readOne(block, row);
      if ((this.scan.flags & SEEN.leadingZero) !== 0 && this.kind === 'number') return rows.from;
      if (!isRead) return row;
    }
    return rows.to;
  }

  /** @returns false when the field is no number (or time) */
  private readOne(block: FieldBlock, row: number): boolean {
    const { piece, scan } = this;
    const field = row * block.width + this.column;
    if (isMissingField(block, field, fieldText(block, field), this.settings)) {
      scan.missing++;
      piece.values[piece.length++] = NaN;
      return true;
    }
    const kernel = this.kind === 'number' ? scanNumbers : scanTimes;
    const isPlain = kernel(block, this.column, { from: row, to: row + 1 }, piece.values, piece.length, scan) > row;
    const value = isPlain ? piece.values[piece.length]! : this.readOdd(block, row);
    if (value === null) return false;
    piece.values[piece.length++] = value;
    return true;
  }

  get missing(): number {
    return this.scan.missing + this.infinite;
  }

  /** Values of the pieces that have ended, without missing ones. */
  get values(): number {
    return this.rows - this.missing;
  }

  get isNumber(): boolean {
    return this.kind === 'number';
  }

  /** Rows of the piece under way. */
  get pending(): number {
    return this.piece.length;
  }

  /** Puts missing rows in front of all others. */
  beginWithMissing(rows: number): void {
    this.piece.ensure(rows);
    this.piece.values.fill(NaN, 0, rows);
    this.piece.length = rows;
    this.scan.missing = rows;
  }

  /** Before the first value a column may still be one of words. */
  private isNoValue(block: FieldBlock, field: number, text: string): boolean {
    const hasValues = this.rows + this.pending > this.missing;
    return (hasValues ? isMissingAmongValues : isMissingField)(block, field, text, this.settings);
  }

  /** @returns null when the field is no number (or time) */
  private readOdd(block: FieldBlock, row: number): number | null {
    const field = row * block.width + this.column;
    const text = fieldText(block, field);
    if (this.isNoValue(block, field, text)) {
      this.scan.missing++;
      return NaN;
    }
    if (this.kind === 'time') {
      const time = readTime(text, 'iso');
      if (Number.isNaN(time)) return null;
      if (saysZone(text)) this.zoned++;
      if (isFiner(text)) logCut(this.settings.log, this.name, block.lines[row]!);
      return time;
    }
    const number = readNumber(text, '.');
    if (number === null || number.unit !== '' || number.hasLeadingZero || number.isBracketed || /[,'\s\u2019]/.test(text.trim()))
      return null;
    if (Number.isFinite(number.value)) return number.value;
    this.infinite++;
    logInfinite(this.settings.log, this.name, block.lines[row]!);
    return NaN;
  }

  compact(): void {
    this.piece.compact();
  }

  *endPiece(): Iterable<Column> {
    const values = this.piece.take();
    this.distinct.addAll(values, 0, values.length, this.kernel);
    this.rows += values.length;
    this.order.follow(values);
    yield { kind: this.kind, name: this.name, values };
  }
}
