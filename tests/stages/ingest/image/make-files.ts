import { zlibSync } from 'fflate';

/** Small files, made byte by byte. */
const text = (value: string) => Uint8Array.from(value, (letter) => letter.charCodeAt(0));

export function join(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const big = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) % 256);
export const little = (value: number, bytes: number) => big(value, bytes).reverse();

const pngChunk = (name: string, body: Uint8Array | readonly number[]) => join(big(body.length, 4), text(name), body, [0, 0, 0, 0]);

/** A PNG with the right structure; its checksums are not, which headers do not look at. */
export function png(
  width: number,
  height: number,
  { depth = 8, animated = false }: { depth?: number; animated?: boolean } = {}
): Uint8Array<ArrayBuffer> {
  const header = pngChunk('IHDR', [...big(width, 4), ...big(height, 4), depth, 0, 0, 0, 0]);
  const data = pngChunk('IDAT', zlibSync(new Uint8Array(10)));
  return join(text('\x89PNG\r\n\x1a\n'), header, ...(animated ? [pngChunk('acTL', big(2, 8))] : []), data, pngChunk('IEND', []));
}

/** An APP1 segment with one EXIF entry. */
export function exif(orientation: number, order: 'II' | 'MM' = 'II'): Uint8Array<ArrayBuffer> {
  const number = order === 'II' ? little : big;
  const entry = [...number(0x0112, 2), ...number(3, 2), ...number(1, 4), ...number(orientation, 2), 0, 0];
  return join(text('Exif\0\0'), text(order), number(42, 2), number(8, 4), number(1, 2), entry, number(0, 4));
}

const segment = (marker: number, body: Uint8Array | readonly number[]) => join([0xff, marker], big(body.length + 2, 2), body);

export function jpeg(width: number, height: number, { app1 = null as Uint8Array | null, precision = 8 } = {}): Uint8Array<ArrayBuffer> {
  const frame = segment(0xc2, [precision, ...big(height, 2), ...big(width, 2), 1, 1, 0x11, 0]);
  return join(
    [0xff, 0xd8],
    segment(0xe0, text('JFIF\0')),
    ...(app1 ? [segment(0xe1, app1)] : []),
    segment(0xc4, [0, 1]),
    frame,
    [0xff, 0xd9]
  );
}

export function gif(width: number, height: number, frames: number): Uint8Array<ArrayBuffer> {
  const control = [0x21, 0xf9, 4, 0, 0, 0, 0, 0];
  const frame = [...control, 0x2c, 0, 0, 0, 0, ...little(width, 2), ...little(height, 2), 0, 2, 2, 0x4c, 0x01, 0];
  return join(
    text('GIF89a'),
    little(width, 2),
    little(height, 2),
    [0x80, 0, 0],
    new Uint8Array(6),
    ...Array.from({ length: frames }, () => frame),
    [0x3b]
  );
}

export function webp(kind: 'VP8X' | 'VP8 ' | 'VP8L', width: number, height: number, animated = false): Uint8Array<ArrayBuffer> {
  const bodies = {
    VP8X: [animated ? 2 : 0, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)],
    'VP8 ': [0, 0, 0, 0x9d, 0x01, 0x2a, ...little(width, 2), ...little(height, 2)],
    VP8L: [0x2f, ...little(width - 1 + (height - 1) * 2 ** 14, 4), 0, 0, 0, 0, 0]
  };
  const chunk = join(text(kind), little(bodies[kind].length, 4), bodies[kind]);
  return join(text('RIFF'), little(chunk.length + 4, 4), text('WEBP'), chunk);
}
