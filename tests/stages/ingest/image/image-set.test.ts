import { expect, test } from 'vitest';
import { crc32 } from '../../../../src/stages/ingest/image/crc32.ts';
import { imageColumn, pictureOf } from '../../../../src/stages/ingest/image/image-set.ts';
import { contentHash } from '../../../../src/stages/ingest/image/picture-hash.ts';
import { letterbox } from '../../../../src/stages/ingest/image/letterbox.ts';
import { classOf } from '../../../../src/stages/ingest/image/safe-path.ts';

test('grey pixels become one channel, others three', () => {
  expect(pictureOf(Uint8Array.of(7, 7, 7, 255, 9, 9, 9, 0))).toEqual({ channels: 1, pixels: Uint8Array.of(7, 9) });
  expect(pictureOf(Uint8Array.of(7, 7, 7, 255, 9, 9, 8, 255))).toEqual({ channels: 3, pixels: Uint8Array.of(7, 7, 7, 9, 9, 8) });
});

test('grey pictures among coloured ones get three equal channels', () => {
  const grey = { channels: 1, pixels: Uint8Array.of(5) } as const;
  const red = { channels: 3, pixels: Uint8Array.of(200, 0, 0) } as const;
  expect(imageColumn('image', [grey, red], 1, 3).pixels).toEqual(Uint8Array.of(5, 5, 5, 200, 0, 0));
  expect(imageColumn('image', [grey], 1, 1).pixels).toEqual(Uint8Array.of(5));
});

test('the same picture has the same hash, in one channel or three, and another picture another', () => {
  const hashes = [Uint8Array.of(1, 2), Uint8Array.of(2, 1), Uint8Array.of(1, 2)].map((pixels) => contentHash(pixels, 1));
  expect(new Set(hashes).size).toBe(2);
  expect(contentHash(Uint8Array.of(1, 1, 1, 2, 2, 2), 3)).toBe(hashes[0]);
  expect(contentHash(Uint8Array.of(1, 1, 1, 2, 2, 3), 3)).not.toBe(hashes[0]);
});

test('an image is fitted whole and in the middle', () => {
  expect(letterbox(100, 50, 32)).toEqual({ x: 0, y: 8, width: 32, height: 16 });
  expect(letterbox(3, 4, 8)).toEqual({ x: 1, y: 0, width: 6, height: 8 });
  expect(letterbox(8, 8, 8)).toEqual({ x: 0, y: 0, width: 8, height: 8 });
  expect(letterbox(10_000, 1, 32)).toEqual({ x: 0, y: 15, width: 32, height: 1 });
});

test('the class is the folder a file is in', () => {
  expect(classOf('digits/7/0001.png')).toBe('7');
  expect(classOf('cat/1.png')).toBe('cat');
  expect(classOf('1.png')).toBeNull();
});

test('the checksum is that of the check value in ISO 3309', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});
