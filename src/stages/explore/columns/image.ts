import type { Pacer } from '../../../core/pacer.ts';
import { deviation, mean } from '../../../core/stats.ts';
import type { ImageColumn } from '../../../core/table.ts';
import type { ColumnCounts, ImageProfile } from '../profile-type.ts';
import { distinctSorted } from '../../../kernels/sorted-numbers.ts';
import { hashBytes } from '../../../kernels/row-hash.ts';
import { finite } from './finite.ts';

/** Size and brightness of the images of a column. */
export async function describeImages(column: ImageColumn, head: ColumnCounts, pace: Pacer): Promise<ImageProfile> {
  const size = column.width * column.height * column.channels;
  const rows = size === 0 ? 0 : column.pixels.length / size;
  const brightness = new Float64Array(rows);
  const hashes = new Float64Array(rows);
  let blank = 0;
  for (let row = 0; row < rows; row++) {
    const pixels = column.pixels.subarray(row * size, (row + 1) * size);
    const look = lookOf(pixels);
    brightness[row] = look.brightness;
    hashes[row] = hashBytes(column.pixels, row * size, (row + 1) * size);
    if (look.isEven) blank++;
    await pace(size * 4);
  }
  return {
    ...head,
    kind: 'image',
    distinct: distinctSorted(hashes.sort()),
    width: column.width,
    height: column.height,
    channels: column.channels,
    meanBrightness: finite(mean(brightness)),
    sdBrightness: finite(deviation(brightness)),
    blank
  };
}

function lookOf(pixels: Uint8Array): { brightness: number; isEven: boolean } {
  let [total, low, high] = [0, 255, 0];
  for (const value of pixels) {
    total += value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { brightness: total / pixels.length / 255, isEven: low === high };
}
