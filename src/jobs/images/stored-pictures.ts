import type { ImageColumn } from '../../core/table.ts';
import type { Picture } from '../../stages/ingest/image/image-set.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import { chunkRowsOf, type Storage } from '../../storage/storage.ts';

/** The pictures of a version one after the other, a piece in memory at a time. */
export async function* storedPictures(storage: Storage, dataset: DatasetRecord, column: string): AsyncGenerator<Picture> {
  const step = chunkRowsOf(dataset.columns);
  for (let from = 0; from < dataset.rows; from += step) {
    const count = Math.min(step, dataset.rows - from);
    const piece = (await storage.datasets.readRows(dataset.id, from, count, [column])).columns[0] as ImageColumn;
    const each = piece.width * piece.height * piece.channels;
    for (let i = 0; i < count; i++) yield { channels: piece.channels, pixels: piece.pixels.subarray(i * each, (i + 1) * each) };
  }
}
