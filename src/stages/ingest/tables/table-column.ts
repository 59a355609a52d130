import { pause, type WorkContext } from '../../../core/context.ts';
import type { ColumnFormat } from '../../../core/csv-options.ts';
import type { ColumnType } from '../../../core/schema.ts';
import type { Column } from '../../../core/table.ts';
import { counted, quoted } from '../../../core/words.ts';
import type { FieldBlock } from '../../../kernels/csv/field-block.ts';
import { ColumnReader, type ColumnPlan } from '../csv/column-reader.ts';
import type { FileHabits } from '../csv/evidence.ts';
import { finishColumn, type FinishedColumn, type Verdict } from '../csv/finish-column.ts';
import type { IssueLog } from '../csv/issue-log.ts';
import type { MissingMarkers } from '../csv/missing-markers.ts';
import type { PieceQueue } from '../csv/piece-queue.ts';
import { asText, rowsOfCells, type Cells } from './cells.ts';
import { isNative, NativeColumn } from './native-column.ts';
import { hasPointToken } from './point-tokens.ts';
import { missingBlock } from './text-cells.ts';

export interface ColumnSetting {
  readonly index: number;
  readonly name: string;
  /** Which field of a row it is, in blocks of texts. */
  readonly place: number;
  /** What the file says the column is; null when it says nothing. */
  readonly declared: ColumnType | null;
  /** Of times that the file says are moments. */
  readonly zone?: string;
  readonly unit?: string;
  /** What the user says. */
  readonly forced: ColumnType | null;
  /** How the user says that its values are written: marks of numbers, zone, order of levels. */
  readonly given: ColumnFormat;
}

export interface SharedSetting {
  readonly markers: MissingMarkers;
  readonly quotedIsText: boolean;
  readonly chunkRows: number;
}

/** One column in one pass over a table: cut into pieces of `chunkRows`, stored as they fill. */
export class TableColumn {
  readonly setting: ColumnSetting;
  readonly reader: NativeColumn | ColumnReader;
  readonly chunks: string[] = [];
  rows = 0;
  private needsText = false;
  private readonly shared: SharedSetting;
  private readonly queue: PieceQueue;

  constructor(setting: ColumnSetting, plan: ColumnPlan, shared: SharedSetting, queue: PieceQueue) {
    const { name, place, declared, forced, given } = setting;
    this.setting = setting;
    this.shared = shared;
    this.queue = queue;
    this.reader =
      plan.kind === 'guess' && isNative(declared) && (forced === null || forced === declared)
        ? new NativeColumn(name, declared, setting.zone === undefined ? placeOf(given) : undefined)
        : new ColumnReader({ name, index: place, given }, forced ?? (isNative(declared) ? null : declared), plan, shared);
  }

  get log(): IssueLog {
    return this.reader.log;
  }

  /** Reads cells that begin at row `start`; rows before it that no cells were given for are missing. */
  async read(start: number, cells: Cells, context: WorkContext): Promise<void> {
    if (start > this.rows) await this.add({ kind: 'missing', rows: start - this.rows }, context);
    await this.add(cells, context);
  }

  private async add(cells: Cells, context: WorkContext): Promise<void> {
    const total = rowsOfCells(cells);
    if (cells.kind === 'again') this.needsText = true;
    const first = this.rows;
    const { chunkRows } = this.shared;
    const block =
      this.reader instanceof ColumnReader
        ? cells.kind === 'missing'
          ? missingBlock(Math.min(total, chunkRows), this.setting.place)
          : asText(cells)
        : null;
    if (block) this.watchTokens(block);
    if (cells.kind === 'text') this.watchEmpty(cells.block);
    for (let from = 0; from < total;) {
      const to = Math.min(total, from + chunkRows - (this.rows % chunkRows));
      if (this.needsText) this.skip();
      else if (this.reader instanceof NativeColumn) this.reader.read(notText(cells), { from, to }, first);
      else this.reader.read(block!, cells.kind === 'missing' ? { from: 0, to: to - from } : { from, to });
      this.rows += to - from;
      from = to;
      if (this.rows % chunkRows === 0) await this.store(this.reader.endPiece(), context);
    }
  }

  /** The file tells an empty text from one that is not there; a table has one kind of gap, unless its texts are taken as they are. */
  private watchEmpty({ starts, ends, quoted: isText, lines, rows, width }: FieldBlock): void {
    if (this.shared.quotedIsText) return;
    const column = quoted(this.setting.name);
    for (let row = 0; row < rows; row++) {
      const at = row * width + this.setting.place;
      if (isText[at] === 0 || starts[at] !== ends[at]) continue;
      this.log.add('empty-text', lines[row]!, (count) => emptyWords(count, column), this.setting.name);
    }
  }

  private watchTokens(block: FieldBlock): void {
    const { reader } = this;
    if (reader instanceof ColumnReader && !reader.hasPointTokens) reader.hasPointTokens = hasPointToken(block, this.setting.place);
  }

  /** Nothing of this pass will be kept. */
  private skip(): void {
    this.chunks.length = 0;
  }

  private async store(pieces: Iterable<Column>, context: WorkContext): Promise<void> {
    if (this.needsText) return;
    for (const piece of pieces) {
      await this.queue.add(piece, this.chunksOf());
      await pause(context);
    }
  }

  /** A reader of texts judges by what is stored already. */
  private chunksOf(): string[] {
    return this.reader instanceof ColumnReader ? this.reader.pieces : this.chunks;
  }

  /** Ends the pass. */
  async end(context: WorkContext): Promise<void> {
    if (this.rows % this.shared.chunkRows !== 0) await this.store(this.reader.endPiece(), context);
  }

  finish(habits: FileHabits): Verdict {
    if (this.needsText) return { kind: 'again', plan: { kind: 'labels' } };
    if (!(this.reader instanceof NativeColumn)) return finishColumn(this.reader, habits);
    const column = this.reader.finish();
    const { unit, given } = this.setting;
    const zone = this.setting.zone ?? given?.zone;
    const marks = {
      ...(column.kind === 'time' && zone !== undefined && { zone }),
      ...(column.kind === 'number' && unit !== undefined && { unit })
    };
    return { kind: 'finished', column: { ...column, ...marks } };
  }

  /** Stores what was kept back until the type was known. @returns the hashes of all pieces */
  async storeRest(column: FinishedColumn, context: WorkContext): Promise<readonly string[]> {
    if (!column.pieces) return this.chunksOf();
    const chunks: string[] = [];
    for (const piece of column.pieces(0)) {
      await this.queue.add(piece, chunks);
      await pause(context);
    }
    return chunks;
  }
}

const placeOf = ({ zone, twice }: ColumnFormat) => (zone === undefined ? undefined : { zone, ...(twice !== undefined && { twice }) });

const emptyWords = (count: number, column: string): string =>
  `${counted(count, 'empty text was', 'empty texts were')} read as missing in ${column}, beside those that are not there at all.`;

/** A column that the file declares as numbers comes as numbers. */
function notText(cells: Cells): Exclude<Cells, { kind: 'text' | 'again' }> {
  if (cells.kind === 'text' || cells.kind === 'again') throw new TypeError('Texts in a column of numbers.');
  return cells;
}
