import type { Kinship } from '../../core/kinship.ts';
import type { SplitSpec } from '../../core/split.ts';
import { allRows } from '../../core/table.ts';
import { keysOf } from '../../stages/split/keys.ts';
import { splitKinds } from '../../stages/split/registry.ts';
import { columnFor } from '../../stages/split/request.ts';
import type { LabelledRows } from './labelled-rows.ts';
import type { Experiment } from './load-experiment.ts';

/** How the rows belong together by the project's division; null where it says nothing about that. Rows without a group are one group. */
export function kinshipOf({ table, rows, usable, dataset }: Experiment, { kind, column: named }: SplitSpec): Kinship | null {
  if (kind !== 'group' && kind !== 'time') return null;
  const column = columnFor(table, splitKinds.get(kind), named, { target: rows.target, rows: usable, schema: dataset.columns });
  if (!column) return null;
  if (kind === 'group') return { kind: 'groups', of: keysOf(column, allRows(table.rows)).codes };
  return column.kind === 'number' || column.kind === 'time' ? { kind: 'order', at: column.values } : null;
}

/** The rows of a part as they are judged: divided by time without a column, they stand in the order of time and know nothing else of it. */
export function asDivided(rows: LabelledRows, { kind }: SplitSpec): LabelledRows {
  if (kind !== 'time' || rows.kinship) return rows;
  return { ...rows, kinship: { kind: 'order', at: Float64Array.from({ length: rows.inputs.rows }, (_, place) => place) } };
}
