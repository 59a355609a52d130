/** Row numbers spread evenly over a dataset; each turn begins one further. */
export function spreadRows(rows: number, count: number, turn = 0): number[] {
  const wanted = Math.min(rows, count);
  const step = rows / Math.max(1, wanted);
  const shift = wanted < rows ? turn % Math.max(1, Math.floor(step)) : 0;
  return Array.from({ length: wanted }, (_, i) => Math.min(rows - 1, Math.floor(i * step) + shift));
}

/** Grey or RGB pixels as RGBA, opaque. */
export function toPixels({ pixels, channels }: { readonly pixels: Uint8Array; readonly channels: number }): Uint8ClampedArray {
  const count = pixels.length / channels;
  const out = new Uint8ClampedArray(count * 4);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) out[i * 4 + c] = pixels[i * channels + (channels === 1 ? 0 : c)]!;
    out[i * 4 + 3] = 255;
  }
  return out;
}
