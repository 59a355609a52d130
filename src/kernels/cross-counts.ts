/** Rows are looked at in stretches that stay in the cache. */
const STRETCH = 16_384;

/** One column cut into at most 256 bins, and which of them its filter lets through. */
export interface CrossColumn {
  /** Bin of each row. */
  readonly codes: Uint8Array;
  /** 1 = let through, by bin. */
  readonly allowed: Uint8Array;
}

/**
 * Counts the rows of each bin of each column that pass the filters of all the *other* columns, so that a filter never hides what it could be moved to.
 * @param columns at most 31
 * @param pair two columns whose bins are counted together, over the rows that pass every filter; `grid` is row-major [bins of y, bins of x]
 * @returns how many rows pass every filter
 */
export function crossCounts(
  columns: readonly CrossColumn[],
  counts: readonly Uint32Array[],
  pair: { readonly x: Uint8Array; readonly y: Uint8Array; readonly width: number; readonly grid: Uint32Array } | null
): number {
  const rows = columns[0]?.codes.length ?? 0;
  const filtered = [...columns.keys()].filter((j) => columns[j]!.allowed.some((bit) => bit === 0));
  const failed = new Int32Array(STRETCH);
  const passing = new Int32Array(STRETCH);
  let kept = 0;
  for (let start = 0; start < rows; start += STRETCH) {
    const length = Math.min(STRETCH, rows - start);
    failed.fill(0, 0, length);
    for (const j of filtered) markFailed(columns[j]!, 1 << j, start, length, failed);
    const count = listPassing(failed, start, length, passing);
    kept += count;
    columns.forEach(({ codes }, j) => {
      if (filtered.includes(j)) countOwn(codes, counts[j]!, failed, ~(1 << j), start, length);
      else countListed(codes, counts[j]!, passing, count);
    });
    if (pair) countPairs(pair, passing, count);
  }
  return kept;
}

function markFailed({ codes, allowed }: CrossColumn, bit: number, start: number, length: number, failed: Int32Array): void {
  const marks = Int32Array.from(allowed, (isAllowed) => (isAllowed ? 0 : bit));
  for (let i = 0; i < length; i++) failed[i]! |= marks[codes[start + i]!]!;
}

/** Rows that pass every filter, gathered without a branch. */
function listPassing(failed: Int32Array, start: number, length: number, passing: Int32Array): number {
  let count = 0;
  for (let i = 0; i < length; i++) {
    passing[count] = start + i;
    count += Number(failed[i] === 0);
  }
  return count;
}

/** A filtered column: the rows that pass the filters of the others. */
function countOwn(codes: Uint8Array, counts: Uint32Array, failed: Int32Array, others: number, start: number, length: number): void {
  for (let i = 0; i < length; i++) counts[codes[start + i]!]! += Number((failed[i]! & others) === 0);
}

function countListed(codes: Uint8Array, counts: Uint32Array, rows: Int32Array, count: number): void {
  for (let i = 0; i < count; i++) counts[codes[rows[i]!]!]!++;
}

function countPairs({ x, y, width, grid }: NonNullable<Parameters<typeof crossCounts>[2]>, rows: Int32Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    grid[y[row]! * width + x[row]!]!++;
  }
}
