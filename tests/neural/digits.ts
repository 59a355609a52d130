import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import type { TrainingData } from '../../src/core/model.ts';
import type { ImageColumn } from '../../src/core/table.ts';

const EDGE = 8;

/** The sample's images in the order of their numbers (which mixes the classes), decoded without a browser. */
export function digits(): TrainingData & { readonly column: ImageColumn } {
  const files = Object.entries(unzipSync(readFileSync(new URL('../../public/samples/digits.zip', import.meta.url))));
  files.sort(([a], [b]) => a.slice(2).localeCompare(b.slice(2)));
  const pixels = new Uint8Array(files.length * EDGE * EDGE);
  files.forEach(([, png], i) => pixels.set(decodeGrey(png), i * EDGE * EDGE));
  const column: ImageColumn = { kind: 'image', name: 'image', width: EDGE, height: EDGE, channels: 1, pixels };
  const codes = Int32Array.from(files, ([path]) => Number(path[0]));
  const target = { kind: 'classes', name: 'class', codes, labels: [...'0123456789'] } as const;
  return { features: { rows: files.length, columns: [column] }, target, weights: null, column };
}

/** Enough of PNG for the sample: 8-bit grey, no filters, one IDAT right behind the header. */
export function decodeGrey(png: Uint8Array): Uint8Array {
  const length = new DataView(png.buffer, png.byteOffset).getUint32(33);
  const lines = inflateSync(png.subarray(41, 41 + length));
  const out = new Uint8Array(EDGE * EDGE);
  for (let y = 0; y < EDGE; y++) out.set(lines.subarray(y * (EDGE + 1) + 1, (y + 1) * (EDGE + 1)), y * EDGE);
  return out;
}
