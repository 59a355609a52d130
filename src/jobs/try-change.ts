import { paramOutOfRange } from '../core/errors/anywhere.ts';
import { columnNotFound } from '../core/errors/tables.ts';
import { sha256 } from '../core/hash.ts';
import type { Role } from '../core/schema.ts';
import type { Column } from '../core/table.ts';
import { encodeColumn } from '../storage/column-codec.ts';
import { hashOfDataset } from '../storage/dataset-writer.ts';
import type { StoredColumn } from '../storage/records/dataset.ts';
import { chunkRowsOf } from '../storage/storage.ts';
import type { JobServices } from './services.ts';

/** A change that is tried and not kept: one cell nudged, or a column given another role. */
export interface TryChangeJob {
  readonly datasetId: string;
  readonly column: string;
  readonly change: { readonly kind: 'cell'; readonly row: number } | { readonly kind: 'role'; readonly role: Role };
}

export interface TriedChange {
  /** What was done, in words. */
  readonly said: string;
  /** SHA-256 of the version as it is and as it would be. */
  readonly hashBefore: string;
  readonly hashAfter: string;
  /** Of all stored pieces of columns, how many would have to be stored anew. */
  readonly chunks: number;
  readonly chunksChanged: number;
}

/**
 * What the hash of a dataset version would be after a change. Nothing is stored.
 * @throws LatheError `column-not-found`, `unknown-id`, `param-out-of-range` for a row that is not there
 */
export async function tryChange(
  { datasetId, column: name, change }: TryChangeJob,
  services: Pick<JobServices, 'storage'>
): Promise<TriedChange> {
  const dataset = await services.storage.datasets.get(datasetId);
  const column = dataset.columns.find((candidate) => candidate.name === name);
  if (!column)
    throw columnNotFound(
      name,
      dataset.columns.map((candidate) => candidate.name)
    );
  const { fresh, said } =
    change.kind === 'role'
      ? { fresh: { ...column, role: change.role }, said: `${name} has the role ${change.role} instead of ${column.role}.` }
      : await nudged(column, change.row, { datasetId, chunkRows: chunkRowsOf(dataset.columns), rows: dataset.rows }, services);
  const columns = dataset.columns.map((candidate) => (candidate === column ? fresh : candidate));
  return {
    said,
    hashBefore: dataset.hash,
    hashAfter: await hashOfDataset(dataset.rows, columns),
    chunks: dataset.columns.reduce((total, { chunks }) => total + chunks.length, 0),
    chunksChanged: fresh.chunks.filter((hash, i) => hash !== column.chunks[i]).length
  };
}

interface Place {
  readonly datasetId: string;
  readonly chunkRows: number;
  readonly rows: number;
}

async function nudged(
  column: StoredColumn,
  row: number,
  { datasetId, chunkRows, rows }: Place,
  { storage }: Pick<JobServices, 'storage'>
): Promise<{ fresh: StoredColumn; said: string }> {
  if (row >= rows) throw paramOutOfRange('tryChange', 'row', `a row number from 0 to ${rows - 1}`, row);
  const chunk = Math.floor(row / chunkRows);
  const table = await storage.datasets.readRows(datasetId, chunk * chunkRows, chunkRows, [column.name]);
  const { column: changed, said } = nudge(table.columns[0]!, row - chunk * chunkRows, column.type === 'integer');
  const hash = await sha256(encodeColumn(changed));
  return {
    fresh: { ...column, chunks: column.chunks.map((old, i) => (i === chunk ? hash : old)) },
    said: `Row ${(row + 1).toLocaleString('en')}, ${column.name}: ${said}.`
  };
}

/** A small change: the next whole number or a billionth more, another label, a letter of text, one shade of one pixel. */
function nudge(column: Column, row: number, isWhole: boolean): { column: Column; said: string } {
  switch (column.kind) {
    case 'number':
    case 'time': {
      const values = column.values.slice();
      const old = values[row]!;
      values[row] = Number.isNaN(old) ? 0 : isWhole ? old + 1 : old + Math.max(1e-9, Math.abs(old) * 1e-9);
      const shown = column.kind === 'time' ? ' (milliseconds)' : '';
      return { column: { ...column, values }, said: `${Number.isNaN(old) ? 'missing' : old} became ${values[row]}${shown}` };
    }
    case 'category': {
      const codes = column.codes.slice();
      const old = codes[row]!;
      codes[row] = old === -1 ? 0 : old + 1 < column.labels.length ? old + 1 : -1;
      const word = (code: number) => column.labels[code] ?? 'missing';
      return { column: { ...column, codes }, said: `${word(old)} became ${word(codes[row])}` };
    }
    case 'text': {
      const missing = column.missing.slice();
      missing[row] = 1 - missing[row]!;
      return { column: { ...column, missing }, said: missing[row] === 1 ? 'a text became missing' : 'a missing text became the empty one' };
    }
    case 'image': {
      const pixels = column.pixels.slice();
      const pixel = row * column.width * column.height * column.channels;
      const old = pixels[pixel]!;
      pixels[pixel] = old === 255 ? 254 : old + 1;
      return { column: { ...column, pixels }, said: `the first pixel went from ${old} to ${pixels[pixel]}` };
    }
  }
}
