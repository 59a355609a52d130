import { pause, type WorkContext } from '../../core/context.ts';
import type { Fold } from '../../core/split.ts';
import type { Column, RowSet, Table } from '../../core/table.ts';
import { keysOf } from './keys.ts';
import { RowIndex } from './row-index.ts';

/** Rows between two pauses. */
const STRETCH = 20_000;

/**
 * Of the rows that folds judge, those with a like of theirs, value for value, on the side the fold learns from. A row that is judged more than once counts once.
 * @param rows those the folds were made of
 */
export async function copiesAcrossFolds(table: Table, rows: RowSet, folds: readonly Fold[], context: WorkContext): Promise<number> {
  const index = new RowIndex(table, rows.length);
  const like = new Uint32Array(table.rows);
  for (let from = 0; from < rows.length; from += STRETCH) {
    await pause(context);
    const stretch = rows.subarray(from, from + STRETCH);
    index.addAll(stretch);
    index.likeOf(stretch).forEach((place, i) => (like[stretch[i]!] = place));
  }
  index.letGo();
  return metAgain(like, folds);
}

/** Groups of a column that stand on both sides of any fold. */
export function groupsAcrossFolds(
  column: Column,
  rows: RowSet,
  folds: readonly Fold[]
): { readonly shared: number; readonly groups: number } {
  const { codes, values } = keysOf(column, rows);
  const places = new Map(Array.from(rows, (row, i) => [row, codes[i]!]));
  const shared = new Set<number>();
  for (const { train, validation } of folds) {
    const known = new Set(Array.from(train, (row) => places.get(row)!));
    for (const row of validation) if (known.has(places.get(row)!)) shared.add(places.get(row)!);
  }
  shared.delete(-1);
  return { shared: shared.size, groups: values.length };
}

/** How many rows are judged by a model that has seen what they are like. @param like for each row of the table the first row of its kind */
function metAgain(like: Uint32Array, folds: readonly Fold[]): number {
  const found = new Set<number>();
  const seen = new Uint8Array(like.length);
  for (const { train, validation } of folds) {
    seen.fill(0);
    for (const row of train) seen[like[row]!] = 1;
    for (const row of validation) if (seen[like[row]!] === 1) found.add(row);
  }
  return found.size;
}
