import type { Database } from './database.ts';

/** A row takes the page some 30 microseconds to ask for: more at once would hold up what a person does. */
const ROWS_AT_ONCE = 200;

/** The sizes of chunks, each read once: bytes never change under their hash. */
export class ChunkSizes {
  private readonly known = new Map<string, number>();

  /** Bytes of some chunks together; those that are not there take none. Inside a transaction over `chunkSizes`. */
  async sum(db: Database, hashes: ReadonlySet<string>): Promise<number> {
    const unknown = [...hashes].filter((hash) => !this.known.has(hash));
    for (let from = 0; from < unknown.length; from += ROWS_AT_ONCE) {
      for (const row of await db.stores.chunkSizes.bulkGet(unknown.slice(from, from + ROWS_AT_ONCE)))
        if (row) this.known.set(row.hash, row.size);
    }
    let sum = 0;
    for (const hash of hashes) sum += this.known.get(hash) ?? 0;
    return sum;
  }
}
