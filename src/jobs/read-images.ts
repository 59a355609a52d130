import { noImages } from '../core/errors/images.ts';
import type { CategoryColumn, ImageColumn, Table } from '../core/table.ts';
import type { JobServices } from './services.ts';

/** One image of a dataset, for looking at. */
export interface ShownImage {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Grey or RGB, row-major, 0 to 255. */
  readonly pixels: Uint8Array;
  /** The class it is in, where the data say. */
  readonly label: string | null;
}

/** @throws LatheError `no-images` when the dataset has no image column */
export async function readImages(
  job: { readonly datasetId: string; readonly rows: readonly number[] },
  { storage }: JobServices
): Promise<ShownImage[]> {
  const dataset = await storage.datasets.get(job.datasetId);
  const image = dataset.columns.find((column) => column.kind === 'image');
  if (!image) throw noImages(dataset.name);
  const target = dataset.columns.find((column) => column.role === 'target' && column.kind === 'category');
  const names = target ? [image.name, target.name] : [image.name];
  const rows = job.rows.filter((row) => row >= 0 && row < dataset.rows);
  const shown: ShownImage[] = [];
  for (const { start, end } of stretches(rows)) {
    const table = await storage.datasets.readRows(job.datasetId, start, end - start, names);
    for (const row of rows) if (row >= start && row < end) shown[rows.indexOf(row)] = imageAt(table, row - start);
  }
  return shown;
}

/** Rows between two of a stretch that are read along, because one read costs as much as many rows. */
const GAP = 256;

/** The rows asked for as few stretches to read. */
function stretches(rows: readonly number[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && row - last.end < GAP) last.end = row + 1;
    else found.push({ start: row, end: row + 1 });
  }
  return found;
}

function imageAt({ columns }: Table, row: number): ShownImage {
  const { width, height, channels, pixels } = columns.find((column) => column.kind === 'image') as ImageColumn;
  const label = columns.find((column) => column.kind === 'category') as CategoryColumn | undefined;
  const size = width * height * channels;
  return { width, height, channels, pixels: pixels.slice(row * size, (row + 1) * size), label: label?.labels[label.codes[row]!] ?? null };
}
