import { shownTwiceWords, skippedWords } from '../../../../core/clock-words.ts';
import { counted, quoted } from '../../../../core/words.ts';
import type { Column } from '../../../../core/table.ts';
import type { ClockTwice } from '../../../../core/time-zone.ts';
import type { FieldBlock } from '../../../../kernels/csv/field-block.ts';
import type { IssueLog } from '../issue-log.ts';
import { cutWords, roundedWords } from '../loss-words.ts';
import type { MissingMarkers } from '../missing-markers.ts';

/** What all columns of one import share. */
export interface ReadSettings {
  readonly markers: MissingMarkers;
  readonly quotedIsText: boolean;
  readonly log: IssueLog;
  /** Rows in a piece of a column. */
  readonly chunkRows: number;
}

/** Rows `from` to `to` of a block; they lie within one piece. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** A column being made in one way. */
export interface ColumnBuild {
  /** @returns the first row this way can't hold, or `rows.to` */
  read(block: FieldBlock, rows: RowRange): number;
  /**
   * Ends a piece.
   * @returns the pieces that are ready, in order; they are asked for one by one, and each is good until the next is asked for or more is read: its
   * memory is used again
   */
  endPiece(): Iterable<Column>;
  /** Gives back the room kept for rows to come. */
  compact?(): void;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function fieldText(block: FieldBlock, field: number): string {
  const start = block.starts[field]!;
  const end = block.ends[field]!;
  return start === end ? '' : decoder.decode(block.bytes.subarray(start, end));
}

/** Whether a field means "no value"; a marker (not the empty field) is counted. */
export function isMissingField(block: FieldBlock, field: number, text: string, settings: ReadSettings): boolean {
  if (settings.quotedIsText && block.quoted[field] === 1) return false;
  if (text === '') return true;
  if (!settings.markers.has(text)) return false;
  logMarker(settings.log, text, lineOf(block, field));
  return true;
}

/** The same of a field among numbers or times, where more texts are no values. */
export function isMissingAmongValues(block: FieldBlock, field: number, text: string, settings: ReadSettings): boolean {
  if (isMissingField(block, field, text, settings)) return true;
  if (!settings.markers.isLoose(text) || (settings.quotedIsText && block.quoted[field] === 1)) return false;
  logMarker(settings.log, text, lineOf(block, field));
  return true;
}

export const lineOf = (block: FieldBlock, field: number): number => block.lines[Math.floor(field / block.width)]!;

export function logMarker(log: IssueLog, text: string, line: number): void {
  log.add('missing-marker', line, (count) => `${quoted(text)} was read as missing, ${count.toLocaleString('en-US')} times.`, text);
}

export function logInfinite(log: IssueLog, column: string, line: number): void {
  log.add(
    'not-finite',
    line,
    (count) =>
      `${quoted(column)}: infinite or too large numbers (such as Inf or 1e400) became missing, ${count.toLocaleString('en-US')} times.`,
    column
  );
}

/** A value that became missing because the column was given a type; the row is set aside as it stood. */
export function logMisfit(
  log: IssueLog,
  { name: column, type, line, text }: { name: string; type: string; line: number; text: string }
): void {
  log.reject({ line, code: 'does-not-fit', reason: `${quoted(column)}: ${quoted(text)} is no ${type}.` });
  log.add(
    'does-not-fit',
    line,
    (count) => `${quoted(column)}: values that are no ${type} became missing, ${count.toLocaleString('en-US')} times.`,
    column
  );
}

/** A number in brackets, as bookkeepers write what is below zero. */
export function logBracketed(log: IssueLog, column: string, line: number, text: string, value: number): void {
  const example = `${quoted(text)} is ${value}`;
  const said = (count: number) => `${counted(count, 'number', 'numbers')} in brackets ${count === 1 ? 'was' : 'were'} read as below zero`;
  log.add('bracket-minus', line, (count) => `${quoted(column)}: ${said(count)}: ${example}.`, column);
}

/** A decimal that no double is: rounded, or so near to zero that it became it. */
export function logLossy(log: IssueLog, column: string, line: number, text: string, value: number): void {
  const example = `${quoted(text)} became ${value}`;
  const were = (count: number, reason: string) =>
    `${quoted(column)}: ${counted(count, 'number')} ${count === 1 ? 'was' : 'were'} ${reason}`;
  if (value === 0) log.add('became-zero', line, (count) => `${were(count, 'too near to zero to be told from it')}: ${example}.`, column);
  else log.add('digits-lost', line, (count) => `${were(count, 'rounded, as a column holds about 16 digits')}: ${example}.`, column);
}

/** A time whose fraction of a second is finer than can be kept. */
export function logCut(log: IssueLog, column: string, line: number): void {
  log.add('time-cut', line, (count) => cutWords(column, count), column);
}

/** A whole number that is none of those that can be kept. */
export function logRounded(log: IssueLog, column: string, line: number): void {
  log.add('number-rounded', line, (count) => roundedWords(column, count), column);
}

/** How a person says that clock times are to be placed. */
export interface ClockPlace {
  readonly zone: string;
  readonly twice?: ClockTwice;
}

/** A time that the clocks of the zone given showed twice, as they were put back. */
export function logShownTwice(log: IssueLog, column: string, { zone, twice = 'first' }: ClockPlace, line: number): void {
  log.add('clock-shown-twice', line, (count) => shownTwiceWords(column, zone, count, twice), column);
}

/** A time that the clocks of the zone given never showed, as they were put forward over it. */
export function logSkipped(log: IssueLog, column: string, { zone }: ClockPlace, line: number): void {
  log.add('clock-skipped', line, (count) => skippedWords(column, zone, count), column);
}

/** Room for one piece of numbers, made as large as needed and used again. */
export class Float64Piece {
  values = new Float64Array(1024);
  length = 0;

  ensure(more: number): void {
    while (this.length + more > this.values.length) {
      const larger = new Float64Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
  }

  compact(): void {
    this.values = this.values.slice(0, Math.max(1, this.length));
  }

  /** The piece so far; the next one takes its place. */
  take(): Float64Array {
    const piece = this.values.subarray(0, this.length);
    this.length = 0;
    return piece;
  }
}
