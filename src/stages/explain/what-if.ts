import { type Table, gather, withColumns } from '../../core/table.ts';
import type { PredictRows } from './partial-dependence.ts';
import { columnOf, constantColumn, gridOf, type GridValue } from './vary.ts';

export interface WhatIfRequest {
  readonly predict: PredictRows;
  /** The table the grid is taken from; the row varied is one of its rows. */
  readonly table: Table;
  readonly row: number;
  readonly column: string;
  readonly grid?: readonly GridValue[];
}

export interface WhatIf {
  readonly column: string;
  readonly grid: readonly GridValue[];
  /** The answer with the column at each value of the grid, and with the row as it is. */
  readonly answers: readonly number[];
  readonly now: number;
}

/** One row's answer over the range of one column, all else as it is, in two calls of the scorer. */
export async function whatIf({ predict, table, row, column: name, grid = gridOf(table, name) }: WhatIfRequest): Promise<WhatIf> {
  const [now] = await predict(gather(table, [row]));
  return { column: name, grid, answers: await walk(predict, gather(table, grid.map(() => row)), name, grid), now: now! }; // prettier-ignore
}

async function walk(predict: PredictRows, copies: Table, name: string, grid: readonly GridValue[]): Promise<number[]> {
  const column = columnOf(copies, name);
  if (column.kind === 'category') {
    const labels = [...new Set([...column.labels, ...grid.map(String)])];
    return [
      ...(await predict(
        withColumns(copies, [{ ...column, labels, codes: Int32Array.from(grid, (value) => labels.indexOf(String(value))) }])
      ))
    ];
  }
  const constant = grid.length > 0 ? constantColumn(column, grid[0]!, 1) : column;
  if (constant.kind !== 'number' && constant.kind !== 'time') return [];
  return [...(await predict(withColumns(copies, [{ ...constant, values: Float64Array.from(grid, Number) }])))];
}
