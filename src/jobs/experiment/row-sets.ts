import { hashOf } from '../../core/hash.ts';
import type { PartName, Parts } from '../../core/split.ts';
import type { RowSet } from '../../core/table.ts';
import type { Storage } from '../../storage/storage.ts';

export const partNames: readonly PartName[] = ['train', 'validation', 'test'];

/** Row sets are chunks like any others: little-endian 32-bit row numbers under their own digest. */
export async function storeParts(storage: Storage, parts: Parts): Promise<Record<PartName, string>> {
  const put = (rows: RowSet) => storage.chunks.put(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
  return { train: await put(parts.train), validation: await put(parts.validation), test: await put(parts.test) };
}

export async function readRowSet(storage: Storage, hash: string): Promise<RowSet> {
  const bytes = await storage.chunks.get(hash);
  return new Uint32Array(bytes.slice().buffer);
}

/** The identity of a division, whatever made it. */
export const hashOfParts = (parts: Parts): Promise<string> =>
  hashOf({ train: parts.train, validation: parts.validation, test: parts.test });
