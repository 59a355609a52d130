import { columnNotFound } from '../../core/errors/tables.ts';
import { releaseBuffer } from '../../core/let-go.ts';
import type { FittedStep } from '../../core/recipe.ts';
import type { ColumnSchema } from '../../core/schema.ts';
import { timeText } from '../../core/time-text.ts';
import { findColumn, isMissing, type CategoryColumn, type Column, type Table } from '../../core/table.ts';
import { sortedPresent } from '../../kernels/sorted-numbers.ts';
import { doneWith } from '../../core/table-view.ts';
import type { InputColumn } from '../../predict/package-type.ts';
import { blurred, decimalSteps, FEWEST_SHARING, timeSteps } from './blurred.ts';
import { usualRange } from './usual-range.ts';

/**
 * What the predictor must be given, as it was in training.
 * @param schema the feature columns
 * @param table training rows
 * @throws LatheError `column-not-found`
 */
export function inputColumns(schema: readonly ColumnSchema[], table: Table): InputColumn[] {
  return schema.map((entry) => {
    const column = findColumn(table, entry.name);
    if (!column)
      throw columnNotFound(
        entry.name,
        table.columns.map(({ name }) => name)
      );
    const { name, type, zone, unit, written } = entry;
    const marks = { ...(zone !== undefined && { zone }), ...(unit !== undefined && { unit }), ...(written && { written }) };
    const input = { name, type, missingShare: missingShare(column, table.rows), ...marks, ...details(entry, column) };
    doneWith(column);
    return input;
  });
}

function missingShare(column: Column, rows: number): number {
  let missing = 0;
  for (let i = 0; i < rows; i++) if (isMissing(column, i)) missing++;
  return rows === 0 ? 0 : missing / rows;
}

function details(entry: ColumnSchema, column: Column): Pick<InputColumn, 'labels' | 'range' | 'typical' | 'image'> {
  switch (column.kind) {
    case 'number':
    case 'time':
      return measured(column.values, column.kind === 'time', entry.zone);
    case 'category':
      return levels(entry, column);
    case 'text':
      return { typical: null };
    case 'image':
      return { typical: null, image: { width: column.width, height: column.height, channels: column.channels } };
  }
}

function measured(values: Float64Array, isTime: boolean, zone: string | undefined): Pick<InputColumn, 'range' | 'typical'> {
  const sorted = sortedPresent(values);
  // the lower of the two in the middle: a value that occurs, so that whole numbers stay whole
  const middle = sorted.length === 0 ? NaN : blurred(sorted, (sorted.length - 1) >> 1, isTime ? timeSteps : decimalSteps);
  const range = usualRange(sorted, isTime);
  const text = (time: number) => (zone === undefined ? new Date(time).toISOString() : timeText(time, zone));
  const typical = Number.isNaN(middle) ? null : isTime ? text(middle) : middle;
  releaseBuffer(sorted.buffer);
  return range ? { range, typical } : { typical };
}

/** A truth value keeps both its labels, seen or not: they say which is the true one. */
function levels({ type }: ColumnSchema, { codes, labels }: CategoryColumn): Pick<InputColumn, 'labels' | 'typical'> {
  const counts = new Float64Array(labels.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const told = labels.filter((_, code) => counts[code]! >= FEWEST_SHARING);
  const most = Math.max(0, ...counts);
  const typical = most >= FEWEST_SHARING ? labels[counts.indexOf(most)]! : null;
  return { labels: type === 'boolean' ? labels : told, typical };
}

/**
 * Leaves out the columns that the recipe drops before anything else looks at them: nobody should be asked for a value that is thrown away.
 * @param needed columns that something else looks at
 */
export function withoutDropped(
  recipe: readonly FittedStep[],
  names: readonly string[],
  needed: ReadonlySet<string> = new Set()
): { recipe: FittedStep[]; names: string[] } {
  const used = new Set<string>();
  const gone = new Set<string>();
  const kept = recipe.flatMap((step) => {
    if (step.kind !== 'drop') {
      step.columns.forEach((name) => used.add(name));
      return [step];
    }
    const unused = step.columns.filter((name) => names.includes(name) && !used.has(name) && !needed.has(name));
    unused.forEach((name) => gone.add(name));
    const columns = step.columns.filter((name) => !gone.has(name));
    return columns.length === 0 ? [] : [{ ...step, columns }];
  });
  return { recipe: kept, names: names.filter((name) => !gone.has(name)) };
}
