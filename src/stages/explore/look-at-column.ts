import type { Pacer } from '../../core/pacer.ts';
import type { ColumnSchema } from '../../core/schema.ts';
import { gatherColumn, type Column, type TextColumn } from '../../core/table.ts';
import type { ColumnSource } from './column-source.ts';
import { describeCategories } from './columns/category.ts';
import { describeImages } from './columns/image.ts';
import { describeNumberStream } from './columns/number-stream.ts';
import { describeNumbers } from './columns/number.ts';
import { describeTexts } from './columns/text.ts';
import { describeTimes } from './columns/time.ts';
import { GapFinder, type Gaps } from './missing/gaps.ts';
import type { ColumnCounts, ColumnProfile } from './profile-type.ts';

/** Numbers and texts of more rows are looked at in pieces. Sorting so many takes 120 MB beside the column. */
export const EXACT_ROWS = 5_000_000;

export interface Look {
  readonly profile: ColumnProfile;
  readonly gaps: Gaps;
  /** The sampled rows of a number, time or category column; null for texts and images, which are compared with nothing. */
  readonly sample: Column | null;
}

interface Scope {
  readonly rows: number;
  /** Rows to keep; null = all. */
  readonly sampled: Uint32Array | null;
  readonly exactRows: number;
}

/** One column over all rows, and what later steps need of it. */
export async function lookAtColumn(source: ColumnSource, schema: ColumnSchema, scope: Scope, pace: Pacer): Promise<Look> {
  const gaps = new GapFinder(source.name, scope.rows);
  const taker = new SampleTaker(scope.sampled);
  const headOf = (): ColumnCounts => {
    const { missing } = gaps;
    const missingShare = scope.rows === 0 ? 0 : missing / scope.rows;
    return { type: schema.type, role: schema.role, count: scope.rows - missing, missing, missingShare };
  };
  const first = firstTime(source, gaps, taker, pace);
  const isLong = scope.rows > scope.exactRows;
  if (source.kind === 'text') {
    const profile = await describeTexts(first as () => AsyncIterable<TextColumn>, headOf, isLong ? null : scope.rows, pace);
    return { profile, gaps: gaps.finish(), sample: null };
  }
  if (source.kind === 'number' && isLong) {
    const profile = await describeNumberStream(numbersOf(first), headOf, pace);
    return { profile, gaps: gaps.finish(), sample: taker.finish() };
  }
  const column = await source.whole();
  gaps.add(column, 0, scope.rows);
  await pace(scope.rows * 2);
  const profile = await describeWhole(column, headOf(), pace);
  if (column.kind !== 'image') taker.add(column, 0, scope.rows);
  // Without a sample of it, the column itself is what later steps look at.
  if (scope.sampled) source.letGo?.(column);
  return { profile, gaps: gaps.finish(), sample: taker.finish() };
}

async function describeWhole(column: Column, head: ColumnCounts, pace: Pacer): Promise<ColumnProfile> {
  switch (column.kind) {
    case 'number':
      return describeNumbers(column, head, pace);
    case 'category':
      return describeCategories(column, head, pace);
    case 'time':
      return describeTimes(column, head, pace);
    case 'image':
      return describeImages(column, head, pace);
    case 'text':
      throw new Error('texts are looked at in pieces');
  }
}

/** The column's pieces; on the way through the first time, gaps are noted and rows sampled. */
function firstTime(source: ColumnSource, gaps: GapFinder, taker: SampleTaker, pace: Pacer): () => AsyncGenerator<Column> {
  let isFirst = true;
  return async function* () {
    const isNew = isFirst;
    isFirst = false;
    let from = 0;
    for await (const piece of source.pieces()) {
      const rows = rowsOf(piece);
      if (isNew) {
        gaps.add(piece, from, rows);
        if (piece.kind === 'number') taker.add(piece, from, rows);
        await pace(rows * 3);
      }
      from += rows;
      yield piece;
    }
  };
}

const rowsOf = (piece: Column) => (piece.kind === 'number' ? piece.values.length : piece.kind === 'text' ? piece.missing.length : 0);

const numbersOf = (pieces: () => AsyncIterable<Column>) =>
  async function* () {
    for await (const piece of pieces()) if (piece.kind === 'number') yield piece.values;
  };

/** Keeps the sampled rows of a column that comes in pieces. */
class SampleTaker {
  private readonly parts: Column[] = [];
  private taken = 0;
  private readonly sampled: Uint32Array | null;

  constructor(sampled: Uint32Array | null) {
    this.sampled = sampled;
  }

  add(piece: Column, from: number, rows: number): void {
    if (!this.sampled) return void this.parts.push(piece);
    const first = this.taken;
    while (this.taken < this.sampled.length && this.sampled[this.taken]! < from + rows) this.taken++;
    this.parts.push(
      gatherColumn(
        piece,
        this.sampled.subarray(first, this.taken).map((row) => row - from)
      )
    );
  }

  finish(): Column | null {
    const [first] = this.parts;
    if (this.parts.length <= 1 || first?.kind !== 'number') return first ?? null;
    const values = new Float64Array(this.parts.reduce((rows, part) => rows + rowsOf(part), 0));
    let at = 0;
    for (const part of this.parts) {
      if (part.kind !== 'number') continue;
      values.set(part.values, at);
      at += part.values.length;
    }
    return { ...first, values };
  }
}
