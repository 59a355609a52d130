import { valueTooLarge } from '../core/errors/networks.ts';
import { featureMissing, featureNotNumeric, noFeatures } from '../core/errors/training.ts';
import type { Table } from '../core/table.ts';
import type { Examples } from './examples.ts';

/**
 * Rows of number columns as they are: scaling is the recipe's part.
 * @throws LatheError `no-features`, `feature-not-numeric`, `feature-missing`, or `value-too-large` for what a 32-bit float can't hold: GPUs hide such values
 */
export function tableExamples(table: Table): Examples {
  if (table.columns.length === 0) throw noFeatures();
  const columns = table.columns.map((column) => {
    if (column.kind !== 'number') throw featureNotNumeric(column.name, column.kind);
    checkValues(column.name, column.values);
    return column.values;
  });
  const fill = (rows: Uint32Array, into: Float32Array) => {
    columns.forEach((values, j) => {
      for (let i = 0; i < rows.length; i++) into[i * columns.length + j] = values[rows[i]!]!;
    });
  };
  return { shape: [columns.length], fill };
}

function checkValues(name: string, values: Float64Array): void {
  let missing = 0;
  for (const value of values) {
    if (Number.isNaN(value)) missing++;
    else if (!Number.isFinite(Math.fround(value))) throw valueTooLarge(name, value);
  }
  if (missing > 0) throw featureMissing(name, missing);
}
