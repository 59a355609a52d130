import { kindOf, type ColumnType } from '../../../core/schema.ts';
import { momentMeant, momentsAt } from '../../../core/time-zone.ts';
import type { Column } from '../../../core/table.ts';
import { DistinctCounter } from '../../../kernels/csv/distinct-counter.ts';
import { booleanLabels } from '../csv/builds/boolean-build.ts';
import { Float64Piece, logInfinite, logShownTwice, logSkipped, type ClockPlace } from '../csv/builds/build.ts';
import { OrderWatch } from '../csv/builds/order-watch.ts';
import type { FinishedColumn } from '../csv/finish-column.ts';
import { IssueLog } from '../csv/issue-log.ts';
import type { Cells } from './cells.ts';

export type NativeType = Extract<ColumnType, 'number' | 'integer' | 'time' | 'boolean'>;

export const isNative = (type: ColumnType | null): type is NativeType =>
  type === 'number' || type === 'integer' || type === 'time' || type === 'boolean';

/** The last moment a date can have, in ms. Source: ECMA-262, Time Values and Time Range. */
const MOST_TIME = 8.64e15;

/** A column whose file says what it is: numbers, times, true and false, taken over as they are. */
export class NativeColumn {
  readonly log = new IssueLog();
  private readonly piece = new Float64Piece();
  private readonly order = new OrderWatch();
  private readonly distinct = new DistinctCounter();
  private missing = 0;
  private values = 0;
  readonly name: string;
  readonly type: NativeType;
  /** Whose clocks show its times, which become the moments at which they did. */
  private readonly shownIn: ClockPlace | undefined;

  constructor(name: string, type: NativeType, shownIn?: ClockPlace) {
    this.shownIn = type === 'time' ? shownIn : undefined;
    this.name = name;
    this.type = type;
  }

  /** @param row number of the first of the cells in the table, for the report */
  read(cells: Exclude<Cells, { kind: 'text' | 'again' }>, range: { readonly from: number; readonly to: number }, row: number): void {
    const { piece } = this;
    piece.ensure(range.to - range.from);
    for (let i = range.from; i < range.to; i++) {
      const value = this.checked(valueAt(cells, i), row + i);
      if (Number.isNaN(value)) this.missing++;
      piece.values[piece.length++] = value;
    }
  }

  private checked(value: number, row: number): number {
    if (Number.isNaN(value)) return NaN;
    const most = this.type === 'time' ? MOST_TIME : Number.MAX_VALUE;
    if (Math.abs(value) <= most) return this.shownIn === undefined ? value : this.placed(this.shownIn, value, row + 1);
    logInfinite(this.log, this.name, row + 1);
    return NaN;
  }

  private placed(place: ClockPlace, time: number, row: number): number {
    const found = momentsAt(place.zone, time).length;
    if (found === 0) logSkipped(this.log, this.name, place, row);
    if (found === 2) logShownTwice(this.log, this.name, place, row);
    return momentMeant(place.zone, time, place.twice);
  }

  *endPiece(): Iterable<Column> {
    const values = this.piece.take();
    this.distinct.addAll(values, 0, values.length);
    this.values += this.order.see(values);
    const { name } = this;
    if (this.type !== 'boolean') yield { kind: this.type === 'time' ? 'time' : 'number', name, values };
    else
      yield {
        kind: 'category',
        name,
        codes: Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value)),
        labels: booleanLabels
      };
  }

  finish(): FinishedColumn {
    const { count, isExact } = this.distinct;
    return {
      name: this.name,
      type: this.type,
      kind: kindOf(this.type),
      missing: this.missing,
      values: this.values,
      distinct: count,
      isDistinctExact: isExact,
      order: this.type === 'boolean' ? null : this.order,
      format: null,
      evidence: null,
      nearMiss: null,
      thousands: null,
      ...(this.type === 'boolean' && { labels: booleanLabels })
    };
  }
}

function valueAt(cells: Exclude<Cells, { kind: 'text' | 'again' }>, i: number): number {
  if (cells.kind === 'missing') return NaN;
  if (cells.kind !== 'boolean') return cells.values[i]!;
  const code = cells.codes[i]!;
  return code < 0 ? NaN : code;
}
