import { crossCounts } from '../../../kernels/cross-counts.ts';
import type { BinnedColumn } from './binned-column.ts';

/** Which bins of a column are kept; a column without an entry keeps all. */
export type BinFilters = Readonly<Record<string, readonly number[]>>;

export interface CrossResult {
  readonly rows: number;
  /** Rows that pass every filter. */
  readonly kept: number;
  /** For each column, in order: rows by bin that pass the filters of all other columns. The last bin is that of missing values. */
  readonly counts: readonly Uint32Array[];
  /** Rows that pass every filter by the bins of two columns, row-major [bins of y, bins of x], missing left out; null when none were named. */
  readonly grid: { readonly width: number; readonly height: number; readonly counts: Uint32Array } | null;
}

/** Linked counts of binned columns under filters of whole bins. */
export function crossFilter(
  columns: readonly BinnedColumn[],
  filters: BinFilters,
  pair: { readonly x: string; readonly y: string } | null
): CrossResult {
  const crossed = columns.map((column) => ({ codes: column.codes, allowed: allowedBins(column, filters) }));
  const counts = columns.map(({ missingBin }) => new Uint32Array(missingBin + 1));
  const x = pair && columns.find(({ name }) => name === pair.x);
  const y = pair && columns.find(({ name }) => name === pair.y);
  const grid =
    x && y ? { x: x.codes, y: y.codes, width: x.missingBin + 1, grid: new Uint32Array((x.missingBin + 1) * (y.missingBin + 1)) } : null;
  const kept = crossCounts(crossed, counts, grid);
  return {
    rows: columns[0]?.codes.length ?? 0,
    kept,
    counts,
    grid: grid && x && y ? withoutMissing(grid.grid, x.missingBin, y.missingBin) : null
  };
}

function allowedBins({ name, missingBin }: BinnedColumn, filters: BinFilters): Uint8Array {
  const kept = Object.hasOwn(filters, name) ? filters[name]! : null;
  const allowed = new Uint8Array(missingBin + 1).fill(kept === null ? 1 : 0);
  for (const bin of kept ?? []) if (bin >= 0 && bin <= missingBin) allowed[bin] = 1;
  return allowed;
}

function withoutMissing(grid: Uint32Array, width: number, height: number): NonNullable<CrossResult['grid']> {
  const counts = new Uint32Array(width * height);
  for (let row = 0; row < height; row++) counts.set(grid.subarray(row * (width + 1), row * (width + 1) + width), row * width);
  return { width, height, counts };
}
