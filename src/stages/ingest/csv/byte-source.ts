/** What a Blob or File offers of itself: bytes by range, so that a file is never held whole. */
export interface ByteSource {
  readonly size: number;
  slice(start: number, end: number): Range;
}

interface Range {
  arrayBuffer(): Promise<ArrayBuffer>;
  /** A browser sends a stream through a pipe to this thread, in a third of the time that it takes to ask for range after range. */
  stream?(): ByteStream;
}

interface ByteStream {
  getReader(): ByteReader;
  /** Fills memory that it is given, so that none is made and thrown away for every piece. @throws TypeError where the stream can't */
  getReader(options: { readonly mode: 'byob' }): FillingReader;
}

interface Read {
  readonly done: boolean;
  readonly value?: Uint8Array | undefined;
}

interface ByteReader {
  read(): Promise<Read>;
  cancel(): Promise<void>;
}

interface FillingReader {
  /** @param options.min waits for that many bytes; an engine that does not know it gives what there is */
  read(into: Uint8Array, options: { readonly min: number }): Promise<Read>;
  cancel(): Promise<void>;
}

/**
 * What is being read just now. Chromium takes away a part of a file, or its stream, that nothing but a promise still waits for: the promise then never
 * settles, and the import stands still. Seen with its garbage collector made to run often; what stands here it leaves alone.
 */
const beingRead = new Set<object>();

/** All bytes of a blob, which is kept alive until they are there. */
export async function bytesOf(blob: { arrayBuffer(): Promise<ArrayBuffer> }): Promise<ArrayBuffer> {
  const bytes = blob.arrayBuffer();
  const held = [blob, bytes];
  beingRead.add(held);
  try {
    return await bytes;
  } finally {
    beingRead.delete(held);
  }
}

/** The bytes from `start` to `end`, or to the end of the source. */
export async function readRange(source: ByteSource, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await bytesOf(source.slice(start, Math.min(end, source.size))));
}

/** A source that ends earlier. */
export const firstBytes = (source: ByteSource, size: number): ByteSource => ({
  size,
  slice: (start, end) => source.slice(start, Math.min(end, size))
});

const END_MARK = 0x1a;

/** Without the mark behind the last character (Ctrl-Z) by which systems of old ended a text. */
export async function withoutEndMark(source: ByteSource): Promise<ByteSource> {
  const last = await readRange(source, Math.max(0, source.size - 1), source.size);
  return last[0] === END_MARK ? firstBytes(source, source.size - 1) : source;
}

/** Two of the pieces that a CSV is worked on in, and no more than a pipe holds. */
const FILLED_BYTES = 512 * 1024;

/**
 * The bytes from `start` on in pieces of any size: as a stream where there is one, else range by range. A piece is good until the next is asked for:
 * its memory is used again.
 */
export function bytesFrom(source: ByteSource, start: number, rangeBytes: () => number): AsyncGenerator<Uint8Array> {
  const range = source.slice(start, source.size);
  const stream = range.stream?.();
  if (!stream) return rangesAhead(source, start, rangeBytes);
  const filling = fillingReader(stream);
  return heldUntilRead([source, range, stream], filling ? filled(filling) : streamed(stream.getReader()));
}

async function* heldUntilRead(things: readonly object[], pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const held = [...things, pieces];
  beingRead.add(held);
  try {
    yield* pieces;
  } finally {
    beingRead.delete(held);
  }
}

function fillingReader(stream: ByteStream): FillingReader | null {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    // Not every engine's files are streams of that kind; they are read in the other way.
    return null;
  }
}

/** Two memories in turn: one is filled while the other is worked on. */
async function* filled(reader: FillingReader): AsyncGenerator<Uint8Array> {
  const fill = (memory: ArrayBufferLike) => {
    const read = reader.read(new Uint8Array(memory as ArrayBuffer), { min: FILLED_BYTES });
    // Nobody may come for it, when the work on the one before fails.
    read.catch(() => undefined);
    return read;
  };
  let next = fill(new ArrayBuffer(FILLED_BYTES));
  let spare: ArrayBufferLike = new ArrayBuffer(FILLED_BYTES);
  try {
    for (let isDone = false; !isDone;) {
      const { done, value } = await next;
      isDone = done;
      if (!done) next = fill(spare);
      // A stream that ends before the memory is full says so beside its last bytes.
      if (value && value.length > 0) yield value;
      if (value) spare = value.buffer;
    }
  } finally {
    await reader.cancel();
  }
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
