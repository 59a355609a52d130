import { expect, test } from 'vitest';
import { displaySize, readImageHeader } from '../../../../src/stages/ingest/image/image-header.ts';
import { avif, big, exif, gif, join, jpeg, little, photoExif, png, turnedAvif, webp } from './make-files.ts';

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
  for (const original of [png(30, 20), jpeg(30, 20, { app1: exif(6) }), gif(10, 12, 2), webp('VP8X', 30, 20), avif]) {
    for (let i = 0; i < original.length; i++) {
      const bytes = join(original);
      bytes[i]! ^= 0xff;
      expect(['string', 'object']).toContain(typeof problem(bytes));
      expect(String(problem(bytes))).not.toBe('undefined');
    }
  }
});

test('AVIF: size, depth and turn of the picture itself', () => {
  expect(readImageHeader(avif)).toEqual({ format: 'avif', width: 24, height: 16, bitDepth: 8, animated: false, orientation: 1 });
  expect(displaySize(readImageHeader(turnedAvif))).toEqual({ width: 16, height: 24 });
});

test('AVIF: cut off anywhere, it is refused; and what claims too many pixels as well', () => {
  for (let length = 40; length < avif.length; length++)
    expect(['image-truncated', 'image-damaged']).toContain(problem(avif.subarray(0, length)));
  const huge = join(avif);
  const size = String.fromCharCode(...huge).indexOf('ispe') + 8;
  huge.set([0, 0, 0x40, 0, 0, 0, 0x40, 0], size);
  expect(problem(huge)).toBe('image-too-large');
  expect(problem(join([0, 0, 0, 24], bytesOf('ftypheic\0\0\0\0heicmif1')))).toBe('image-heic');
});

test('when and where a photo was taken, of PNG and WebP as of JPEG', () => {
  const app1 = photoExif('2024:05:06 07:08:09', [48, 51.5], [2, 21]);
  const photo = { takenAt: Date.UTC(2024, 4, 6, 7, 8, 9), place: { latitude: 48 + 51.5 / 60, longitude: -(2 + 21 / 60) } };
  expect(readImageHeader(jpeg(8, 8, { app1 })).photo).toEqual(photo);
  const tiff = app1.subarray(6);
  const plain = png(8, 8);
  const chunk = join(big(tiff.length, 4), bytesOf('eXIf'), tiff, [0, 0, 0, 0]);
  expect(readImageHeader(join(plain.subarray(0, 33), chunk, plain.subarray(33))).photo).toEqual(photo);
  const web = join(webp('VP8X', 8, 8), bytesOf('EXIF'), little(tiff.length, 4), tiff);
  web.set(little(web.length - 8, 4), 4);
  expect(readImageHeader(web).photo).toEqual(photo);
});

test('a date, a zone or a place that makes no sense is left out', () => {
  const photoOf = (app1: Uint8Array) => readImageHeader(jpeg(8, 8, { app1 })).photo;
  expect(photoOf(photoExif('2024:99:99 07:08:09', [48, 0], [2, 0]))?.takenAt).toBeNull();
  expect(photoOf(photoExif('2024:05:06 07:08:09', [148, 0], [2, 0]))?.place).toBeNull();
  expect(photoOf(photoExif('0000:00:00 00:00:00', [0, 0], [0, 0]))).toBeUndefined();
});
