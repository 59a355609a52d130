import { expect, test } from 'vitest';
import { bytesFrom, rangesAhead } from '../../../../src/stages/ingest/csv/byte-source.ts';

const bytes = Uint8Array.from({ length: 10 }, (_, i) => i);

function watched() {
  const asked: string[] = [];
  const slice = (start: number, end: number) => ({
    arrayBuffer() {
      asked.push(`${start}-${end}`);
      return start >= 8 ? Promise.reject(new Error('the file has gone')) : Promise.resolve(bytes.slice(start, end).buffer);
    }
  });
  return { asked, source: { size: 10, slice } };
}

test('the next range is asked for before the work on this one begins', async () => {
  const { asked, source } = watched();
  for await (const range of rangesAhead(source, 0, () => 4)) {
    expect([...range]).toEqual([0, 1, 2, 3]);
    expect(asked).toEqual(['0-4', '4-8']);
    break;
  }
});

test('a range that can not be read is told when its turn comes, and not at all when nobody comes for it', async () => {
  const { source } = watched();
  const seen: number[] = [];
  const readAll = async () => {
    for await (const range of rangesAhead(source, 0, () => 4)) seen.push(...range);
  };
  await expect(readAll()).rejects.toThrow('the file has gone');
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  for await (const range of rangesAhead(source, 4, () => 4)) {
    expect(range.length).toBe(4);
    break;
  }
});

const large = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 7) % 251);

/** The pieces, each copied before the next is asked for. */
async function taken(source: Parameters<typeof bytesFrom>[0], start: number): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytesFrom(source, start, () => 1000)) pieces.push(piece.slice());
  return pieces;
}

test('a file is read as it stands, by a stream that fills given memory, by one that does not, and range by range', async () => {
  const blob = new Blob([large]);
  const arrayBuffer = (start: number, end: number) => () => blob.slice(start, end).arrayBuffer();
  const plainStream = (start: number) => () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = start; at < large.length; at += 500_000) controller.enqueue(large.slice(at, at + 500_000));
        controller.close();
      }
    });
  const sources = [
    blob,
    { size: blob.size, slice: (start: number, end: number) => ({ arrayBuffer: arrayBuffer(start, end), stream: plainStream(start) }) },
    { size: blob.size, slice: (start: number, end: number) => ({ arrayBuffer: arrayBuffer(start, end) }) }
  ];
  for (const source of sources)
    for (const start of [0, 1, 2_999_999]) expect(Buffer.concat(await taken(source, start)).equals(large.subarray(start))).toBe(true);
});

test('the memory of a piece is used again, and a piece stays as it is until the next is asked for', async () => {
  const buffers = new Set<ArrayBufferLike>();
  let at = 0;
  for await (const piece of bytesFrom(new Blob([large]), 0, () => 1000)) {
    buffers.add(piece.buffer);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(Buffer.from(piece).equals(large.subarray(at, at + piece.length))).toBe(true);
    at += piece.length;
  }
  expect(at).toBe(large.length);
  const held = [...buffers].filter(({ byteLength }) => byteLength > 0).length;
  expect([buffers.size > 4, held <= 2]).toEqual([true, true]);
});

test('a stream that fails is told, and one that nobody reads on is given back', async () => {
  const failing = (pulls: number, onCancel: () => void) =>
    new ReadableStream({
      type: 'bytes',
      pull(controller) {
        if (pulls-- === 0) controller.error(new Error('the file has gone'));
        else controller.enqueue(new Uint8Array(1 << 19));
      },
      cancel: onCancel
    });
  const source = (stream: ReadableStream<Uint8Array>) => ({
    size: 1 << 22,
    slice: () => ({ arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)), stream: () => stream })
  });
  let seen = 0;
  const readAll = async () => {
    for await (const piece of bytesFrom(source(failing(2, () => undefined)), 0, () => 1000)) seen += piece.length;
  };
  await expect(readAll()).rejects.toThrow('the file has gone');
  expect(seen).toBe(2 << 19);
  let isCancelled = false;
  for await (const piece of bytesFrom(source(failing(9, () => (isCancelled = true))), 0, () => 1000)) if (piece.length > 0) break;
  expect(isCancelled).toBe(true);
});
