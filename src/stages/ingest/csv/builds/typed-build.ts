import type { Column } from '../../../../core/table.ts';
import { quoted } from '../../../../core/words.ts';
import { clockOf, momentsAt } from '../../../../core/time-zone.ts';
import { DistinctCounter } from '../../../../kernels/csv/distinct-counter.ts';
import type { FieldBlock } from '../../../../kernels/csv/field-block.ts';
import { isLossy, numberBy, readBy, type ValueFormat } from '../evidence.ts';
import { withThousands, type ReadThousands } from '../thousands.ts';
import {
  fieldText,
  Float64Piece,
  isMissingAmongValues,
  logBracketed,
  logCut,
  logInfinite,
  logLossy,
  logMisfit,
  logRounded,
  logShownTwice,
  logSkipped,
  type ColumnBuild,
  type ReadSettings,
  type RowRange
} from './build.ts';
import { readTime, saysZone } from '../time-formats.ts';
import { OrderWatch } from './order-watch.ts';

type TimeValues = Extract<ValueFormat, { kind: 'time' }>;

const isPlaced = (format: TimeValues): format is TimeValues & { readonly zone: string } => format.zone !== undefined;

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
    if (isMissingAmongValues(block, field, text, this.settings)) return NaN;
    const value = readBy(this.format, text);
    if (Number.isNaN(value) && this.isUnplaced(text, line)) return NaN;
    if (Number.isNaN(value) || (this.type === 'integer' && Number.isFinite(value) && !Number.isInteger(value))) {
      logMisfit(this.settings.log, { name: this.name, type: this.type, line, text });
      return NaN;
    }
    if (this.format.kind === 'time') this.seeZone(this.format, value, text, line);
    if (this.format.kind === 'time' && isLossy(this.format, text, value)) logCut(this.settings.log, this.name, line);
    if (Number.isFinite(value)) {
      this.thousands = withThousands(this.thousands, this.format, { text, line }, value);
      this.tellOdd(text, line);
      return value;
    }
    logInfinite(this.settings.log, this.name, line);
    return NaN;
  }

  private tellOdd(text: string, line: number): void {
    const { format, name, type, settings } = this;
    if (format.kind === 'time') return;
    const number = numberBy(format, text)!;
    if (number.isBracketed) logBracketed(settings.log, name, line, text, number.value);
    if (isLossy(format, text, number.value)) logRounded(settings.log, name, line);
    else if (number.isLossy && type === 'number' && !format.isWhole) logLossy(settings.log, name, line, text, number.value);
  }

  private seeZone(format: TimeValues, moment: number, text: string, line: number): void {
    if (saysZone(text)) this.zoned++;
    else if (isPlaced(format) && momentsAt(format.zone, clockOf(format.zone)(moment)).length > 1)
      logShownTwice(this.settings.log, this.name, format, line);
  }

  /** Whether a text is a time, but one that the clocks never showed, or showed twice where such times are to be missing. */
  private isUnplaced(text: string, line: number): boolean {
    const { format, name, settings } = this;
    if (format.kind !== 'time' || !isPlaced(format) || saysZone(text)) return false;
    const shown = readTime(text, format.format);
    if (Number.isNaN(shown)) return false;
    const isSkipped = momentsAt(format.zone, shown).length === 0;
    (isSkipped ? logSkipped : logShownTwice)(settings.log, name, format, line);
    const which = isSkipped ? 'skipped' : 'showed twice';
    settings.log.reject({
      line,
      code: 'does-not-fit',
      reason: `${quoted(name)}: ${quoted(text)} lies in an hour that the clocks of ${format.zone} ${which}.`
    });
    return true;
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
