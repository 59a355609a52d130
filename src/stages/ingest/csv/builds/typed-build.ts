import type { Column } from '../../../../core/table.ts';
import { clockOf, momentsAt } from '../../../../core/time-zone.ts';
import { DistinctCounter } from '../../../../kernels/csv/distinct-counter.ts';
import type { FieldBlock } from '../../../../kernels/csv/field-block.ts';
import { numberBy, readBy, type ValueFormat } from '../evidence.ts';
import { withThousands, type ReadThousands } from '../thousands.ts';
import {
  fieldText,
  Float64Piece,
  isMissingField,
  logBracketed,
  logInfinite,
  logLossy,
  logMisfit,
  logShownTwice,
  type ColumnBuild,
  type ReadSettings,
  type RowRange
} from './build.ts';
import { saysZone } from '../time-formats.ts';
import { OrderWatch } from './order-watch.ts';

/** Numbers or times in a known format; what does not fit becomes missing and is counted with its line. */
export class TypedBuild implements ColumnBuild {
  readonly order = new OrderWatch();
  readonly distinct = new DistinctCounter();
  values = 0;
  missing = 0;
  /** Values that say their zone. */
  zoned = 0;
  thousands: ReadThousands | null = null;
  private readonly piece = new Float64Piece();
  private readonly name: string;
  private readonly column: number;
  private readonly settings: ReadSettings;
  readonly format: ValueFormat;
  /** `integer`: fractions do not fit either. */
  private readonly type: string;

  constructor(format: ValueFormat, type: string, at: { name: string; column: number }, settings: ReadSettings) {
    this.format = format;
    this.type = type;
    this.name = at.name;
    this.column = at.column;
    this.settings = settings;
  }

  read(block: FieldBlock, rows: RowRange): number {
    this.piece.ensure(rows.to - rows.from);
    for (let row = rows.from; row < rows.to; row++) {
      const value = this.valueAt(block, row * block.width + this.column, block.lines[row]!);
      if (Number.isNaN(value)) this.missing++;
      this.piece.values[this.piece.length++] = value;
    }
    return rows.to;
  }

  private valueAt(block: FieldBlock, field: number, line: number): number {
    const text = fieldText(block, field);
    if (isMissingField(block, field, text, this.settings)) return NaN;
    const value = readBy(this.format, text);
    if (Number.isNaN(value) || (this.type === 'integer' && Number.isFinite(value) && !Number.isInteger(value))) {
      logMisfit(this.settings.log, { name: this.name, type: this.type, line, text });
      return NaN;
    }
    if (this.format.kind === 'time') this.seeZone(this.format.zone, value, text, line);
    if (Number.isFinite(value)) {
      this.thousands = withThousands(this.thousands, this.format, { text, line }, value);
      this.tellOdd(text, line);
      return value;
    }
    logInfinite(this.settings.log, this.name, line);
    return NaN;
  }

  private tellOdd(text: string, line: number): void {
    if (this.format.kind !== 'number') return;
    const { value, isBracketed, isLossy } = numberBy(this.format, text)!;
    if (isBracketed) logBracketed(this.settings.log, this.name, line, text, value);
    if (isLossy && this.type === 'number' && !this.format.isWhole) logLossy(this.settings.log, this.name, line, text, value);
  }

  private seeZone(zone: string | undefined, moment: number, text: string, line: number): void {
    if (saysZone(text)) this.zoned++;
    else if (zone !== undefined && momentsAt(zone, clockOf(zone)(moment)).length > 1)
      logShownTwice(this.settings.log, this.name, zone, line);
  }

  compact(): void {
    this.piece.compact();
  }

  *endPiece(): Iterable<Column> {
    const values = this.piece.take();
    this.distinct.addAll(values, 0, values.length);
    this.values += this.order.see(values);
    yield { kind: this.format.kind, name: this.name, values };
  }
}
