import { gather, type Table } from '../../core/table.ts';
import type { ModelPackage } from '../../predict/package-type.ts';

/** At most `count` rows, evenly from the whole table, with the input columns alone. */
export function sampleRows({ inputs }: ModelPackage, table: Table, count: number): Table {
  const names = new Set(inputs.map(({ name }) => name));
  const columns = table.columns.filter(({ name }) => names.has(name));
  const size = Math.min(count, table.rows);
  return gather(
    { rows: table.rows, columns },
    Uint32Array.from({ length: size }, (_, i) => Math.floor((i * table.rows) / size))
  );
}
