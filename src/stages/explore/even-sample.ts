import { createRng } from '../../core/rng.ts';
import { gather, type Table } from '../../core/table.ts';

/** One row out of each even stretch, drawn with a fixed seed: a plain every-tenth would fall in step with weekly or hourly data. */
export function evenSample(table: Table, most: number): Table {
  const rows = evenRows(table.rows, most);
  return rows ? gather(table, rows) : table;
}

/** The rows of an even sample, ascending; null where all of them are few enough. */
export function evenRows(rows: number, most: number): Uint32Array | null {
  if (rows <= most) return null;
  const rng = createRng(1);
  const stretch = rows / most;
  return Uint32Array.from({ length: most }, (_, i) => Math.min(rows - 1, Math.floor((i + rng()) * stretch)));
}
