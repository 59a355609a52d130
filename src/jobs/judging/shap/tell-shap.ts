import { sayReason } from '../../../core/say-reason.ts';
import { sayerOf } from '../../../core/say-value.ts';
import { deviation, mean } from '../../../core/stats.ts';
import { findColumn, isMissing, textAt, type Column, type Table } from '../../../core/table.ts';
import { brief, quoted } from '../../../core/words.ts';
import { tQuantile } from '../../../kernels/distributions.ts';
import type { Player } from '../../../stages/explain/shap/players.ts';
import { localError, type Shap } from '../../../stages/explain/shap/shap-type.ts';

/** The players by how much they add to an answer on average, in either direction. */
export function byWeight(found: Shap): Shap {
  const width = found.players.length;
  const rows = found.outputs.length;
  const weight = (j: number) => mean(Array.from({ length: rows }, (_, row) => Math.abs(found.values[row * width + j]!)));
  const weights = found.players.map((_, j) => weight(j));
  const order = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]! || a - b);
  const moved = (values: Float64Array) => values.map((_, i) => values[Math.floor(i / width) * width + order[i % width]!]!);
  return {
    ...found,
    players: order.map((j) => found.players[j]!),
    values: moved(found.values),
    errors: found.errors && moved(found.errors)
  };
}

/** What each player adds to each row, with its summary over all of them. */
export function tellShap(found: Shap, table: Table) {
  const width = found.players.length;
  const lines = (values: Float64Array) =>
    Array.from({ length: table.rows }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]);
  return {
    way: found.way,
    unit: found.unit,
    features: found.players.map(({ label }) => label),
    columns: found.players.map(({ columns }) => columns),
    importances: found.players.map((_, j) => weightOf(found, j)),
    values: lines(found.values),
    base: found.base,
    outputs: [...found.outputs],
    errors: found.errors && lines(found.errors),
    localError: localError(found),
    given: found.players.map((player) => givenOf(player, table))
  };
}

/** The mean of what a player adds, without its sign, and how sure that is over the rows. */
function weightOf({ values, outputs, players }: Shap, j: number) {
  const sizes = Array.from(outputs, (_, row) => Math.abs(values[row * players.length + j]!));
  const value = mean(sizes);
  const half = sizes.length > 1 ? (tQuantile(0.975, sizes.length - 1) * deviation(sizes)) / Math.sqrt(sizes.length) : NaN;
  const method = sizes.length > 1 ? `t over ${sizes.length} rows` : 'none: one row';
  return { value, low: Math.max(0, value - half), high: value + half, method, n: sizes.length };
}

/** Values of a player that is a single column: numbers, times in ms since 1970, or labels; null where missing. Null for other players. */
function givenOf({ columns }: Player, table: Table): (number | string | null)[] | null {
  const column = columns.length === 1 ? findColumn(table, columns[0]!) : undefined;
  if (!column || column.kind === 'text' || column.kind === 'image') return null;
  return Array.from({ length: table.rows }, (_, row) => {
    if (isMissing(column, row)) return null;
    return column.kind === 'category' ? column.labels[column.codes[row]!]! : column.values[row]!;
  });
}

/** A sentence for each row. @param usual what the base is the answer of, when that is not said as it is for Shapley values */
export function reasonsOf(found: Shap, table: Table, of: string, usual?: string): string[] {
  const width = found.players.length;
  const columns = found.players.map((player) => (player.columns.length === 1 ? findColumn(table, player.columns[0]!) : undefined));
  return Array.from({ length: table.rows }, (_, row) => {
    const parts = found.players.map(({ label }, j) => {
      const column = columns[j];
      return { label, value: column ? sayCell(column, row) : null, adds: found.values[row * width + j]! };
    });
    return sayReason({ of, unit: found.unit, base: found.base, output: found.outputs[row]!, parts, ...(usual ? { usual } : {}) });
  });
}

function sayCell(column: Column, row: number): string | null {
  if (column.kind === 'image') return null;
  if (isMissing(column, row)) return 'missing';
  if (column.kind === 'category') return quoted(column.labels[column.codes[row]!]!);
  return column.kind === 'text' ? quoted(textAt(column, row) ?? '') : sayerOf(column, brief)(column.values[row]!);
}
