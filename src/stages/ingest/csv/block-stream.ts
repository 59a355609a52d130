import { pause, type WorkContext } from '../../../core/context.ts';
import { createCsvKernel, type CsvKernel } from '../../../kernels/csv/csv-kernel.ts';
import { Tokenizer } from '../../../kernels/csv/tokenizer.ts';
import type { FoldMarks } from '../../../kernels/csv/delimiter-fold.ts';
import { openFold } from '../../../kernels/csv/open-fold.ts';
import type { Dialect, TokenizerEvents } from '../../../kernels/csv/dialect.ts';
import { firstBytes, type ByteSource } from './byte-source.ts';
import { utf8Pieces, utf8Refused, type Encoding } from './encoding.ts';
import { BlockWatch } from './block-watch.ts';
import { linesOf, type LineRange } from './line-range.ts';

/** How a source is cut into blocks of whole records. */
export interface StreamSettings {
  readonly encoding: Encoding;
  readonly dialect: Dialect;
  /** A delimiter of several bytes is folded into one before records are looked for; null = it is of one. */
  readonly fold: FoldMarks | null;
  /** What of the file is read. */
  readonly lines: LineRange;
  /** The byte of the source at which the lines below the table begin; the end of the source when not given. */
  readonly end?: number;
  /** What the first record names the columns; it is left out then. Null = it is a row. */
  readonly header: readonly string[] | null;
  /** The line of a second record that belongs to the header; null = there is none. */
  readonly secondHeader: number | null;
  /** Columns of numbers and times, by which another table far below is known. */
  readonly typed: readonly number[];
  readonly pieceBytes: number;
  /** A record to begin at, instead of the header; the source is UTF-8 then, and all of its lines are read. */
  readonly start?: ReadingPlace;
  /** False: the plain twins of the kernels alone do the work; the table is the same. */
  readonly useKernel: boolean;
  /** Another reading of the same source looks whether the bytes are in their encoding. */
  readonly isChecked?: boolean;
}

/** Where a record begins: its first byte in the source, and its line. */
export interface ReadingPlace {
  readonly offset: number;
  readonly line: number;
}

/** Told, before each block, where the record behind it begins. Of use for sources in UTF-8 of which all lines are read. */
export interface PlaceWatch {
  next: ReadingPlace;
  /** What was met so far says nothing of the record behind. */
  isSettled: boolean;
}

/** Asking for a range of a file takes a message to another process and back, so pieces are asked for by the dozen. */
const READ_BYTES = 8 * 1024 * 1024;
const NOTHING = new Uint8Array(0);

/**
 * The records of a source, block by block; the same tokenizer each time, holding the next rows. A record that a piece cuts in two is carried over
 * to the next, and pieces grow with what is carried, so that a long record is not read over and over.
 */
export async function* recordBlocks(
  whole: ByteSource,
  settings: StreamSettings,
  events: TokenizerEvents,
  context: WorkContext,
  watch?: PlaceWatch
): AsyncGenerator<Tokenizer> {
  const source = settings.end === undefined ? whole : firstBytes(whole, settings.end);
  const kernel = settings.useKernel ? await createCsvKernel() : null;
  const rows = new BlockWatch(settings, events);
  const begin = settings.start?.offset ?? settings.encoding.skip;
  let taken = begin;
  const check = kernel && isSeenInside(settings) ? insideCheck(kernel, settings.encoding, () => taken >= source.size) : null;
  const cutter = new BlockCutter(settings, rows.events, kernel, check);
  const { tokenizer } = cutter;
  const pieceBytes = () => Math.max(settings.pieceBytes, cutter.carried);
  const { from, to } = settings.lines;
  const fold = settings.fold && openFold(settings.fold);
  const reading = {
    readBytes: READ_BYTES,
    from: begin,
    ...(settings.isChecked || check
      ? { isUtf8: () => true }
      : kernel && { isUtf8: (piece: Uint8Array, isLast: boolean) => kernel.isUtf8(piece, isLast) })
  };
  const all = utf8Pieces(source, settings.encoding, pieceBytes, reading);
  for await (const piece of from === 1 && to === null ? all : linesOf(all, settings.lines)) {
    taken += piece.length;
    cutter.cut(fold ? fold.fold(piece, false) : piece, false);
    const isEnd = rows.look(tokenizer);
    if (watch) Object.assign(watch, { next: { offset: taken - cutter.carried, line: tokenizer.nextLine }, isSettled: rows.isSettled });
    if (tokenizer.rows > 0) yield tokenizer;
    if (isEnd) return;
    context.onProgress(Math.min(1, taken / source.size));
    await pause(context);
  }
  cutter.cut(fold ? fold.fold(NOTHING, true) : NOTHING, true);
  if (!rows.look(tokenizer)) events.onEnd?.(tokenizer.nextLine);
  if (tokenizer.rows > 0) yield tokenizer;
}

/** Sees the bytes of a piece where they have been put. */
type PieceCheck = (buffer: Uint8Array<ArrayBuffer>, from: number, length: number) => void;

/** Bytes that come into the kernel's memory as they stand in the file can be looked at there, without another copy. */
function isSeenInside({ encoding, lines, fold, isChecked }: StreamSettings): boolean {
  return !isChecked && fold === null && lines.from === 1 && lines.to === null && encoding.label === 'utf-8' && !encoding.badLines;
}

function insideCheck(kernel: CsvKernel, encoding: Encoding, isEnd: () => boolean): PieceCheck {
  return (buffer, from, length) => {
    const isUtf8 =
      buffer === kernel.bytes ? kernel.isUtf8Inside(from, length, isEnd()) : kernel.isUtf8(buffer.subarray(from, from + length), isEnd());
    if (!isUtf8) throw utf8Refused(encoding);
  };
}

/** Puts pieces together so that records are whole, in the memory of the kernel where there is one. */
class BlockCutter {
  readonly tokenizer: Tokenizer;
  /** Bytes of the record that the last piece cut in two. */
  carried = 0;
  private used = 0;
  private buffer: Uint8Array<ArrayBuffer>;
  private isHeaderAhead: boolean;
  private readonly check: PieceCheck | null;

  constructor({ dialect, header, start }: StreamSettings, events: TokenizerEvents, kernel: CsvKernel | null, check: PieceCheck | null) {
    this.check = check;
    this.tokenizer = new Tokenizer(start ? { ...dialect, firstLine: start.line } : dialect, events, kernel);
    this.buffer = kernel?.bytes ?? new Uint8Array(0);
    this.isHeaderAhead = header !== null && !start;
  }

  /** Fills the tokenizer with the next rows; those before are gone. */
  cut(bytes: Uint8Array, isLast: boolean): void {
    const { carried, tokenizer } = this;
    this.buffer.copyWithin(0, this.used, this.used + carried);
    this.buffer = withRoom(this.buffer, carried, bytes.length);
    this.buffer.set(bytes, carried);
    this.check?.(this.buffer, carried, bytes.length);
    const length = carried + bytes.length;
    this.used = tokenizer.read(this.buffer, length, isLast);
    this.carried = length - this.used;
    if (!this.isHeaderAhead || tokenizer.rows === 0) return;
    tokenizer.dropRow(0);
    this.isHeaderAhead = false;
  }
}

function withRoom(buffer: Uint8Array<ArrayBuffer>, carried: number, more: number): Uint8Array<ArrayBuffer> {
  if (buffer.length >= carried + more) return buffer;
  const larger = new Uint8Array(Math.max(carried + more, buffer.length * 2));
  larger.set(buffer.subarray(0, carried));
  return larger;
}
