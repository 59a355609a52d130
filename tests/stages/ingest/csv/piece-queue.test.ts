import { expect, test } from 'vitest';
import type { Column } from '../../../../src/core/table.ts';
import { PieceQueue } from '../../../../src/stages/ingest/csv/piece-queue.ts';

const MEBIBYTE = 1024 * 1024;
const piece = (name: string, bytes = 8): Column => ({ kind: 'number', name, values: new Float64Array(bytes / 8) });
const turns = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

/** A sink whose pieces are stored when the test says so. */
function slowSink() {
  const open = new Map<string, { store: () => void; fail: (reason: unknown) => void }>();
  const append = (column: Column) =>
    new Promise<string>((resolve, reject) => open.set(column.name, { store: () => resolve(`hash of ${column.name}`), fail: reject }));
  return { open, append };
}

test('hashes keep the order of the pieces, whichever is stored first', async () => {
  const sink = slowSink();
  const queue = new PieceQueue(sink);
  const hashes: string[] = [];
  await queue.add(piece('a'), hashes);
  await queue.add(piece('b'), hashes);
  sink.open.get('b')!.store();
  await turns();
  sink.open.get('a')!.store();
  await queue.drain();
  expect(hashes).toEqual(['hash of a', 'hash of b']);
});

test('at most 32 MiB are under way', async () => {
  const sink = slowSink();
  const queue = new PieceQueue(sink);
  await queue.add(piece('a', 20 * MEBIBYTE), []);
  await queue.add(piece('b', 12 * MEBIBYTE), []);
  const third = queue.add(piece('c'), []);
  await turns();
  expect([...sink.open.keys()]).toEqual(['a', 'b']);
  sink.open.get('b')!.store();
  await third;
  expect([...sink.open.keys()]).toEqual(['a', 'b', 'c']);
});

test('a piece larger than the bound goes alone', async () => {
  const sink = slowSink();
  const queue = new PieceQueue(sink);
  await queue.add(piece('a'), []);
  const large = queue.add(piece('b', 33 * MEBIBYTE), []);
  await turns();
  expect(sink.open.has('b')).toBe(false);
  sink.open.get('a')!.store();
  await large;
  expect(sink.open.has('b')).toBe(true);
});

test('a failure stops what comes after, and is told at the end', async () => {
  const sink = slowSink();
  const queue = new PieceQueue(sink);
  await queue.add(piece('a'), []);
  sink.open.get('a')!.fail(new Error('the disk is full'));
  await turns();
  await expect(queue.add(piece('b'), [])).rejects.toThrow('the disk is full');
  expect(sink.open.has('b')).toBe(false);
  await expect(queue.drain()).rejects.toThrow('the disk is full');
  await expect(queue.settle()).resolves.toBeUndefined();
});
