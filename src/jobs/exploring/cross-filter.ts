import { columnNotFound } from '../../core/errors/tables.ts';
import { tooManyLinked } from '../../core/errors/exploring.ts';
import { binColumn, type BinnedColumn } from '../../stages/explore/cross/binned-column.ts';
import { crossFilter, type BinFilters, type CrossResult } from '../../stages/explore/cross/cross-filter.ts';
import type { JobServices } from '../services.ts';

export interface CrossFilterJob {
  readonly datasetId: string;
  readonly columns: readonly string[];
  readonly filters: BinFilters;
  readonly density: { readonly x: string; readonly y: string } | null;
}

/** A column as the page draws it, without its rows. */
export type LinkedColumn = {
  readonly [K in BinnedColumn['kind']]: Omit<Extract<BinnedColumn, { kind: K }>, 'codes'>;
}[BinnedColumn['kind']] & {
  /** Rows by bin that pass the filters of all other columns; the last is that of missing values. */
  readonly counts: Uint32Array;
};

export interface Linked {
  readonly rows: number;
  readonly kept: number;
  readonly columns: readonly LinkedColumn[];
  readonly density: CrossResult['grid'];
}

/** So many bits has a whole number; and so many pictures nobody takes in. */
export const MOST_LINKED = 8;

/** What was cut last, so that the next move of a brush reads nothing. */
interface Cut {
  readonly datasetId: string;
  readonly columns: Map<string, BinnedColumn>;
}
const cuts = new WeakMap<JobServices, Cut>();

/**
 * Linked counts of some columns of a version, under filters of whole bins. The columns are read and cut at the first call and kept while the same
 * version is asked about.
 * @throws LatheError `column-not-found`, `too-many-linked`
 */
export async function crossFilterDataset(job: CrossFilterJob, services: JobServices): Promise<Linked> {
  if (job.columns.length > MOST_LINKED) throw tooManyLinked(job.columns.length, MOST_LINKED);
  const columns = await binnedColumns(job, services);
  const { rows, kept, counts, grid } = crossFilter(columns, job.filters, job.density);
  const told = columns.map(({ codes: _codes, ...column }, i) => ({ ...column, counts: counts[i]! }) as LinkedColumn);
  return { rows, kept, columns: told, density: grid };
}

async function binnedColumns({ datasetId, columns }: CrossFilterJob, services: JobServices): Promise<BinnedColumn[]> {
  const dataset = await services.storage.datasets.get(datasetId);
  const usable = dataset.columns.filter(({ kind }) => kind === 'number' || kind === 'time' || kind === 'category');
  for (const name of columns) {
    const isKnown = usable.some((column) => column.name === name);
    if (!isKnown)
      throw columnNotFound(
        name,
        usable.map((column) => column.name)
      );
  }
  const known = cuts.get(services);
  const cut = known?.datasetId === datasetId ? known : { datasetId, columns: new Map<string, BinnedColumn>() };
  cuts.set(services, cut);
  const fresh = columns.filter((name) => !cut.columns.has(name));
  const wholeNumbers = new Set(dataset.columns.filter(({ type }) => type === 'integer').map(({ name }) => name));
  for (const name of fresh) {
    // One at a time: a cut column takes a byte a row, a whole one eight.
    const [column] = (await services.storage.datasets.readTable(datasetId, [name])).columns;
    if (column) cut.columns.set(name, binColumn(column, wholeNumbers.has(name)));
  }
  for (const name of cut.columns.keys()) if (!columns.includes(name) && cut.columns.size > MOST_LINKED) cut.columns.delete(name);
  return columns.map((name) => cut.columns.get(name)!);
}
