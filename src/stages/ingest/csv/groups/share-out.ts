/** About what a field costs beside its characters: numbers are read in one go, few labels are known by heart, varied texts are copied and counted. */
const COST = { number: 6, label: 6, text: 24 };
/** And what it costs the group that reads the file and cuts it for all. */
const CUT = { character: 0.2, field: 1 };

/**
 * Shares the columns of a table out between groups, so that each has about as much to do: the most costly first, each to the group that has the least.
 * @param rows the first rows, as texts
 * @param most how many groups there may be
 * @param isCutOnce the first group cuts the file into fields for all of them
 * @returns the numbers of the columns of each group, ascending; no group is empty
 */
export function shareOut(width: number, rows: readonly (readonly string[])[], most: number, isCutOnce = false): number[][] {
  const groups = Array.from({ length: Math.max(1, Math.min(width, most)) }, () => ({ cost: 0, columns: [] as number[] }));
  if (isCutOnce) groups[0]!.cost = cutCost(width, rows);
  const costs = Array.from({ length: width }, (_, j) => ({ column: j, cost: costOf(rows.map((row) => row[j] ?? '')) }));
  costs.sort((a, b) => b.cost - a.cost || a.column - b.column);
  for (const [i, { column, cost }] of costs.entries()) {
    const empty = groups.filter(({ columns }) => columns.length === 0);
    const from = costs.length - i <= empty.length ? empty : groups;
    const least = from.reduce((best, group) => (group.cost < best.cost ? group : best));
    least.cost += cost;
    least.columns.push(column);
  }
  return groups.map(({ columns }) => columns.sort((a, b) => a - b));
}

function cutCost(width: number, rows: readonly (readonly string[])[]): number {
  const characters = rows.reduce((sum, row) => sum + row.reduce((length, value) => length + value.length, 0), 0);
  return width * CUT.field + (characters / Math.max(1, rows.length)) * CUT.character;
}

function costOf(values: readonly string[]): number {
  const there = values.filter((value) => value !== '');
  if (there.length === 0) return COST.label;
  const characters = there.reduce((sum, value) => sum + value.length, 0) / there.length;
  const areNumbers = there.every((value) => Number.isFinite(Number(value)));
  const areVaried = new Set(there).size > there.length / 2;
  return characters + (areNumbers ? COST.number : areVaried ? COST.text : COST.label);
}
