import type { Pacer } from '../../../core/pacer.ts';
import { textAt, type TextColumn } from '../../../core/table.ts';
import { distinctSorted } from '../../../kernels/sorted-numbers.ts';
import { HyperLogLog } from '../../../kernels/hyper-log-log.ts';
import { aboutDistinct, exactly, type Estimate } from '../../../kernels/number-sketch.ts';
import { hashText } from '../../../kernels/row-hash.ts';
import type { ColumnCounts, TextProfile } from '../profile-type.ts';
import { sortPresent } from '../sorted.ts';
import { finite } from './finite.ts';

const ROWS_BETWEEN_PAUSES = 65_536;
const EXAMPLES = 3;
const SHORT = 40;
const HALF_HASH = 2 ** 26;

/**
 * Lengths, words and repeats of a text column that comes in pieces; different texts are told apart by a 52-bit hash.
 * @param exactRows room for the hashes of so many rows, which are counted exactly; null = their number is an estimate
 */
export async function describeTexts(
  pieces: () => AsyncIterable<TextColumn>,
  headOf: () => ColumnCounts,
  exactRows: number | null,
  pace: Pacer
): Promise<TextProfile> {
  const tally = new TextTally(exactRows);
  for await (const piece of pieces()) {
    const rows = piece.missing.length;
    for (let from = 0; from < rows; from += ROWS_BETWEEN_PAUSES) {
      tally.add(piece, from, Math.min(rows, from + ROWS_BETWEEN_PAUSES));
      await pace(ROWS_BETWEEN_PAUSES * 60);
    }
  }
  const head = headOf();
  const distinct = await tally.distinct(pace);
  return {
    ...head,
    kind: 'text',
    distinct: distinct.value,
    ...(distinct.isEstimate ? { estimates: { distinct: distinct.error } } : {}),
    empty: tally.lengths.get(0) ?? 0,
    lengths: lengthStats(tally.lengths, tally.filled),
    meanWords: finite(tally.words / tally.filled),
    examples: tally.examples()
  };
}

class TextTally {
  /** How many texts have so many characters. */
  readonly lengths = new Map<number, number>();
  filled = 0;
  words = 0;
  private readonly hashes: Float64Array | HyperLogLog;
  private readonly found = new Set<string>();
  private looked = 0;

  constructor(exactRows: number | null) {
    this.hashes = exactRows === null ? new HyperLogLog() : new Float64Array(exactRows);
  }

  add(column: TextColumn, from: number, to: number): void {
    for (let row = from; row < to; row++) {
      if (this.looked++ < 1000 && this.found.size < EXAMPLES) this.tryExample(column, row);
      if (column.missing[row]) continue;
      const length = charactersAt(column, row);
      this.lengths.set(length, (this.lengths.get(length) ?? 0) + 1);
      this.words += wordsAt(column, row);
      const hash = hashText(column, row);
      if (this.hashes instanceof HyperLogLog) this.hashes.add(hash % HALF_HASH, Math.floor(hash / HALF_HASH));
      else this.hashes[this.filled] = hash;
      this.filled++;
    }
  }

  private tryExample(column: TextColumn, row: number): void {
    const text = textAt(column, row);
    if (text && text.length <= SHORT && !looksPersonal(text)) this.found.add(text);
  }

  examples(): string[] {
    return [...this.found];
  }

  async distinct(pace: Pacer): Promise<Estimate> {
    if (this.hashes instanceof HyperLogLog) return aboutDistinct(this.hashes, this.filled);
    return exactly(distinctSorted(await sortPresent(this.hashes.subarray(0, this.filled), pace)));
  }
}

function lengthStats(lengths: ReadonlyMap<number, number>, count: number): TextProfile['lengths'] {
  const sorted = [...lengths].sort((a, b) => a[0] - b[0]);
  const total = sorted.reduce((sum, [length, times]) => sum + length * times, 0);
  const at = (place: number) => {
    let before = 0;
    return sorted.find(([, times]) => (before += times) > place)?.[0] ?? NaN;
  };
  return {
    min: finite(sorted[0]?.[0] ?? NaN),
    mean: finite(total / count),
    median: finite((at(Math.floor((count - 1) / 2)) + at(Math.ceil((count - 1) / 2))) / 2),
    max: finite(sorted.at(-1)?.[0] ?? NaN)
  };
}

/** Characters, not bytes: those that go on a character begin with the bits 10. */
function charactersAt(column: TextColumn, row: number): number {
  let count = 0;
  for (let i = column.offsets[row]!; i < column.offsets[row + 1]!; i++) if ((column.bytes[i]! & 0xc0) !== 0x80) count++;
  return count;
}

function wordsAt(column: TextColumn, row: number): number {
  let count = 0;
  let wasSpace = true;
  for (let i = column.offsets[row]!; i < column.offsets[row + 1]!; i++) {
    const isSpace = column.bytes[i]! <= 32;
    if (wasSpace && !isSpace) count++;
    wasSpace = isSpace;
  }
  return count;
}

/** Texts with an @ or with six digits could name a person: they are never shown. */
const looksPersonal = (text: string) => text.includes('@') || (text.match(/\d/g)?.length ?? 0) >= 6;
