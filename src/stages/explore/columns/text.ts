import type { Pacer } from '../../../core/pacer.ts';
import { mean, quantileSorted } from '../../../core/stats.ts';
import { textAt, type TextColumn } from '../../../core/table.ts';
import type { ColumnCounts, TextProfile } from '../profile-type.ts';
import { hashText } from '../../../kernels/row-hash.ts';
import { distinctSorted } from '../sorted.ts';
import { finite } from './finite.ts';

const ROWS_BETWEEN_PAUSES = 65_536;
const EXAMPLES = 3;
const SHORT = 40;

/** Lengths, words and repeats of a text column; different texts are told apart by a 52-bit hash. */
export async function describeTexts(column: TextColumn, head: ColumnCounts, pace: Pacer): Promise<TextProfile> {
  const rows = column.missing.length;
  const lengths = new Float64Array(head.count);
  const hashes = new Float64Array(head.count);
  let [filled, empty, words] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    if (row % ROWS_BETWEEN_PAUSES === 0) await pace(ROWS_BETWEEN_PAUSES * 60);
    if (column.missing[row]) continue;
    const length = charactersAt(column, row);
    if (length === 0) empty++;
    words += wordsAt(column, row);
    hashes[filled] = hashText(column, row);
    lengths[filled++] = length;
  }
  return {
    ...head,
    kind: 'text',
    distinct: distinctSorted(hashes.sort()),
    empty,
    lengths: lengthStats(lengths.sort()),
    meanWords: finite(words / filled),
    examples: examplesOf(column)
  };
}

const lengthStats = (sorted: Float64Array) => ({
  min: finite(sorted[0] ?? NaN),
  mean: finite(mean(sorted)),
  median: finite(quantileSorted(sorted, 0.5)),
  max: finite(sorted.at(-1) ?? NaN)
});

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

function examplesOf(column: TextColumn): string[] {
  const found = new Set<string>();
  for (let row = 0; row < Math.min(1000, column.missing.length) && found.size < EXAMPLES; row++) {
    const text = textAt(column, row);
    if (text && text.length <= SHORT && !looksPersonal(text)) found.add(text);
  }
  return [...found];
}
