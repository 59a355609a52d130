import type { Finding } from '../../../core/finding.ts';
import type { QualityAxis, QualityFault, QualityReport } from '../../../core/looks/quality.ts';
import type { Pacer } from '../../../core/pacer.ts';
import type { ColumnSchema } from '../../../core/schema.ts';
import type { Table } from '../../../core/table.ts';
import { counted, quoted } from '../../../core/words.ts';
import type { ColumnProfile, Profile } from '../profile-type.ts';
import { couldRepeatByChance, findCopies, type RowCopies } from '../row-copies.ts';
import { axisOf, notJudged } from './axis.ts';
import { consistency } from './consistency.ts';
import { timeliness } from './timeliness.ts';

/** What quality is judged from; columns with the role `ignore` are left out by the caller. */
export interface QualityInput {
  readonly table: Table;
  readonly schema: readonly ColumnSchema[];
  readonly profile: Profile;
  /** Of the audit. */
  readonly findings: readonly Finding[];
  /** Values that kept a column from its type at the import, by column. */
  readonly misfits: readonly { readonly column: string; readonly missing: number }[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly pace: Pacer;
}

/**
 * Quality on five axes, each a share of stated counts. After the dimensions of ISO/IEC 25012 and Wang & Strong (1996), those of them that a table
 * alone can show.
 */
export async function judgeQuality(input: QualityInput): Promise<QualityReport> {
  return {
    axes: [
      completeness(input),
      await consistency(input.table, input.pace),
      await uniqueness(input),
      validity(input),
      timeliness(input.schema, input.profile, input.now)
    ]
  };
}

const columnsOf = ({ table, profile }: QualityInput): [string, ColumnProfile][] =>
  table.columns.flatMap(({ name }) => {
    const column = profile.columns[name];
    return column ? [[name, column] as [string, ColumnProfile]] : [];
  });

function completeness(input: QualityInput): QualityAxis {
  const columns = columnsOf(input);
  const of = columns.length * input.table.rows;
  const good = columns.reduce((total, [, { count }]) => total + count, 0);
  const faults = columns
    .filter(([, { missing }]) => missing > 0)
    .map(([column, { missing }]) => ({ what: `${counted(missing, 'gap')} in ${quoted(column)}`, column, count: missing }));
  if (of === 0) return notJudged('completeness', 'cell', 'There are no cells to count.');
  return axisOf('completeness', { good, of, unit: 'cell' }, 'Cells that hold a value.', faults);
}

async function uniqueness({ table, schema, profile, pace }: QualityInput): Promise<QualityAxis> {
  const roleOf = (name: string) => schema.find((column) => column.name === name)?.role;
  const ids = table.columns.filter(({ name }) => roleOf(name) === 'id');
  const others = table.columns.filter((column) => !ids.includes(column));
  const distinct = others.map(({ name }) => profile.columns[name]?.distinct ?? 1);
  const byChance = couldRepeatByChance(distinct, table.rows);
  if (table.rows === 0 || (byChance && ids.length === 0))
    return notJudged(
      'uniqueness',
      'row',
      'So few different rows are possible that equal ones are no surprise, and no column has the role id.'
    );
  const bad = new Uint8Array(table.rows);
  const faults: QualityFault[] = [];
  const note = (what: string, column: string | null, { copyOf, copies }: RowCopies) => {
    if (copies > 0) faults.push({ what, column, count: copies });
    copyOf.forEach((first, row) => {
      if (first >= 0) bad[row] = 1;
    });
  };
  if (!byChance) {
    const found = await findCopies(others, table.rows, pace);
    note(`${counted(found.copies, 'exact copy', 'exact copies')} of earlier rows`, null, found);
  }
  for (const id of ids) {
    const found = await findCopies([id], table.rows, pace);
    note(`${counted(found.copies, 'row')} with an earlier value of ${quoted(id.name)}`, id.name, found);
  }
  const good = table.rows - bad.reduce((total, one) => total + one, 0);
  const looked = ids.length > 0 ? ', and whose id was not used before' : '';
  return axisOf('uniqueness', { good, of: table.rows, unit: 'row' }, `Rows that copy no earlier row${looked}.`, faults);
}

function validity(input: QualityInput): QualityAxis {
  const columns = columnsOf(input);
  const of = columns.reduce((total, [, { count }]) => total + count, 0);
  if (of === 0) return notJudged('validity', 'cell', 'No cell holds a value.');
  const known = new Set(columns.map(([name]) => name));
  const codes = input.findings
    .filter(({ code, columns: [name] }) => code === 'missing-codes' && known.has(name!))
    .map(({ columns: [column], evidence }) => {
      const { what, rows } = evidence as { what: string; rows: number };
      return {
        what: `${what} in ${quoted(column!)}, which look like codes for “missing” (${counted(rows, 'cell')})`,
        column: column!,
        count: rows
      };
    });
  const misfits = input.misfits
    .filter(({ column, missing }) => known.has(column) && missing > 0)
    .map(({ column, missing }) => ({
      what: `${counted(missing, 'value')} that keep ${quoted(column)} from its type`,
      column,
      count: missing
    }));
  const faults = [...codes, ...misfits];
  const good = of - faults.reduce((total, { count }) => total + count, 0);
  const said = 'Values that are none of: a code that stands for “missing”, or a value that does not fit the type of its column.';
  return axisOf('validity', { good: Math.max(0, good), of, unit: 'value' }, said, faults);
}
