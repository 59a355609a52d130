import type { Table } from '../../../core/table.ts';

/**
 * The column that would tell series apart where none was named: with it no two rows share a moment. Of several the one with the fewest levels.
 * @param names columns that may be taken
 * @returns its name and how many series it makes; null where no column does
 */
export function tellingColumn(
  table: Table,
  times: Float64Array,
  names: readonly string[]
): { readonly name: string; readonly series: number } | null {
  const found = table.columns.flatMap((column) => {
    if (column.kind !== 'category' || !names.includes(column.name)) return [];
    const { codes, name } = column;
    const seen = new Set<string>();
    const levels = new Set<number>();
    for (const [row, code] of codes.entries()) {
      if (code < 0 || Number.isNaN(times[row])) continue;
      const place = `${code} ${times[row]}`;
      if (seen.has(place)) return [];
      seen.add(place);
      levels.add(code);
    }
    return levels.size > 1 ? [{ name, series: levels.size }] : [];
  });
  return found.sort((a, b) => a.series - b.series)[0] ?? null;
}
