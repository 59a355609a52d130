/** What a Blob or File offers of itself: bytes by range, so that a file is never held whole. */
export interface ByteSource {
  readonly size: number;
  slice(start: number, end: number): Range;
}

interface Range {
  arrayBuffer(): Promise<ArrayBuffer>;
  /** A browser sends a stream through a pipe to this thread, in a third of the time that it takes to ask for range after range. */
  stream?(): { getReader(): ByteReader };
}

interface ByteReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

/** The bytes from `start` to `end`, or to the end of the source. */
export async function readRange(source: ByteSource, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await source.slice(start, Math.min(end, source.size)).arrayBuffer());
}

/** The bytes from `start` on in pieces of any size: as a stream where there is one, else range by range. */
export function bytesFrom(source: ByteSource, start: number, rangeBytes: () => number): AsyncGenerator<Uint8Array> {
  const stream = source.slice(start, source.size).stream?.();
  return stream ? streamed(stream.getReader()) : rangesAhead(source, start, rangeBytes);
}

async function* streamed(reader: ByteReader): AsyncGenerator<Uint8Array> {
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value!;
  } finally {
    await reader.cancel();
  }
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
