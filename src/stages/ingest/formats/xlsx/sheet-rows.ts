import { numberText } from '../../csv/csv-text.ts';
import { counted } from '../../../../core/words.ts';
import type { IssueLog } from '../../csv/issue-log.ts';
import { dateText } from './date-cells.ts';
import { plainText } from './plain-text.ts';
import type { Sheet, Workbook } from './workbook.ts';

/** A cell as text; `isWord` when the sheet has it as text and not as a number, a date or a truth value. */
export interface SheetCell {
  readonly text: string;
  readonly isWord: boolean;
}

export interface SheetRow {
  /** As the sheet counts, from 1. */
  readonly row: number;
  readonly cells: readonly (SheetCell | undefined)[];
}

const MOST_COLUMNS = 16_384;

interface OpenCell {
  column: number;
  kind: string;
  style: number;
  value: string;
  hasFormula: boolean;
}

/** The rows of a sheet that have a cell, one after the other: values, and those that formulas had when the file was saved. */
export class SheetRows {
  private row = 0;
  private column = 0;
  private cells: (SheetCell | undefined)[] = [];
  private cell: OpenCell | null = null;
  private inValue = false;
  private readings = 0;
  private readonly merged: string[] = [];
  private readonly book: Workbook;
  private readonly log: IssueLog;

  constructor(book: Workbook, log: IssueLog) {
    this.book = book;
    this.log = log;
  }

  async *of(sheet: Sheet, onBytes: (bytes: number) => void): AsyncGenerator<SheetRow> {
    for await (const event of this.book.events(sheet.path, onBytes)) {
      if (event.kind === 'text') {
        if (this.inValue && this.readings === 0 && this.cell) this.cell.value += event.text;
      } else if (event.kind === 'open') this.open(event.name, event.attributes);
      else if (event.name === 'row') {
        if (this.cells.some((cell) => cell !== undefined)) yield { row: this.row, cells: this.cells };
      } else this.close(event.name);
    }
    this.tellMerged();
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      this.row = Number(attributes.r ?? this.row + 1);
      this.column = 0;
      this.cells = [];
    } else if (name === 'c') {
      const at = attributes.r === undefined ? this.column : columnOf(attributes.r);
      this.column = at + 1;
      this.cell = { column: at, kind: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '', hasFormula: false };
    } else if (name === 'v' || name === 't') this.inValue = true;
    else if (name === 'rPh') this.readings++;
    else if (name === 'f' && this.cell) this.cell.hasFormula = true;
    else if (name === 'mergeCell') this.merged.push(attributes.ref ?? '');
  }

  private close(name: string): void {
    if (name === 'v' || name === 't') this.inValue = false;
    else if (name === 'rPh') this.readings--;
    else if (name === 'c' && this.cell) {
      const { column } = this.cell;
      const value = this.valueOf(this.cell);
      if (value !== null && value.text !== '' && column >= 0 && column < MOST_COLUMNS) this.cells[column] = value;
      this.cell = null;
    }
  }

  private valueOf({ kind, style, value, hasFormula }: OpenCell): SheetCell | null {
    if (hasFormula && value === '')
      this.log.add(
        'formula-without-value',
        this.row,
        (count) => `${counted(count, 'formula has', 'formulas have')} no stored value; the cells are missing.`
      );
    switch (kind) {
      case 's':
        return { text: this.book.texts[Number(value)] ?? '', isWord: true };
      case 'b':
        return { text: value.trim() === '1' ? 'true' : 'false', isWord: false };
      case 'e':
        this.log.add(
          'cell-error',
          this.row,
          (count) => `${counted(count, 'cell holds', 'cells hold')} the error ${value}, read as missing.`,
          value
        );
        return null;
      case 'd':
        return { text: value.replace(/T00:00:00(\.0+)?Z?$/, ''), isWord: false };
      case 'n':
        return value.trim() === '' ? null : this.numberOf(value.trim(), style);
      default:
        return { text: plainText(value), isWord: true };
    }
  }

  private numberOf(value: string, style: number): SheetCell {
    const number = Number(value);
    if (this.book.isDate[style] && Number.isFinite(number)) {
      const text = dateText(number, this.book.from1904);
      if (text !== null) return { text, isWord: false };
    }
    return { text: Number.isFinite(number) ? numberText(number) : value, isWord: false };
  }

  private tellMerged(): void {
    const rows = this.merged.map((ref) => Number(/\d+/.exec(ref)?.[0] ?? 0)).sort((a, b) => a - b);
    for (const row of rows) {
      this.log.add(
        'merged-cells',
        row,
        (count) =>
          `${counted(count, 'area of merged cells has its', 'areas of merged cells have their')} value in the first cell alone, such as ${this.merged[0]}; the other cells are missing.`
      );
    }
  }
}

/** `AB12` is column 27. */
function columnOf(ref: string): number {
  let column = 0;
  for (const letter of ref) {
    const digit = letter.charCodeAt(0) - 64;
    if (digit < 1 || digit > 26) break;
    column = column * 26 + digit;
  }
  return column - 1;
}
