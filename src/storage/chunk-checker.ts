import { isLatheError } from '../core/errors/lathe-error.ts';
import { readChunk } from './chunks.ts';
import { rowsInChunk } from './column-codec.ts';
import type { Database } from './database.ts';
import type { StoredColumn } from './records/dataset.ts';

/** Reads chunks back and checks their digests, each one once however many versions share it. */
export interface ChunkChecker {
  /** Bytes; null when the chunk is gone or changed. */
  length(hash: string): Promise<number | null>;
  /** Rows it holds as a piece of that column; null when it is gone or changed, or can't be such a piece. */
  rows(hash: string, column: StoredColumn): Promise<number | null>;
}

export function createChunkChecker(db: Database): ChunkChecker {
  const known = new Map<string, number | null>();
  const measured = async (key: string, hash: string, measure: (bytes: Uint8Array) => number) => {
    if (!known.has(key)) known.set(key, await measureChunk(db, hash, measure));
    return known.get(key) ?? null;
  };
  return {
    length: (hash) => measured(hash, hash, (bytes) => bytes.length),
    rows: (hash, column) => measured(`${hash} ${column.kind} ${JSON.stringify(column.image)}`, hash, (bytes) => rowsInChunk(column, bytes))
  };
}

async function measureChunk(db: Database, hash: string, measure: (bytes: Uint8Array) => number): Promise<number | null> {
  try {
    const size = measure(await readChunk(db, hash));
    return Number.isNaN(size) ? null : size;
  } catch (error) {
    if (isLatheError(error) && error.code === 'data-damaged') return null;
    throw error;
  }
}
