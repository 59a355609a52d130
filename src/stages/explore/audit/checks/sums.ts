import type { Finding } from '../../../../core/finding.ts';
import type { Role } from '../../../../core/schema.ts';
import { allRows, type Column, type NumberColumn } from '../../../../core/table.ts';
import { counted, grouped, listedNames, percent, quoted } from '../../../../core/words.ts';
import { countSum, findSums, type FoundSum } from '../../../../kernels/find-sums.ts';
import { saidByName, type AuditCheck } from '../audit-check.ts';
import { evenRows, valuesAt } from '../../even-sample.ts';

/** Rows that are looked at to find sums; how they hold is counted over all rows. */
const SAMPLE_ROWS = 400;

/** Columns that add up to another, or to 1 or 100, and the rows in which they do not. */
export const sums: AuditCheck = {
  id: 'sums',
  doc: 'Columns that add up to another column, or to 1 or 100, in four fifths of the rows at least: the rows that break it, or the column that says nothing new.',
  async run(input) {
    const said = saidByName(input.schema);
    const isUsed = ({ name }: Column) => USED.includes(said.get(name)?.role ?? 'feature');
    const numbers = input.table.columns.filter((column): column is NumberColumn => column.kind === 'number' && isUsed(column));
    const rows = evenRows(input.table.rows, SAMPLE_ROWS) ?? allRows(input.table.rows);
    const found = findSums(numbers.map(({ name, values }) => ({ name, values: valuesAt(values, rows) })));
    await input.pace(4_000_000);
    return found.map((sum) => finding(sum, numbers));
  }
};

const USED: readonly Role[] = ['feature', 'sensitive', 'target'];

function finding({ total, parts, tolerance }: FoundSum, numbers: readonly NumberColumn[]): Finding {
  const valuesOf = (name: string) => numbers.find((column) => column.name === name)!.values;
  const broken: number[] = [];
  const { rows, kept } = countSum(parts.map(valuesOf), typeof total === 'number' ? total : valuesOf(total), tolerance, (row) => broken.push(row)); // prettier-ignore
  const columns = typeof total === 'number' ? [...parts] : [total, ...parts];
  const whole = typeof total === 'number' ? grouped(total) : quoted(total);
  const evidence = { total, parts: [...parts], rows, kept, tolerance, broken: broken.length, rowNumbers: Uint32Array.from(broken) };
  if (broken.length === 0) {
    const rest = typeof total === 'number' ? quoted(parts.at(-1)!) : quoted(total);
    return {
      code: 'sums',
      severity: 'info',
      columns,
      message: `${listedNames(parts)} add up to ${whole} in all ${counted(rows, 'row')}.`,
      hint: `${rest} says nothing the others do not say together: linear models are better without it.`,
      evidence
    };
  }
  return {
    code: 'sums',
    severity: 'warning',
    columns,
    message: `${listedNames(parts)} add up to ${whole} in ${percent(kept / rows)} of ${counted(rows, 'row')}, and not in ${counted(broken.length, 'row')}.`,
    hint: 'Look at those rows: one of their numbers was typed or added up wrong. Mend it at its source, or set the rows aside.',
    evidence
  };
}
