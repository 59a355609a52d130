import { expect, test } from 'vitest';
import { displaySize, readImageHeader } from '../../../../src/stages/ingest/image/image-header.ts';
import { exif, gif, join, jpeg, png, webp } from './make-files.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const problem = (bytes: Uint8Array) => {
  try {
    return readImageHeader(bytes);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('PNG: size, depth and animation', () => {
  expect(readImageHeader(png(30, 20))).toEqual({ format: 'png', width: 30, height: 20, bitDepth: 8, animated: false, orientation: 1 });
  expect(readImageHeader(png(3, 2, { depth: 16, animated: true }))).toMatchObject({ bitDepth: 16, animated: true });
});

test('JPEG: size from the frame, whatever stands before it', () => {
  expect(readImageHeader(jpeg(640, 480))).toEqual({
    format: 'jpeg',
    width: 640,
    height: 480,
    bitDepth: 8,
    animated: false,
    orientation: 1
  });
  expect(readImageHeader(jpeg(640, 480, { precision: 12 })).bitDepth).toBe(12);
});

test.each(['II', 'MM'] as const)('JPEG: the eight EXIF turns, byte order %s', (order) => {
  for (let turn = 1; turn <= 8; turn++) {
    const header = readImageHeader(jpeg(640, 480, { app1: exif(turn, order) }));
    expect(header.orientation).toBe(turn);
    expect(displaySize(header)).toEqual(turn >= 5 ? { width: 480, height: 640 } : { width: 640, height: 480 });
  }
});

test('JPEG: EXIF that makes no sense is upright', () => {
  expect(readImageHeader(jpeg(6, 4, { app1: exif(9) })).orientation).toBe(1);
  expect(readImageHeader(jpeg(6, 4, { app1: exif(6).subarray(0, 20) })).orientation).toBe(1);
  expect(readImageHeader(jpeg(6, 4, { app1: bytesOf('http://ns.adobe.com/xap/1.0/') })).orientation).toBe(1);
});

test('GIF: one frame or several', () => {
  expect(readImageHeader(gif(10, 12, 1))).toMatchObject({ format: 'gif', width: 10, height: 12, animated: false });
  expect(readImageHeader(gif(10, 12, 3)).animated).toBe(true);
});

test.each(['VP8X', 'VP8 ', 'VP8L'] as const)('WebP: size from %s', (kind) => {
  expect(readImageHeader(webp(kind, 300, 200))).toMatchObject({ format: 'webp', width: 300, height: 200, animated: false });
});

test('WebP: animation', () => expect(readImageHeader(webp('VP8X', 30, 20, true)).animated).toBe(true));

test('a small file that claims 120 million pixels is refused before anything is decoded', () => {
  expect(problem(png(12_000, 10_000))).toBe('image-too-large');
  expect(problem(jpeg(65_535, 65_535))).toBe('image-too-large');
  expect(problem(webp('VP8X', 16_000, 16_000))).toBe('image-too-large');
});

test('what is no image is told for what it is', () => {
  expect(problem(new Uint8Array(0))).toBe('image-empty');
  expect(problem(bytesOf('hello'))).toBe('image-unknown');
  expect(problem(bytesOf('<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'))).toBe('image-svg');
  expect(problem(bytesOf('BM....'))).toBe('image-bmp');
  expect(problem(png(0, 5))).toBe('image-damaged');
});

test.each([
  ['png', png(30, 20)],
  ['gif', gif(10, 12, 1)],
  ['webp', webp('VP8L', 30, 20)]
])('a %s cut off anywhere is refused', (_, bytes) => {
  for (let length = 12; length < bytes.length; length++) expect(problem(bytes.subarray(0, length))).toBe('image-truncated');
});

test('a JPEG cut off before its frame is refused', () => {
  const bytes = jpeg(30, 20, { app1: exif(6) });
  const frame = bytes.lastIndexOf(0xc2) - 1;
  for (let length = 4; length < frame + 4; length++) expect(problem(bytes.subarray(0, length))).toBe('image-truncated');
});

test('bytes turned over anywhere never do worse than a told problem', () => {
  for (const original of [png(30, 20), jpeg(30, 20, { app1: exif(6) }), gif(10, 12, 2), webp('VP8X', 30, 20)]) {
    for (let i = 0; i < original.length; i++) {
      const bytes = join(original);
      bytes[i]! ^= 0xff;
      expect(['string', 'object']).toContain(typeof problem(bytes));
      expect(String(problem(bytes))).not.toBe('undefined');
    }
  }
});
