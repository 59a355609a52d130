import type { Pacer } from '../../../core/pacer.ts';
import type { Table } from '../../../core/table.ts';
import { grouped } from '../../../core/words.ts';
import { countBits, type Gaps } from './gaps.ts';
import { gapTies } from './gap-ties.ts';
import { littleTest } from './little-test.ts';
import type { Missingness } from '../profile-type.ts';

const PAIRS_LISTED = 20;
const PATTERNS_LISTED = 20;
/** A pattern is a whole number with a bit for each column; beyond 52 bits a double is not exact. */
const PATTERN_COLUMNS = 52;
const PAIR_COLUMNS = 100;
/** Words of gaps between two pauses. */
const STRIDE = 1 << 14;

/** What is known of a table's gaps, and rows to compare them by. */
export interface GapSight {
  readonly rows: number;
  readonly columns: number;
  /** One entry a column. */
  readonly gaps: readonly Gaps[];
  /** Rows of the number, time and category columns: all of them, or an even sample. */
  readonly sample: Table;
  /** The rows of the sample; null = all. */
  readonly sampled: Uint32Array | null;
}

/** Where values are missing, and what is missing together. */
export async function describeMissing(sight: GapSight, pace: Pacer): Promise<{ missingness: Missingness; notes: string[] }> {
  const { rows, sample, sampled } = sight;
  const gaps = sight.gaps.filter(({ missing }) => missing > 0).sort((a, b) => b.missing - a.missing);
  const cells = rows * sight.columns;
  const little = await littleTest(sample, pace);
  const missingness = {
    cellShare: cells === 0 ? 0 : gaps.reduce((total, { missing }) => total + missing, 0) / cells,
    completeRows: countComplete(gaps, rows),
    columns: gaps.map(({ column, missing }) => ({ column, missing, share: missing / rows })),
    together: await findTogether(gaps.slice(0, PAIR_COLUMNS), pace),
    patterns: await findPatterns(gaps.slice(0, PATTERN_COLUMNS), rows, pace),
    little,
    ties: await gapTies(sample, sampled, gaps, pace)
  };
  const notes = [
    ...(gaps.length > PATTERN_COLUMNS
      ? [`Patterns of missing values cover the ${PATTERN_COLUMNS} columns with most gaps, of ${gaps.length}.`]
      : []),
    ...(little && sampled ? [`Whether gaps fall by chance alone is tested on an even sample of ${grouped(sampled.length)} rows.`] : [])
  ];
  return { missingness, notes };
}

function countComplete(gaps: readonly Gaps[], rows: number): number {
  const any = new Uint32Array(Math.ceil(rows / 32));
  for (const { words } of gaps) for (let i = 0; i < words.length; i++) any[i]! |= words[i]!;
  return rows - countAll(any);
}

function countAll(words: Uint32Array): number {
  let count = 0;
  for (const word of words) count += countBits(word);
  return count;
}

async function findTogether(gaps: readonly Gaps[], pace: Pacer) {
  const pairs: { a: string; b: string; both: number; overlap: number }[] = [];
  for (let i = 0; i < gaps.length; i++) {
    for (let j = i + 1; j < gaps.length; j++) {
      const [a, b] = [gaps[i]!, gaps[j]!];
      let both = 0;
      for (let at = 0; at < a.words.length; at++) both += countBits(a.words[at]! & b.words[at]!);
      if (both > 0) pairs.push({ a: a.column, b: b.column, both, overlap: both / (a.missing + b.missing - both) });
      await pace(a.words.length * 8);
    }
  }
  return pairs.sort((a, b) => b.overlap - a.overlap || b.both - a.both).slice(0, PAIRS_LISTED);
}

async function findPatterns(gaps: readonly Gaps[], rows: number, pace: Pacer) {
  const counts = new Map<number, number>();
  for (let start = 0; start * 32 < rows; start += STRIDE) {
    const keys = new Float64Array(Math.min(STRIDE * 32, rows - start * 32));
    for (const [bit, { words }] of gaps.entries()) addKeys(words.subarray(start, start + STRIDE), 2 ** bit, keys);
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    await pace(keys.length * (20 + gaps.length));
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, PATTERNS_LISTED)
    .map(([key, count]) => ({
      missing: gaps.filter((_, bit) => Math.floor(key / 2 ** bit) % 2 === 1).map(({ column }) => column),
      rows: count
    }));
}

/** Adds `worth` for each row with a gap. */
function addKeys(words: Uint32Array, worth: number, keys: Float64Array): void {
  for (let at = 0; at < words.length; at++) {
    for (let word = words[at]!; word !== 0; word &= word - 1) keys[at * 32 + (31 - Math.clz32(word & -word))]! += worth;
  }
}
