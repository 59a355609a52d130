import { dataDamaged } from '../core/errors/storage.ts';
import { sha256 } from '../core/hash.ts';
import type { Database } from './database.ts';
import type { ChunkRow } from './stores.ts';

/** The stores a new chunk touches. */
export const chunkStores = ['chunks', 'chunkSizes'] as const;

/** A chunk ready to be stored: hashed before the transaction begins, for a transaction can't wait for the hash. */
export interface ChunkToStore {
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/** Copies a view into a bigger buffer: storing it would store the whole buffer. */
export async function chunkOf(bytes: Uint8Array): Promise<ChunkToStore> {
  const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
  return { hash: await sha256(own), bytes: own };
}

/**
 * Inside a write transaction. Bytes that are there already are shared.
 * @param likely who writes many chunks looks for no others among those there: one that was stored meanwhile is written again, with the same bytes
 */
export async function storeChunks(db: Database, chunks: readonly ChunkToStore[], likely?: ReadonlySet<string>): Promise<void> {
  const different = [...new Map(chunks.map((chunk) => [chunk.hash, chunk])).values()];
  const asked = different.map(({ hash }) => hash).filter((hash) => likely?.has(hash) ?? true);
  const known = new Set((await db.stores.chunkSizes.bulkGet(asked)).map((row) => row?.hash));
  const fresh = different.filter(({ hash }) => !known.has(hash));
  if (fresh.length === 0) return;
  await Promise.all([
    db.stores.chunks.bulkPut(fresh.map(({ hash, bytes }) => ({ hash, bytes: asStored(bytes) }))),
    db.stores.chunkSizes.bulkPut(fresh.map(({ hash, bytes }) => ({ hash, size: bytes.byteLength })))
  ]);
}

/** @throws LatheError `data-damaged` when the bytes are gone or their digest is not their name */
export async function readChunk(db: Database, hash: string): Promise<Uint8Array> {
  const [bytes] = await readChunks(db, [hash]);
  return bytes!;
}

/** Several chunks in one request, in the order asked for. @throws LatheError `data-damaged` */
export async function readChunks(db: Database, hashes: readonly string[]): Promise<Uint8Array[]> {
  const rows = await db.read(['chunks'], () => db.stores.chunks.bulkGet([...hashes]));
  return Promise.all(hashes.map((hash, i) => checked(hash, rows[i]?.bytes)));
}

async function checked(hash: string, stored: ChunkRow['bytes'] | undefined): Promise<Uint8Array> {
  const bytes = stored instanceof Blob ? await bytesOf(stored) : stored;
  if (!bytes || (await sha256(bytes)) !== hash) throw dataDamaged('A stored piece of data', hash);
  return bytes;
}

/** Null when the file behind it can't be read any more. */
const bytesOf = (blob: Blob): Promise<Uint8Array | null> =>
  blob.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => null
  );

/** Below, a value may be kept beside the others, without a file of its own; making many small files is dearer than cloning. */
const LEAST_BLOB = 131_072;

/** A Blob goes into its file as it is; an array would be cloned, compressed and made a Blob first. */
const asStored = (bytes: Uint8Array): ChunkRow['bytes'] =>
  bytes.byteLength < LEAST_BLOB ? bytes : new Blob([bytes as Uint8Array<ArrayBuffer>]);
