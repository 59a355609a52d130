import { pause, type SeededContext } from '../../../core/context.ts';
import { below, shuffled } from '../../../core/rng.ts';
import { median } from '../../../core/stats.ts';
import { allRows, gather, type Column, type Table } from '../../../core/table.ts';
import { mixedRows, nearestRows, type MixedRows } from '../../../kernels/mixed-distance.ts';
import { deviation, mean } from '../column-statistics.ts';

/** Rows made up between rows of one class. */
export interface Between {
  /** The columns of the class, `count` rows each. */
  readonly columns: readonly Column[];
  /** Base and neighbour of each, rows of the class. */
  readonly parents: Int32Array;
}

/** Rows made between two pauses. */
const ROWS_PER_PAUSE = 64;

/**
 * SMOTE, and SMOTE-NC where there are levels: each new row lies on the line from a row to one of its nearest in the same class; a level is the one most
 * frequent among the nearest. Levels that differ count as the median of the standard deviations of the numbers in the class. Every row is a base as
 * often as every other, but for one.
 * Source: Chawla, Bowyer, Hall & Kegelmeyer (2002), "SMOTE: Synthetic minority over-sampling technique", sections 4.2 and 6.1. Departs from its
 * pseudo-code, as its text and later programs do, in one draw a row instead of one a number, so that a row lies on the line.
 * @param table the rows of one class, at least two, of number columns without gaps and category columns
 */
export async function rowsBetween(table: Table, count: number, neighbours: number, context: SeededContext): Promise<Between> {
  const rows = mixedRows(table.columns, table.rows);
  const nominal = nominalDistance(table) ** 2;
  const nearest = new Map<number, Int32Array>();
  const parents = new Int32Array(2 * count);
  const places = new Float64Array(count);
  const turn = shuffled(allRows(table.rows), context.rng);
  for (let i = 0; i < count; i++) {
    if (i % ROWS_PER_PAUSE === 0) await pause(context);
    const base = turn[i % turn.length]!;
    if (!nearest.has(base)) nearest.set(base, nearestRows(rows, base, rows, neighbours, nominal, base).rows);
    const near = nearest.get(base)!;
    parents[2 * i] = base;
    parents[2 * i + 1] = near[below(context.rng, near.length)]!;
    places[i] = context.rng();
  }
  return { columns: columnsBetween(table, rows, parents, places, nearest), parents };
}

/** The median of the standard deviations of the numbers; 1 where there are none, so that rows differ by how many levels do. */
export function nominalDistance(table: Table): number {
  const spreads = table.columns.flatMap((column) => (column.kind === 'number' ? [deviation(column.values, mean(column.values))] : []));
  return spreads.length === 0 ? 1 : median(Float64Array.from(spreads));
}

function columnsBetween(
  table: Table,
  { levels, codes }: MixedRows,
  parents: Int32Array,
  places: Float64Array,
  nearest: ReadonlyMap<number, Int32Array>
): Column[] {
  const bases = Uint32Array.from(places, (_, i) => parents[2 * i]!);
  let level = 0;
  return gather(table, bases).columns.map((column, j) => {
    const from = table.columns[j]!;
    if (column.kind === 'number' && from.kind === 'number')
      return { ...column, values: column.values.map((value, i) => value + places[i]! * (from.values[parents[2 * i + 1]!]! - value)) };
    if (column.kind !== 'category') return column;
    const at = level++;
    const usual = new Map([...nearest].map(([base, near]) => [base, mostFrequent(near, (row) => codes[row * levels + at]!)]));
    return { ...column, codes: Int32Array.from(bases, (base) => usual.get(base)!) };
  });
}

/** Of codes equally frequent, that of the nearest row. */
function mostFrequent(rows: Int32Array, codeOf: (row: number) => number): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(codeOf(row), (counts.get(codeOf(row)) ?? 0) + 1);
  let best = codeOf(rows[0]!);
  for (const [code, count] of counts) if (count > counts.get(best)!) best = code;
  return best;
}
