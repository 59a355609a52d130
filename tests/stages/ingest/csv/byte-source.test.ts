import { expect, test } from 'vitest';
import { rangesAhead } from '../../../../src/stages/ingest/csv/byte-source.ts';

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
