import type { Pacer } from '../../../core/pacer.ts';
import type { ColumnSchema, Role } from '../../../core/schema.ts';
import { findColumn, type Column, type NumberColumn, type Table } from '../../../core/table.ts';
import { likenessOfClasses, likenessOfNumbers, ranksOf, takeMeansOut, type Likeness, type Looked } from './likeness.ts';
import { isCounter, sortKeys, type SortKey } from './sort-keys.ts';

/** Neighbouring rows are alike and no column explains it, or the rows are sorted by a column; null = neither. */
export type RowOrder = NearAlike | SortedRows;

export interface NearAlike {
  readonly kind: 'near-alike';
  /** Columns in which neighbours are alike: the target first, then by strength. */
  readonly columns: readonly (Likeness & { readonly name: string })[];
  /** Number columns looked at, the target aside. */
  readonly watched: number;
  readonly isTargetAlike: boolean;
  /** A column that counts the rows: what a split by time can go by. */
  readonly counter: string | null;
}

export interface SortedRows {
  readonly kind: 'sorted';
  readonly by: readonly { readonly name: string; readonly kind: SortKey['kind'] }[];
}

const FEWEST_ROWS = 60;
const MOST_FEATURES = 24;
const MOST_CLASSES = 50;
/** Rows looked at: ten stretches of 1,000, of larger tables. */
const MOST_ROWS = 10_000;
const STRETCHES = 10;
/** A numeric key is held still in so many groups of like values. */
const KEY_GROUPS = 100;
const ALIKE = { overall: 0.5, local: 0.4, chance: 0.001 };

/**
 * Whether the order of the rows means something though nothing in the schema says so: neighbours are more alike than rows some dozens apart, as in a
 * series or in repeated measurements, after what the rows are sorted by is held still.
 * @param target name of the column to predict; null while it is not known
 */
export async function rowOrder(
  table: Table,
  schema: readonly ColumnSchema[],
  target: string | null,
  pace: Pacer
): Promise<RowOrder | null> {
  const isSaid = schema.some(({ role, name }) => DIVIDING.includes(role) && findColumn(table, name));
  if (table.rows < FEWEST_ROWS || isSaid) return null;
  const keys = sortKeys(table);
  await pace(table.rows * table.columns.length);
  const look = lookAt(table, keys);
  const watched = watchedColumns(table, schema, target);
  const measured: Measured[] = [];
  for (const column of watched) {
    measured.push({ name: column.name, isTarget: column.name === target, ...look(column) });
    await pace(MOST_ROWS * 40);
  }
  const isSorted = keys.some(({ kind }) => kind === 'sorted');
  return (isSorted ? null : nearAlike(table, measured, keys)) ?? sortedRows(measured, keys);
}

const DIVIDING: readonly Role[] = ['time', 'group', 'fold'];

interface Measured extends Likeness {
  readonly name: string;
  readonly isTarget: boolean;
}

/** The target alike, or half of the number columns and two of them at least; what the rows are sorted by aside. */
function nearAlike(table: Table, measured: readonly Measured[], keys: readonly SortKey[]): NearAlike | null {
  const isKey = (name: string) => keys.some(({ column }) => column.name === name);
  const alike = measured.filter((likeness) => isAlike(likeness, measured.length) && !isKey(likeness.name));
  const isTargetAlike = alike.some(({ isTarget }) => isTarget);
  const watched = measured.filter(({ isTarget }) => !isTarget).length;
  const features = alike.length - (isTargetAlike ? 1 : 0);
  if (!isTargetAlike && (features < 2 || features < watched / 2)) return null;
  const columns = alike.sort((a, b) => Number(b.isTarget) - Number(a.isTarget) || b.overall - a.overall);
  return { kind: 'near-alike', columns, watched, isTargetAlike, counter: table.columns.find(isCounter)?.name ?? null };
}

/** Worth a word only where neighbours are alike by it. */
function sortedRows(measured: readonly Measured[], keys: readonly SortKey[]): SortedRows | null {
  if (keys.length === 0 || measured.every(({ overall }) => overall < ALIKE.overall)) return null;
  return { kind: 'sorted', by: keys.map(({ column, kind }) => ({ name: column.name, kind })) };
}

