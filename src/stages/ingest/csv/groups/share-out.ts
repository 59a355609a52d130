/** About what a field costs beside its characters: numbers are read in one go, few labels are known by heart, varied texts are copied and counted. */
const COST = { number: 6, label: 6, text: 24 };

/**
 * Shares the columns of a table out between groups, so that each has about as much to do: the most costly first, each to the group that has the least.
 * @param rows the first rows, as texts
 * @param most how many groups there may be
 * @returns the numbers of the columns of each group, ascending; no group is empty
 */
export function shareOut(width: number, rows: readonly (readonly string[])[], most: number): number[][] {
  const groups = Array.from({ length: Math.max(1, Math.min(width, most)) }, () => ({ cost: 0, columns: [] as number[] }));
  const costs = Array.from({ length: width }, (_, j) => ({ column: j, cost: costOf(rows.map((row) => row[j] ?? '')) }));
  for (const { column, cost } of costs.sort((a, b) => b.cost - a.cost || a.column - b.column)) {
    const least = groups.reduce((best, group) => (group.cost < best.cost ? group : best));
    least.cost += cost;
    least.columns.push(column);
  }
  return groups.map(({ columns }) => columns.sort((a, b) => a - b));
}

function costOf(values: readonly string[]): number {
  const there = values.filter((value) => value !== '');
  if (there.length === 0) return COST.label;
  const characters = there.reduce((sum, value) => sum + value.length, 0) / there.length;
  const areNumbers = there.every((value) => Number.isFinite(Number(value)));
  const areVaried = new Set(there).size > there.length / 2;
  return characters + (areNumbers ? COST.number : areVaried ? COST.text : COST.label);
}
