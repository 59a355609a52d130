import type { ColumnOutliers, OutlierReport } from '../../../core/looks/outliers.ts';
import type { WorkContext } from '../../../core/context.ts';
import { createPacer } from '../../../core/pacer.ts';
import type { ColumnSchema, Role } from '../../../core/schema.ts';
import type { Column, Table } from '../../../core/table.ts';
import { counted, grouped, listedNames } from '../../../core/words.ts';
import { evenRows } from '../even-sample.ts';
import { varietyOf } from '../variety.ts';
import { gather } from '../../../core/table.ts';
import { columnOutliers } from './column-outliers.ts';
import { rowOutliers } from './row-outliers.ts';

const MOST_ROWS = 200_000;
/** Rows as a whole are compared by at most so many columns: what chance makes of them costs the square of their number. */
const MOST_COLUMNS = 100;
/** Columns of these roles say who a row is or how it counts, not what it is like. */
const NO_MEASURE: readonly Role[] = ['id', 'ignore', 'fold', 'weight', 'group'];

/**
 * Values far from the others of their column, and rows that are strange as a whole, each with its reasons. What is to be predicted takes no part
 * in how strange a row is: rows of a rare class would look strange for their class alone, and setting them aside would bias what is learned.
 * @param target null while it is not known; columns of role `target` count as one
 */
export async function findOutliers(
  table: Table,
  schema: readonly ColumnSchema[],
  target: string | null,
  context: WorkContext
): Promise<OutlierReport> {
  const pace = createPacer(context);
  const roles = new Map(schema.map(({ name, role }) => [name, role]));
  const roleOf = (name: string) => roles.get(name) ?? 'feature';
  const usable = table.columns.filter(({ name }) => !NO_MEASURE.includes(roleOf(name)));
  const columns: ColumnOutliers[] = [];
  for (const [i, column] of usable.entries()) {
    context.onProgress((0.5 * i) / usable.length, column.name);
    if (column.kind !== 'number' && column.kind !== 'time') continue;
    const found = await columnOutliers(column, pace);
    if (found && found.count > 0) columns.push(found);
  }
  const rows = evenRows(table.rows, MOST_ROWS);
  const targets = usable.filter(({ name }) => name === target || roleOf(name) === 'target').map(({ name }) => name);
  const telling = usable.filter(({ name, kind }) => kind !== 'text' && kind !== 'image' && !targets.includes(name));
  const looked = { rows: table.rows, columns: mostVaried({ rows: table.rows, columns: telling }) };
  context.onProgress(0.5, 'rows as a whole');
  const found = await rowOutliers(rows ? gather(looked, rows) : looked, pace);
  const together = found && {
    ...found,
    sampled: rows !== null,
    strange: found.strange.map((strange) => ({ ...strange, row: rows ? rows[strange.row]! : strange.row }))
  };
  context.onProgress(1);
  const notes = [
    ...(rows ? [`Rows as a whole are looked at in an even sample of ${grouped(MOST_ROWS)} of ${counted(table.rows, 'row')}.`] : []),
    ...narrowedWords(looked.columns.length, telling.length),
    ...leftOutWords(
      targets,
      schema.filter(({ role }) => NO_MEASURE.includes(role)).map(({ name }) => name)
    )
  ];
  return { columns: columns.sort((a, b) => b.count - b.expected - (a.count - a.expected)), together, notes };
}

const narrowedWords = (looked: number, telling: number): string[] =>
  looked === telling
    ? []
    : [
        `Rows as a whole are looked at by the ${looked} of ${counted(telling, 'column')} that vary most. Columns with the role “ignore” make room for others.`
      ];

/** In the order of the table. */
function mostVaried(table: Table): Column[] {
  if (table.columns.length <= MOST_COLUMNS) return [...table.columns];
  const variety = varietyOf(table);
  const chosen = new Set([...table.columns].sort((a, b) => variety.get(b.name)! - variety.get(a.name)!).slice(0, MOST_COLUMNS));
  return table.columns.filter((column) => chosen.has(column));
}

function leftOutWords(targets: readonly string[], others: readonly string[]): string[] {
  return [
    ...(targets.length > 0 ? [`The target ${listedNames(targets)} takes no part: a rare outcome is no strange row.`] : []),
    ...(others.length > 0 ? [`By their roles ${listedNames(others)} ${others.length === 1 ? 'takes' : 'take'} no part.`] : [])
  ];
}
