/** Codes of so few bytes each as the largest of them needs. */
export type Codes = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

export type CodeWidth = 1 | 2 | 4;

/** Bytes of a code up to `most`, one more being left for missing; null when four are not enough. */
export function widthOf(most: number): CodeWidth | null {
  if (most < 0xff) return 1;
  if (most < 0xffff) return 2;
  return most < 0xffff_ffff ? 4 : null;
}

/** The largest code of this width, which stands for missing. */
export const missingCode = (width: number): number => 2 ** (8 * width) - 1;

export const isCodeWidth = (width: number): width is CodeWidth => width === 1 || width === 2 || width === 4;

/** In the machine's own byte order. */
export function codesIn(buffer: ArrayBuffer, at: number, rows: number, width: number): Codes {
  return width === 1
    ? new Uint8Array(buffer, at, rows)
    : width === 2
      ? new Uint16Array(buffer, at, rows)
      : new Uint32Array(buffer, at, rows);
}

/** A copy of the codes that stand, little-endian, from `at` on. */
export function readCodes(bytes: Uint8Array, at: number, rows: number, width: number): Codes {
  const own = bytes.slice(at, at + rows * width);
  if (!isLittleEndian) for (let i = 0; i < own.length; i += width) own.subarray(i, i + width).reverse();
  return codesIn(own.buffer, 0, rows, width);
}

export const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
