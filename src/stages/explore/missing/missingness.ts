import type { Pacer } from '../../../core/pacer.ts';
import { isMissing, type Column, type Table } from '../../../core/table.ts';
import { gapTies } from './gap-ties.ts';
import { littleTest } from './little-test.ts';
import type { Missingness } from '../profile-type.ts';

const PAIRS_LISTED = 20;
const PATTERNS_LISTED = 20;
/** A pattern is a whole number with a bit for each column; beyond 52 bits a double is not exact. */
const PATTERN_COLUMNS = 52;
const PAIR_COLUMNS = 100;

interface Gaps {
  readonly column: string;
  readonly missing: number;
  /** 1 = missing, length: rows. */
  readonly mask: Uint8Array;
}

/** Where values are missing, and what is missing together. */
export async function describeMissing(table: Table, pace: Pacer): Promise<{ missingness: Missingness; notes: string[] }> {
  const gaps: Gaps[] = [];
  for (const column of table.columns) {
    const mask = maskOf(column, table.rows);
    const missing = countOnes(mask);
    if (missing > 0) gaps.push({ column: column.name, missing, mask });
    await pace(table.rows * 2);
  }
  gaps.sort((a, b) => b.missing - a.missing);
  const cells = table.rows * table.columns.length;
  const patterns = await findPatterns(gaps.slice(0, PATTERN_COLUMNS), table.rows, pace);
  const missingness = {
    cellShare: cells === 0 ? 0 : gaps.reduce((total, { missing }) => total + missing, 0) / cells,
    completeRows: countComplete(gaps, table.rows),
    columns: gaps.map(({ column, missing }) => ({ column, missing, share: missing / table.rows })),
    together: await findTogether(gaps.slice(0, PAIR_COLUMNS), pace),
    patterns,
    little: await littleTest(table, pace),
    ties: await gapTies(
      table,
      gaps.map(({ column }) => column),
      pace
    )
  };
  const notes =
    gaps.length > PATTERN_COLUMNS
      ? [`Patterns of missing values cover the ${PATTERN_COLUMNS} columns with most gaps, of ${gaps.length}.`]
      : [];
  return { missingness, notes };
}

function maskOf(column: Column, rows: number): Uint8Array {
  const mask = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) mask[row] = isMissing(column, row) ? 1 : 0;
  return mask;
}

function countComplete(gaps: readonly Gaps[], rows: number): number {
  const any = new Uint8Array(rows);
  for (const { mask } of gaps) for (let row = 0; row < rows; row++) any[row]! |= mask[row]!;
  return rows - countOnes(any);
}

function countOnes(mask: Uint8Array): number {
  let count = 0;
  for (const bit of mask) count += bit;
  return count;
}

async function findTogether(gaps: readonly Gaps[], pace: Pacer) {
  const pairs: { a: string; b: string; both: number; overlap: number }[] = [];
  for (let i = 0; i < gaps.length; i++) {
    for (let j = i + 1; j < gaps.length; j++) {
      const [a, b] = [gaps[i]!, gaps[j]!];
      let both = 0;
      for (let row = 0; row < a.mask.length; row++) both += a.mask[row]! & b.mask[row]!;
      if (both > 0) pairs.push({ a: a.column, b: b.column, both, overlap: both / (a.missing + b.missing - both) });
      await pace(a.mask.length);
    }
  }
  return pairs.sort((a, b) => b.overlap - a.overlap || b.both - a.both).slice(0, PAIRS_LISTED);
}

async function findPatterns(gaps: readonly Gaps[], rows: number, pace: Pacer) {
  const keys = new Float64Array(rows);
  for (const [bit, { mask }] of gaps.entries()) {
    const worth = 2 ** bit;
    for (let row = 0; row < rows; row++) if (mask[row]) keys[row]! += worth;
    await pace(rows * 2);
  }
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  await pace(rows * 20);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, PATTERNS_LISTED)
    .map(([key, count]) => ({
      missing: gaps.filter((_, bit) => Math.floor(key / 2 ** bit) % 2 === 1).map(({ column }) => column),
      rows: count
    }));
}
