import type { RowSet, Table } from '../../../core/table.ts';
import { findColumn, gather, withColumns } from '../../../core/table.ts';
import { columnOf, withValues } from '../../../stages/evaluate/attack/attack-columns.ts';
import { changesOf, type Attacked } from '../../../stages/evaluate/attack/search-attack.ts';
import { valueIn } from '../counterfactual/say-counterfactual.ts';
import type { AttackTask } from './attack-task.ts';

/** A row that was right and is not any more. */
export interface AttackExample {
  /** Row of the dataset, from 0. */
  readonly row: number;
  readonly budget: number;
  readonly before: { readonly answer: string; readonly chance: number };
  readonly after: { readonly answer: string; readonly chance: number };
  readonly changes: readonly { readonly column: string; readonly from: string | number | null; readonly to: string | number | null }[];
}

const MOST = 8;

/** Those that took the least first; what they were changed to was asked about again. */
export async function examplesOf(task: AttackTask & { readonly at: RowSet; readonly searched: Attacked }): Promise<AttackExample[]> {
  const { right, at, searched, ask, wish } = task;
  const chosen = searched.broken.toSorted((a, b) => a.budget - b.budget || a.row - b.row).slice(0, MOST);
  if (chosen.length === 0) return [];
  const before = gather(
    searched.table,
    chosen.map(({ row }) => row)
  );
  const after = withColumns(
    before,
    wish.columns.map((column) =>
      withValues(
        columnOf(before, column),
        Float64Array.from(chosen, ({ values }) => values.get(column.name) ?? NaN)
      )
    )
  );
  const [was, is] = [answersOf(task, await ask(before)), answersOf(task, await ask(after))];
  return chosen.map((broken, i) => ({
    row: at[right[broken.row]!]!,
    budget: broken.budget,
    before: was(i),
    after: is(i),
    changes: changesOf(searched.table, broken, wish.columns).map(({ column }) => ({
      column,
      from: said(before, column, i),
      to: said(after, column, i)
    }))
  }));
}

const said = (table: Table, column: string, row: number) => (findColumn(table, column) ? valueIn(table, column, row) : null);

function answersOf({ base }: AttackTask, { predicted, probabilities }: { predicted: Int32Array; probabilities: Float64Array }) {
  return (row: number) => ({
    answer: base.labels[predicted[row]!]!,
    chance: probabilities[row * base.labels.length + predicted[row]!]!
  });
}
