import type { Column, TextColumn } from '../../../../core/table.ts';
import { DistinctCounter } from '../../../../kernels/csv/distinct-counter.ts';
import type { FieldBlock } from '../../../../kernels/csv/field-block.ts';
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
  private readonly witness: { see(text: string): void; readonly isAlive: boolean } | null;

  constructor(name: string, column: number, settings: ReadSettings, witness: TextBuild['witness'] = null) {
    this.name = name;
    this.column = column;
    this.settings = settings;
    this.witness = witness;
  }

  read(block: FieldBlock, rows: RowRange): number {
    const { starts, ends, width, bytes } = block;
    const { markers } = this.settings;
    for (let row = rows.from; row < rows.to; row++) {
      const field = row * width + this.column;
      const start = starts[field]!;
      const end = ends[field]!;
      if (markers.mayBe(bytes, start, end) && isMissingField(block, field, fieldText(block, field), this.settings))
        this.push(bytes, 0, 0, 1);
      else {
        this.push(bytes, start, end, 0);
        if (this.witness?.isAlive) this.witness.see(fieldText(block, field));
      }
    }
    return rows.to;
  }

  /** Takes over pieces another build has filled, to be handed out before its own. */
  putBefore(pieces: Iterable<Column>): void {
    this.ready.push(pieces);
  }

  push(bytes: Uint8Array, start: number, end: number, gap: number): void {
    const at = this.offsets[this.rows]!;
    this.ensure(end - start);
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

  private ensure(length: number): void {
    const need = this.offsets[this.rows]! + length;
    if (need > this.bytes.length) this.bytes = copied(this.bytes, new Uint8Array(Math.max(need, this.bytes.length * 2)));
    if (this.rows + 1 < this.offsets.length) return;
    this.offsets = copied(this.offsets, new Uint32Array(this.offsets.length * 2));
    this.gaps = copied(this.gaps, new Uint8Array(this.offsets.length));
  }

  *endPiece(): Iterable<Column> {
    for (const pieces of this.ready) yield* pieces;
    this.ready.length = 0;
    const { rows } = this;
    const piece: TextColumn = {
      kind: 'text',
      name: this.name,
      bytes: this.bytes.slice(0, this.offsets[rows]),
      offsets: this.offsets.slice(0, rows + 1),
      missing: this.gaps.slice(0, rows)
    };
    this.rows = 0;
    yield piece;
  }
}

/** 53 bits of two FNV-1a hashes as a whole number. */
function hashOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let a = 0x811c9dc5;
  let b = 0x01234567;
  for (let i = start; i < end; i++) {
    a = Math.imul(a ^ bytes[i]!, 0x01000193);
    b = Math.imul(b ^ bytes[i]!, 0x5bd1e995) ^ (b >>> 13);
  }
  return (a >>> 0) * 0x200000 + (b >>> 11);
}

function copied<A extends Uint8Array | Uint32Array>(from: A, into: A): A {
  into.set(from);
  return into;
}
