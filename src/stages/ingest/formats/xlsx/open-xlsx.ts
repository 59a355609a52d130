import { pause, type WorkContext } from '../../../../core/context.ts';
import { tableNotFound } from '../../../../core/errors/files.ts';
import type { ByteSource } from '../../csv/byte-source.ts';
import { columnNames } from '../../csv/header.ts';
import { counted, quoted } from '../../../../core/words.ts';
import { ColumnSums, totalsNameOf } from '../../csv/column-sums.ts';
import type { IssueLog } from '../../csv/issue-log.ts';
import { TextCells } from '../../tables/text-cells.ts';
import type { ColumnPart, OpenTable, TableColumnInfo } from '../../tables/open-table.ts';
import { findHeader } from './find-header.ts';
import { SheetRows, type SheetRow } from './sheet-rows.ts';
import { openWorkbook, type Sheet, type Workbook } from './workbook.ts';

export interface XlsxOptions {
  /** Name of the sheet; the first that can be seen when not given. */
  readonly table?: string;
  readonly header?: boolean;
  readonly mostRows?: number;
  /** 0: a last row that is the total of those above is a row like others. */
  readonly footerLines?: number;
}

const HEAD_ROWS = 50;
const BATCH_ROWS = 4096;

/** The names of a workbook's sheets, those that can be seen first. */
export async function sheetsOf(source: ByteSource): Promise<{ name: string; isHidden: boolean }[]> {
  const { sheets } = await openWorkbook(source);
  return [...sheets].sort((a, b) => Number(a.isHidden) - Number(b.isHidden)).map(({ name, isHidden }) => ({ name, isHidden }));
}

/**
 * One sheet of a workbook. Cells are read as a CSV of their values would be: numbers and dates by what the sheet says, all else by its text.
 * @throws LatheError `table-not-found`, `file-damaged`, `file-too-large`, `zip-unreadable`
 */
export async function openXlsx(source: ByteSource, options: XlsxOptions): Promise<OpenTable> {
  const book = await openWorkbook(source);
  const sheet = chosen(book, options.table);
  const table = new SheetTable(book, sheet, options);
  return {
    columns: table.columns,
    notes: () => table.notes,
    parts: (wanted, log, context) => table.parts(wanted, log, context)
  };
}

function chosen({ sheets }: Workbook, name: string | undefined): Sheet {
  if (name === undefined) return sheets.find(({ isHidden }) => !isHidden) ?? sheets[0]!;
  const sheet = sheets.find((one) => one.name === name);
  if (!sheet)
    throw tableNotFound(
      name,
      sheets.map((one) => one.name)
    );
  return sheet;
}

class SheetTable {
  readonly columns: TableColumnInfo[] = [];
  notes: string[] = [];
  private cells: TextCells[] = [];
  private start = 0;
  private rows = 0;
  /** The column of the sheet where the table begins. */
  private left = 0;
  /** The row read last, kept back as long as it may be the total of those above. */
  private last: SheetRow | null = null;
  private sums = new ColumnSums();
  private readonly book: Workbook;
  private readonly sheet: Sheet;
  private readonly options: XlsxOptions;

  constructor(book: Workbook, sheet: Sheet, options: XlsxOptions) {
    this.book = book;
    this.sheet = sheet;
    this.options = options;
  }

  async *parts(wanted: ReadonlySet<number> | null, log: IssueLog, context: WorkContext): AsyncGenerator<ColumnPart> {
    this.start = this.rows = 0;
    this.cells.forEach((cells) => cells.clear());
    this.sums = new ColumnSums();
    let taken = 0;
    const { mostRows = Infinity } = this.options;
    const head: SheetRow[] = [];
    let isBegun = false;
    for await (const row of new SheetRows(this.book, log).of(this.sheet, (bytes) => (taken += bytes))) {
      if (isBegun) this.see(row, log);
      else if (head.push(row) === HEAD_ROWS) {
        this.begin(head, log);
        isBegun = true;
      }
      if (this.start + this.rows >= mostRows) return yield* this.take(wanted);
      if (this.rows < BATCH_ROWS) continue;
      yield* this.take(wanted);
      context.onProgress(Math.min(1, taken / Math.max(1, this.book.sizeOf(this.sheet.path))));
      await pause(context);
    }
    if (!isBegun) this.begin(head, log);
    this.endRows(log);
    yield* this.take(wanted);
  }

