import type { ColumnWriting } from '../../core/csv-options.ts';
import { batchWrittenOtherwise } from '../../core/errors/deploying.ts';
import type { Column, Table } from '../../core/table.ts';
import type { WantedColumn } from '../../stages/ingest/csv/read-for-schema.ts';
import type { RawRows } from '../../stages/ingest/csv/read-for-schema.ts';
import { MissingMarkers } from '../../stages/ingest/csv/missing-markers.ts';
import { readNumber } from '../../stages/ingest/csv/number-formats.ts';
import { readTime } from '../../stages/ingest/csv/time-formats.ts';

/** `known`: a batch is read as the training file was written; `file`: as it looks itself. */
export type MarksOfBatch = 'known' | 'file';

/** Columns to read by what is known of their writing, or by what the file itself tells. What stands for missing was said, and holds either way. */
export const writtenAs = <T extends WantedColumn>(columns: readonly T[], marks: MarksOfBatch): T[] =>
  columns.map((column) => {
    if (marks === 'known' || column.written === undefined) return column;
    const { decimal: _decimal, thousands: _thousands, dateOrder: _order, ...written } = column.written;
    return { ...column, written };
  });

interface Watched {
  readonly name: string;
  readonly written: ColumnWriting;
  readonly markers: MissingMarkers;
  /** A value that can't be read as it should be, but otherwise. */
  readonly fitsOtherwise: (text: string) => boolean;
  /** A value that can be read as it should be, and not otherwise. */
  readonly fitsOnlySo: (text: string) => boolean;
  otherwise: number;
  onlySo: number;
  example: string;
}

/** Looks out for columns that a file evidently writes in another way than the training file did: more values speak for that than against it. */
export class MarksWatch {
  private readonly watched: readonly Watched[];

  constructor(columns: readonly WantedColumn[]) {
    this.watched = columns.flatMap((column) => watchedOf(column) ?? []);
  }

  see(table: Table, { header, lines }: RawRows): void {
    for (const watched of this.watched) {
      const place = header.indexOf(watched.name);
      const column = table.columns.find(({ name }) => name === watched.name);
      if (column && place >= 0) seeColumn(watched, column, (row) => (lines[row]![place] ?? '').trim());
    }
  }

  /** @throws LatheError `batch-written-otherwise` */
  refuse(): void {
    const other = this.watched.filter(({ otherwise, onlySo }) => otherwise > onlySo);
    if (other.length > 0) throw batchWrittenOtherwise(other.map(({ name, example, written }) => ({ column: name, example, written })));
  }
}

function seeColumn(watched: Watched, column: Column, textAt: (row: number) => string): void {
  if (column.kind !== 'number' && column.kind !== 'time') return;
  column.values.forEach((value, row) => {
    const text = textAt(row);
    if (!Number.isNaN(value)) watched.onlySo += watched.fitsOnlySo(text) ? 1 : 0;
    else if (!watched.markers.has(text) && watched.fitsOtherwise(text)) {
      if (watched.otherwise++ === 0) watched.example = text;
    }
  });
}

function watchedOf({ name, type, written }: WantedColumn): Watched | null {
  const fits = written && (type === 'time' ? timeFits(written) : type === 'number' || type === 'integer' ? numberFits(written) : null);
  return fits ? { name, written, markers: new MissingMarkers(written.missing), ...fits, otherwise: 0, onlySo: 0, example: '' } : null;
}

type Fits = Pick<Watched, 'fitsOtherwise' | 'fitsOnlySo'>;

function numberFits({ decimal, thousands }: ColumnWriting): Fits | null {
  if (decimal === undefined) return null;
  const other = decimal === '.' ? ',' : '.';
  const isOwn = (text: string) => thousands !== undefined && readNumber(text, decimal) !== null;
  const isOther = (text: string) => readNumber(text, other) !== null;
  return { fitsOtherwise: (text) => isOwn(text) || isOther(text), fitsOnlySo: (text) => /[.,]/.test(text) && !isOther(text) };
}

function timeFits({ dateOrder }: ColumnWriting): Fits | null {
  if (dateOrder === undefined) return null;
  const other = dateOrder === 'day-first' ? 'month-first' : 'day-first';
  const isOther = (text: string) => !Number.isNaN(readTime(text, other));
  return { fitsOtherwise: isOther, fitsOnlySo: (text) => !isOther(text) };
}
