import type { Column } from '../../../../core/table.ts';
import { ByteDictionary } from '../../../../kernels/csv/byte-dictionary.ts';
import type { FieldBlock } from '../../../../kernels/csv/field-block.ts';
import { LabelCache } from '../../../../kernels/csv/label-cache.ts';
import type { SeenText } from '../near-miss.ts';
import { fieldText, isMissingField, lineOf, logMarker, type ColumnBuild, type ReadSettings, type RowRange } from './build.ts';
import { OrderWatch } from './order-watch.ts';
import { TextBuild } from './text-build.ts';

/** A column with more labels than this, or more bytes of them, is text, whatever its length. */
export const MOST_LABELS = 10_000;
export const MOST_LABEL_BYTES = 1_000_000;

type Codes = Uint8Array | Uint16Array | Int32Array;

/**
 * Texts as codes into a dictionary, a byte or two a row: labels are known, and sorted, only at the end. Nothing is lost: the texts, or numbers
 * and times written in them, can be made from the codes.
 */
export class LabelsBuild implements ColumnBuild {
  readonly dictionary = new ByteDictionary();
  private readonly cache = new LabelCache();
  /** Codes of the rows so far plus 1; 0 = missing. */
  private readonly pieces: Codes[] = [];
  private codes = new Int32Array(1024);
  private rows = 0;
  /** 1 = this entry of the dictionary is a missing marker. */
  private isMarker = new Uint8Array(64);
  /** Line on which each entry of the dictionary was first met. */
  private firstLines = new Int32Array(64);
  missing = 0;
  values = 0;
  private markers = 0;
  private readonly name: string;
  private readonly column: number;
  private readonly settings: ReadSettings;
  private readonly isLimited: boolean;

  constructor(name: string, column: number, settings: ReadSettings, isLimited: boolean) {
    this.name = name;
    this.column = column;
    this.settings = settings;
    this.isLimited = isLimited;
  }

  /** Different values, markers left out. */
  get distinct(): number {
    return this.dictionary.size - this.markers;
  }

  get labelCodes(): number[] {
    return Array.from({ length: this.dictionary.size }, (_, code) => code).filter((code) => this.isMarker[code] === 0);
  }

  read(block: FieldBlock, rows: RowRange): number {
    this.ensure(rows.to - rows.from);
    for (let row = rows.from; row < rows.to; row++) {
      row = this.readKnown(block, { from: row, to: rows.to });
      if (row < rows.to && this.readOne(block, row) && this.isFull) return row + 1;
    }
    return rows.to;
  }

  /** @returns the first row the cache does not know */
  private readKnown(block: FieldBlock, rows: RowRange): number {
    if (this.settings.quotedIsText) return rows.from;
    const to = this.cache.scan(block, this.column, rows, this.codes, this.rows);
    this.rows += to - rows.from;
    this.missing += this.cache.missing;
    this.values += to - rows.from - this.cache.missing;
    return to;
  }

  /** @returns whether its text is new */
  private readOne(block: FieldBlock, row: number): boolean {
    const { dictionary } = this;
    const field = row * block.width + this.column;
    const start = block.starts[field]!;
    const end = block.ends[field]!;
    if (this.isMissingBefore(block, field, start === end)) {
      this.pushMissing();
      return false;
    }
    const known = dictionary.size;
    const code = dictionary.codeOf(block.bytes, start, end);
    if (code === known) this.judge(block, field, code);
    if (this.isMarker[code] === 1) {
      logMarker(this.settings.log, dictionary.textOf(code), block.lines[row]!);
      this.pushMissing();
    } else {
      this.codes[this.rows++] = code + 1;
      this.values++;
      this.cache.keep(block, field, code + 1);
    }
    return code === known;
  }

  /** True: the labels are too many, so go on as text. The row read last is still in. */
  get isFull(): boolean {
    return this.isLimited && (this.dictionary.size > MOST_LABELS || this.dictionary.used > MOST_LABEL_BYTES);
  }

  /** Puts missing rows in front of all others. */
  beginWithMissing(rows: number): void {
    this.ensure(rows);
    for (let i = 0; i < rows; i++) this.pushMissing();
  }

  /** Where quotes matter, a field's meaning is not told by its text alone, so markers never enter the dictionary. */
  private isMissingBefore(block: FieldBlock, field: number, isEmpty: boolean): boolean {
    if (!this.settings.quotedIsText) return isEmpty;
    return isMissingField(block, field, isEmpty ? '' : fieldText(block, field), this.settings);
  }

  private pushMissing(): void {
    this.codes[this.rows++] = 0;
    this.missing++;
  }

