const ROUNDS = 60;

/**
 * The first principal component of columns on the normal scale, gaps as the middle: what most of the numbers have in common.
 * @returns a place for each row; null without columns
 */
export function firstAxis(columns: readonly Float64Array[], rows: number): Float64Array | null {
  if (columns.length === 0) return null;
  let weights = columns.map(() => 1 / Math.sqrt(columns.length));
  let places = project(columns, weights, rows);
  for (let round = 0; round < ROUNDS; round++) {
    const next = columns.map((column) => column.reduce((sum, value, row) => sum + (value === value ? value * places[row]! : 0), 0));
    const size = Math.hypot(...next);
    if (!(size > 0)) break;
    const unit = next.map((value) => value / size);
    const moved = Math.max(...unit.map((value, i) => Math.abs(value - weights[i]!)));
    weights = unit;
    places = project(columns, weights, rows);
    if (moved < 1e-6) break;
  }
  return places;
}

function project(columns: readonly Float64Array[], weights: readonly number[], rows: number): Float64Array {
  const places = new Float64Array(rows);
  columns.forEach((column, i) => {
    for (let row = 0; row < rows; row++) if (column[row] === column[row]) places[row]! += weights[i]! * column[row]!;
  });
  return places;
}