const isAlike = ({ overall, local, pValue }: Likeness, tests: number): boolean =>
  overall >= ALIKE.overall && local >= ALIKE.local && pValue * tests < ALIKE.chance;

const canBeTarget = (column: Column): boolean =>
  column.kind === 'number' || (column.kind === 'category' && column.labels.length > 1 && column.labels.length <= MOST_CLASSES);

/** The target, and number columns a model could learn from, spread evenly where they are many. */
function watchedColumns(table: Table, schema: readonly ColumnSchema[], target: string | null): Column[] {
  const said = new Map(schema.map(({ name, role }) => [name, role]));
  const roleOf = (name: string) => said.get(name) ?? 'feature';
  const own = table.columns.filter((column) => column.name === target && canBeTarget(column));
  const all = table.columns.filter(
    (column) => column.kind === 'number' && column.name !== target && LEARNED.includes(roleOf(column.name)) && varies(column)
  );
  const step = Math.max(1, all.length / MOST_FEATURES);
  return [...own, ...Array.from({ length: Math.min(all.length, MOST_FEATURES) }, (_, i) => all[Math.floor(i * step)]!)];
}

const LEARNED: readonly Role[] = ['feature', 'sensitive', 'target'];

/** At least three different values, and no counter. */
function varies(column: NumberColumn): boolean {
  const seen = new Set<number>();
  for (const value of column.values) {
    if (value === value) seen.add(value);
    if (seen.size > 2) return !isCounter(column);
  }
  return false;
}

/** Prepares what all columns are measured by: the rows looked at, their blocks, and the groups of like sort keys. */
function lookAt(table: Table, keys: readonly SortKey[]): (column: Column) => Likeness {
  const rows = sampledRows(table.rows);
  const pick = (column: Column) => Float64Array.from(rows.at, (row) => valueAt(column, row));
  const blockKeys = keys.filter(({ kind }) => kind !== 'stretches').map(({ column }) => pick(column));
  const looked: Looked = {
    stretches: rows.stretches,
    blocks: blocksOf(rows.stretches, blockKeys),
    hasKeys: blockKeys.length > 0
  };
  const numeric = keys.filter(({ kind }) => kind === 'stretches');
  const groups = numeric.map(({ column }) => ({ name: column.name, of: keyGroups(ranksOf(pick(column))) }));
  return (column) => {
    if (column.kind === 'category') return likenessOfClasses(pick(column), looked);
    const ranks = ranksOf(pick(column));
    const freed = ranks.slice();
    for (const { name, of } of groups) if (name !== column.name) takeMeansOut(freed, of);
    return likenessOfNumbers(ranks, freed, looked);
  };
}

function sampledRows(rows: number): { readonly at: Uint32Array; readonly stretches: Int32Array } {
  const count = rows <= MOST_ROWS ? 1 : STRETCHES;
  const length = Math.min(rows, MOST_ROWS) / count;
  const startOf = (stretch: number) => (count === 1 ? 0 : Math.floor((stretch * (rows - length)) / (count - 1)));
  const at = Uint32Array.from({ length: length * count }, (_, i) => startOf(Math.floor(i / length)) + (i % length));
  return { at, stretches: Int32Array.from(at, (_, i) => Math.floor(i / length)) };
}

function valueAt(column: Column, row: number): number {
  if (column.kind === 'category') return column.codes[row] === -1 ? NaN : column.codes[row]!;
  return column.kind === 'number' || column.kind === 'time' ? column.values[row]! : NaN;
}

/** A new block where a stretch ends or a key changes. */
function blocksOf(stretches: Int32Array, keys: readonly Float64Array[]): Int32Array {
  let block = 0;
  return stretches.map((stretch, i) => {
    if (i > 0 && (stretch !== stretches[i - 1] || keys.some((values) => !Object.is(values[i], values[i - 1])))) block++;
    return block;
  });
}

/** Places by rank in so many groups of equal size; -1 = missing. */
function keyGroups(ranks: Float64Array): Int32Array {
  return Int32Array.from(ranks, (rank) =>
    Number.isNaN(rank) ? -1 : Math.min(KEY_GROUPS - 1, Math.floor(((rank - 1) / ranks.length) * KEY_GROUPS))
  );
}
