import type { Column, TextColumn } from '../../../../core/table.ts';
import { DistinctCounter } from '../../../../kernels/csv/distinct-counter.ts';
import type { CsvKernel } from '../../../../kernels/csv/csv-kernel.ts';
import type { FieldBlock } from '../../../../kernels/csv/field-block.ts';
import { hashOfBytes } from '../../../../kernels/csv/hash-of-bytes.ts';
import { fieldText, isMissingField, type ColumnBuild, type ReadSettings, type RowRange } from './build.ts';

/** Texts as they are. */
export class TextBuild implements ColumnBuild {
  readonly distinct = new DistinctCounter();
  values = 0;
  missing = 0;
  private bytes = new Uint8Array(16_384);
  private offsets = new Uint32Array(1025);
  private gaps = new Uint8Array(1024);
  private rows = 0;
  private readonly ready: Iterable<Column>[] = [];
  private readonly name: string;
  private readonly column: number;
  private readonly settings: ReadSettings;
  /** Sees every value, as long as it says so: what the texts might be instead. */
  private readonly witness: { see(text: string, line: number): void; readonly isAlive: boolean } | null;

  constructor(name: string, column: number, settings: ReadSettings, witness: TextBuild['witness'] = null) {
    this.name = name;
    this.column = column;
    this.settings = settings;
    this.witness = witness;
  }

  read(block: FieldBlock, rows: RowRange): number {
    const { kernel } = block;
    for (let row = rows.from; row < rows.to; row++) {
      if (kernel && !this.witness?.isAlive) row = this.readPlain(kernel, block, { from: row, to: rows.to });
      if (row < rows.to) this.readOne(block, row);
    }
    return rows.to;
  }

  private readOne(block: FieldBlock, row: number): void {
    const { bytes, width } = block;
    const field = row * width + this.column;
    const start = block.starts[field]!;
    const end = block.ends[field]!;
    if (this.settings.markers.mayBe(bytes, start, end) && isMissingField(block, field, fieldText(block, field), this.settings))
      this.push(bytes, 0, 0, 1);
    else {
      this.push(bytes, start, end, 0);
      if (this.witness?.isAlive) this.witness.see(fieldText(block, field), block.lines[row]!);
    }
  }

  /** @returns the first row that is not plain, or `rows.to` */
  private readPlain(kernel: CsvKernel, { width }: FieldBlock, rows: RowRange): number {
    const { markers } = this.settings;
    kernel.markerLengths.set(markers.lengths);
    for (let row = rows.from; row < rows.to;) {
      const asked = Math.min(kernel.textEnds.length, rows.to - row);
      const read = kernel.run.scanTexts(row * width + this.column, width, asked, markers.longestBytes);
      this.take(kernel, read);
      row += read;
      if (read < asked) return row;
    }
    return rows.to;
  }

  /** Adds the texts that the kernel has answered. */
  private take(kernel: CsvKernel, rows: number): void {
    const { text, textEnds, gaps, values, run } = kernel;
    if (rows === 0) return;
    const at = this.offsets[this.rows]!;
    this.ensure(textEnds[rows - 1]!, rows);
    this.bytes.set(text.subarray(0, textEnds[rows - 1]), at);
    this.gaps.set(gaps.subarray(0, rows), this.rows);
    const offsets = this.offsets.subarray(this.rows + 1);
    for (let i = 0; i < rows; i++) offsets[i] = at + textEnds[i]!;
    this.rows += rows;
    this.missing += run.missing.value;
    this.values += rows - run.missing.value;
    this.distinct.addAll(values, 0, rows, kernel);
  }

  /** Takes over pieces another build has filled, to be handed out before its own. */
  putBefore(pieces: Iterable<Column>): void {
    this.ready.push(pieces);
  }

  push(bytes: Uint8Array, start: number, end: number, gap: number): void {
    const at = this.offsets[this.rows]!;
    this.ensure(end - start, 1);
    if (end - start < 64) for (let i = start, to = at; i < end; i++) this.bytes[to++] = bytes[i]!;
    else this.bytes.set(bytes.subarray(start, end), at);
    this.gaps[this.rows] = gap;
    this.offsets[++this.rows] = at + end - start;
    if (gap === 1) this.missing++;
    else {
      this.values++;
      this.distinct.add(hashOfBytes(bytes, start, end));
    }
  }

  countDistinct(bytes: Uint8Array): void {
    this.distinct.add(hashOfBytes(bytes, 0, bytes.length));
  }

  private ensure(length: number, rows: number): void {
    const need = this.offsets[this.rows]! + length;
    if (need > this.bytes.length) this.bytes = copied(this.bytes, new Uint8Array(Math.max(need, this.bytes.length * 2)));
    while (this.rows + rows >= this.offsets.length) {
      this.offsets = copied(this.offsets, new Uint32Array(this.offsets.length * 2));
      this.gaps = copied(this.gaps, new Uint8Array(this.offsets.length));
    }
  }

  /** Pieces of another build are still to be handed out. */
  get isPoured(): boolean {
    return this.ready.length > 0;
  }

  compact(): void {
    const rows = Math.max(1, this.rows);
    this.bytes = this.bytes.slice(0, Math.max(1, this.offsets[this.rows]!));
    this.offsets = this.offsets.slice(0, rows + 1);
    this.gaps = this.gaps.slice(0, rows);
  }

  *endPiece(): Iterable<Column> {
    for (const pieces of this.ready) yield* pieces;
    this.ready.length = 0;
    const { rows } = this;
    const piece: TextColumn = {
      kind: 'text',
      name: this.name,
      bytes: this.bytes.subarray(0, this.offsets[rows]),
      offsets: this.offsets.subarray(0, rows + 1),
      missing: this.gaps.subarray(0, rows)
    };
    this.rows = 0;
    yield piece;
  }
}

function copied<A extends Uint8Array | Uint32Array>(from: A, into: A): A {
  into.set(from);
  return into;
}