  /** Names the columns by the first rows and adds those that are data. */
  private begin(head: readonly SheetRow[], log: IssueLog): void {
    const { header, first } = findHeader(head, this.options.header);
    const table = head.slice(Math.max(0, header < 0 ? first : header));
    this.left = Math.min(...table.map(({ cells }) => cells.findIndex((cell) => cell !== undefined)), Infinity);
    if (!Number.isFinite(this.left)) this.left = 0;
    const width = Math.max(0, ...table.map(({ cells }) => cells.length)) - this.left;
    const given = header < 0 ? [] : Array.from({ length: width }, (_, j) => head[header]!.cells[this.left + j]?.text ?? '');
    if (this.columns.length === 0) {
      const names = header < 0 ? Array.from({ length: width }, (_, j) => `column_${j + 1}`) : columnNames(given, width, false, log);
      for (const name of names) this.addColumn(name);
    }
    this.notes = this.notesOn(head, header, first);
    for (const row of head.slice(first)) if (this.start + this.rows < (this.options.mostRows ?? Infinity)) this.see(row, log);
  }

  /** A row that calls itself a total waits for what comes behind it: only the last one is no row. */
  private see(row: SheetRow, log: IssueLog): void {
    this.addLast(log);
    if (this.options.footerLines !== 0 && totalsNameOf(this.textsOf(row)) !== null) this.last = row;
    else this.add(row, log);
  }

  private addLast(log: IssueLog): void {
    if (this.last) this.add(this.last, log);
    this.last = null;
  }

  private endRows(log: IssueLog): void {
    const reason = this.last && this.sums.reasonAgainst(this.textsOf(this.last));
    if (this.last && reason !== null) {
      const { row } = this.last;
      log.reject({
        line: row,
        code: 'footer',
        reason,
        text: this.textsOf(this.last)
          .map((text) => text ?? '')
          .join(', ')
      });
      log.add('footer-line', row, () => 'The last row, the total of those above, was taken for no row, and set aside.');
      this.last = null;
    }
    this.addLast(log);
  }

  private textsOf({ cells }: SheetRow): (string | undefined)[] {
    return cells.slice(this.left).map((cell) => cell?.text);
  }

  private notesOn(head: readonly SheetRow[], header: number, first: number): string[] {
    const others = this.book.sheets.filter(({ name }) => name !== this.sheet.name).length;
    const above = header < 0 ? first : header;
    return [
      ...(others > 0 ? [`The sheet ${quoted(this.sheet.name)} was read; ${counted(others, 'other is', 'others are')} in the file.`] : []),
      ...(above > 0
        ? [
            `${counted(above, 'row', 'rows')} above the table ${above === 1 ? 'was' : 'were'} left out: it begins in row ${head[above]!.row}.`
          ]
        : []),
      ...(header < 0 ? ['The first row looks like data, not like names, so the columns were numbered.'] : [])
    ];
  }

  private addColumn(name: string): void {
    this.columns.push({ name, type: null });
    this.cells.push(new TextCells());
  }

  private add({ row, cells }: SheetRow, log: IssueLog): void {
    this.sums.add(cells.slice(this.left).map((cell) => (cell?.isWord ? undefined : cell?.text)));
    while (this.columns.length < cells.length - this.left) {
      this.addColumn(this.freeName());
      log.add(
        'extra-cells',
        row,
        (count) =>
          `${counted(count, 'column', 'columns')} without a name in the header ${count === 1 ? 'was' : 'were'} added for cells beside the table.`
      );
    }
    for (const [j, column] of this.cells.entries()) {
      const cell = cells[this.left + j];
      if (cell === undefined) column.addMissing(row);
      else column.addText(cell.text, row, cell.isWord ? 1 : 0);
    }
    this.rows++;
  }

  private freeName(): string {
    const names = new Set(this.columns.map(({ name }) => name));
    let name = `column_${this.columns.length + 1}`;
    for (let number = 2; names.has(name); number++) name = `column_${this.columns.length + 1}_${number}`;
    return name;
  }

  private *take(wanted: ReadonlySet<number> | null): Iterable<ColumnPart> {
    for (const [column, cells] of this.cells.entries()) {
      if (cells.rows > 0 && (wanted === null || wanted.has(column)))
        yield { column, start: this.start + this.rows - cells.rows, cells: { kind: 'text', block: cells.block() } };
      cells.clear();
    }
    this.start += this.rows;
    this.rows = 0;
  }
}