  private judge(block: FieldBlock, field: number, code: number): void {
    if (code >= this.isMarker.length) {
      const larger = new Uint8Array(this.isMarker.length * 2);
      larger.set(this.isMarker);
      this.isMarker = larger;
      const longer = new Int32Array(this.isMarker.length);
      longer.set(this.firstLines);
      this.firstLines = longer;
    }
    this.firstLines[code] = lineOf(block, field);
    if (this.settings.quotedIsText || !this.settings.markers.has(fieldText(block, field))) return;
    this.isMarker[code] = 1;
    this.markers++;
  }

  private ensure(more: number): void {
    while (this.rows + more > this.codes.length) {
      const larger = new Int32Array(this.codes.length * 2);
      larger.set(this.codes);
      this.codes = larger;
    }
  }

  compact(): void {
    this.codes = this.codes.slice(0, Math.max(1, this.rows));
  }

  endPiece(): Iterable<Column> {
    const { size } = this.dictionary;
    const codes = this.codes.subarray(0, this.rows);
    this.pieces.push(size < 255 ? Uint8Array.from(codes) : size < 65_535 ? Uint16Array.from(codes) : codes.slice());
    this.rows = 0;
    return [];
  }

  private get longestPiece(): number {
    return this.pieces.reduce((most, { length }) => Math.max(most, length), 0);
  }

  /** The pieces from one on with every code turned by `mapping` (code to new code; missing stays -1). */
  *categoryPieces(mapping: Int32Array, labels: readonly string[], from: number): Iterable<Column> {
    const turned = new Int32Array(mapping.length + 1).fill(-1);
    turned.set(mapping, 1);
    const room = new Int32Array(this.longestPiece);
    for (const piece of this.pieces.slice(from)) {
      const codes = room.subarray(0, piece.length);
      for (let i = 0; i < codes.length; i++) codes[i] = turned[piece[i]!]!;
      yield { kind: 'category', name: this.name, codes, labels };
    }
  }

  /** The pieces from one on with every code turned into a number. */
  *numericPieces(kind: 'number' | 'time', mapping: Float64Array, from = 0): Iterable<Column> {
    const room = new Float64Array(this.longestPiece);
    for (const piece of this.pieces.slice(from)) {
      const values = room.subarray(0, piece.length);
      for (let i = 0; i < piece.length; i++) values[i] = piece[i] === 0 ? NaN : mapping[piece[i]! - 1]!;
      yield { kind, name: this.name, values };
    }
  }

  /** The different texts, as they were first met; markers left out. */
  texts(): { readonly text: string; readonly line: number; readonly code: number }[] {
    return this.labelCodes.map((code) => ({ text: this.dictionary.textOf(code), line: this.firstLines[code]!, code }));
  }

  /** The same with how many rows hold each. */
  countedTexts(): SeenText[] {
    const times = new Uint32Array(this.dictionary.size + 1);
    for (const piece of [...this.pieces, this.codes.subarray(0, this.rows)]) for (const code of piece) times[code]!++;
    return this.texts().map(({ text, line, code }) => ({ text, line, times: times[code + 1]! }));
  }

  /** Whether the values, turned into numbers, rise or fall. */
  orderOf(mapping: Float64Array): OrderWatch {
    const order = new OrderWatch();
    for (const piece of this.numericPieces('number', mapping)) if (piece.kind === 'number') order.see(piece.values);
    return order;
  }

  /** The texts again, piece by piece. */
  *textPieces(from = 0): Iterable<Column> {
    for (const piece of this.pieces.slice(from)) {
      const build = new TextBuild(this.name, this.column, this.settings);
      this.pour(piece, build);
      yield* build.endPiece();
    }
  }

  /** A text build that goes on where this one stands. */
  asText(witness: ConstructorParameters<typeof TextBuild>[3]): TextBuild {
    const build = new TextBuild(this.name, this.column, this.settings, witness);
    for (const piece of this.pieces) this.countInto(piece, build);
    build.putBefore(this.textPieces());
    this.pour(this.codes.subarray(0, this.rows), build);
    return build;
  }

  private pour(codes: Codes, into: TextBuild): void {
    for (const code of codes) {
      if (code === 0) into.push(none, 0, 0, 1);
      else {
        const bytes = this.dictionary.bytesOf(code - 1);
        into.push(bytes, 0, bytes.length, 0);
      }
    }
  }

  private countInto(codes: Codes, into: TextBuild): void {
    for (const code of codes) {
      if (code === 0) into.missing++;
      else into.values++;
    }
    for (const code of this.labelCodes) into.countDistinct(this.dictionary.bytesOf(code));
  }
}

const none = new Uint8Array(0);
