/** What a Blob or File offers of itself: bytes by range, so that a file is never held whole. */
export interface ByteSource {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** The bytes from `start` to `end`, or to the end of the source. */
export async function readRange(source: ByteSource, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await source.slice(start, Math.min(end, source.size)).arrayBuffer());
}

/** The bytes from `start` on, range by range; the next is being read while one is worked on. */
export async function* rangesAhead(source: ByteSource, start: number, rangeBytes: () => number): AsyncGenerator<Uint8Array> {
  const read = (from: number) => {
    const range = readRange(source, from, from + rangeBytes());
    // Nobody may come for it, when the work on the one before fails.
    range.catch(() => undefined);
    return range;
  };
  let next = read(start);
  for (let at = start; at < source.size;) {
    const range = await next;
    at += range.length;
    if (at < source.size) next = read(at);
    yield range;
  }
}
