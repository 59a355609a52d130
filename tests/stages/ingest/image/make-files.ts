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

/** An APP1 segment that says when and where: degrees and minutes, north and west. */
export function photoExif(taken: string, north: readonly [number, number], west: readonly [number, number]): Uint8Array<ArrayBuffer> {
  const [exifAt, gpsAt, textAt] = [8 + 2 + 24 + 4, 8 + 2 + 24 + 4 + 2 + 12 + 4, 0x100];
  const entry = (tag: number, type: number, count: number, value: readonly number[]) => [
    ...big(tag, 2),
    ...big(type, 2),
    ...big(count, 4),
    ...value
  ];
  const ratios = ([degrees, minutes]: readonly [number, number]) => [degrees, 1, minutes * 100, 100, 0, 1].flatMap((part) => big(part, 4));
  const main = [...big(2, 2), ...entry(0x8769, 4, 1, big(exifAt, 4)), ...entry(0x8825, 4, 1, big(gpsAt, 4)), ...big(0, 4)];
  const details = [...big(1, 2), ...entry(0x9003, 2, taken.length + 1, big(textAt, 4)), ...big(0, 4)];
  const letter = (value: string) => [value.charCodeAt(0), 0, 0, 0];
  const gps = [
    ...big(4, 2),
    ...entry(1, 2, 2, letter('N')),
    ...entry(2, 5, 3, big(textAt + 32, 4)),
    ...entry(3, 2, 2, letter('W')),
    ...entry(4, 5, 3, big(textAt + 56, 4)),
    ...big(0, 4)
  ];
  const head = join(text('MM'), big(42, 2), big(8, 4), main, details, gps);
  const gap = new Uint8Array(textAt - head.length);
  return join(text('Exif\0\0'), head, gap, text(taken), new Uint8Array(32 - taken.length), ratios(north), ratios(west));
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** 24 x 16, the left half red and the right half blue; made by Pillow 12.3. */
export const avif = bytesOf(
  'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAKwAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAGAAAABAAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAAAAEAAQQBAoMEAAAAM21kYXQSAAoJGBDv7RAQ0GhAMhxF4eHhiGEkkkmUAAAAV9cqjLq0i1YAHUP5GKHA'
);

/** The same, with a note to turn it a quarter. */
export const turnedAvif = bytesOf(
  'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAAD1bWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAEdAAAAKwAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAAB0aXBycAAAAFRpcGNvAAAAFGlzcGUAAAAAAAAAGAAAABAAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAAAlpcm90AwAAABhpcG1hAAAAAAAAAAEAAQUBAoMEhQAAADNtZGF0EgAKCRgQ7+0QENBoQDIcReHh4YhhJJJJlAAAAFfXKoy6tItWAB1D+RihwA=='
);
