import { gatherTarget, type Target } from '../../../core/target.ts';
import { gather, type NumberColumn, type Table } from '../../../core/table.ts';
import { below } from '../../../core/rng.ts';
import { counted } from '../../../core/words.ts';
import { present, standardUnit } from '../column-statistics.ts';
import type { StepContext } from '../step-type.ts';

/** Copies with mean 0 and deviation 1; a gap is 0, and so is all of a column that does not vary. */
export const standardColumns = (columns: readonly NumberColumn[]): Float64Array[] =>
  columns.map(({ values }) => {
    const known = present(values);
    const [center, unit] = known.length === 0 ? [0, 0] : standardUnit(known);
    return values.map((x) => (Number.isNaN(x) || unit === 0 ? 0 : (x - center) / unit));
  });

/** The answers as centred columns: the number, 0 and 1 for the second of two classes, or one for each of several. */
export function centredAnswers(target: Target): Float64Array[] {
  if (target.kind === 'numbers') return [centred(target.values)];
  const present = [...new Set(target.codes)].sort((a, b) => a - b);
  const asked = present.length === 2 ? present.slice(1) : present;
  return asked.map((code) => centred(Float64Array.from(target.codes, (own) => (own === code ? 1 : 0))));
}

function centred(values: Float64Array): Float64Array {
  const middle = values.reduce((sum, x) => sum + x, 0) / values.length;
  return values.map((x) => x - middle);
}

/** Rows drawn without replacement where there are more than are looked at; told. */
export function someRows(table: Table, target: Target, most: number, { rng, tell }: StepContext): { table: Table; target: Target } {
  if (table.rows <= most) return { table, target };
  tell('rows-drawn', `Columns are chosen by ${counted(most, 'row')} drawn at random of ${counted(table.rows, 'training row')}.`);
  const rows = Uint32Array.from({ length: table.rows }, (_, row) => row);
  for (let i = 0; i < most; i++) {
    const other = i + below(rng, rows.length - i);
    [rows[i], rows[other]] = [rows[other]!, rows[i]!];
  }
  const drawn = rows.slice(0, most).sort();
  return { table: gather(table, drawn), target: gatherTarget(target, drawn) };
}
