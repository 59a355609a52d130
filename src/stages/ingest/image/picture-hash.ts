/** FNV-1a with a choice of start. */
function fnv(bytes: Uint8Array, start: number): number {
  let value = start;
  for (const byte of bytes) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

/**
 * Stands for the content of a picture: two 32-bit hashes of its pixels, one false match in 10^14 for a million pictures. Grey pixels have the hash
 * they would have as three equal channels.
 * @param pixels [size, size, channels]
 */
export function contentHash(pixels: Uint8Array, channels: 1 | 3): string {
  const grey = channels === 1 ? pixels : greyOf(pixels);
  const [own, sign] = grey ? [grey, 'g'] : [pixels, 'c'];
  return `${sign}${fnv(own, 0x811c9dc5).toString(36)}.${fnv(own, 0x9747b28c).toString(36)}`;
}

/** One channel of three that are equal everywhere; null where they are not. */
function greyOf(pixels: Uint8Array): Uint8Array | null {
  for (let i = 0; i < pixels.length; i += 3) if (pixels[i] !== pixels[i + 1] || pixels[i] !== pixels[i + 2]) return null;
  return Uint8Array.from({ length: pixels.length / 3 }, (_, i) => pixels[i * 3]!);
}
