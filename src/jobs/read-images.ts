import { noImages } from '../core/errors.ts';
import type { CategoryColumn, ImageColumn } from '../core/table.ts';
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
  return Promise.all(job.rows.filter((row) => row >= 0 && row < dataset.rows).map((row) => readOne(row)));

  async function readOne(row: number): Promise<ShownImage> {
    const { columns } = await storage.datasets.readRows(job.datasetId, row, 1, names);
    const { width, height, channels, pixels } = columns.find((column) => column.kind === 'image') as ImageColumn;
    const label = columns.find((column) => column.kind === 'category') as CategoryColumn | undefined;
    return { width, height, channels, pixels: pixels.slice(), label: label?.labels[label.codes[0]!] ?? null };
  }
}
