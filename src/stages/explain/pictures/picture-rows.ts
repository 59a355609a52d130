import { explanationNeedsImages } from '../../../core/errors/judging.ts';
import { gather, type ImageColumn, type Table, withColumns } from '../../../core/table.ts';

/** The picture of a row. @throws LatheError `explanation-needs-images` where it has none */
export function imageOf(row: Table): ImageColumn {
  const image = row.columns.find((column) => column.kind === 'image');
  if (image?.kind !== 'image') throw explanationNeedsImages(row.columns.map(({ name }) => name));
  return image;
}

/** The row once for each of some pictures of its size. */
export function withPictures(row: Table, pictures: readonly Uint8Array[]): Table {
  const image = imageOf(row);
  const pixels = new Uint8Array(pictures.length * image.width * image.height * image.channels);
  pictures.forEach((picture, i) => pixels.set(picture, i * picture.length));
  return withColumns(gather(row, new Uint32Array(pictures.length)), [{ ...image, pixels }]);
}

/** The pixels of a picture of one row, some painted over. @param cover 0 to 255, for each channel */
export function coveredPicture(picture: ImageColumn, cover: readonly number[], isCovered: (x: number, y: number) => boolean): Uint8Array {
  const { width, channels } = picture;
  return picture.pixels.map((value, i) => {
    const pixel = Math.floor(i / channels);
    return isCovered(pixel % width, Math.floor(pixel / width)) ? Math.round(cover[i % channels]!) : value;
  });
}

/** The mean of each channel over all pixels of all pictures, 0 to 255. */
export function meanColour({ pixels, channels }: ImageColumn): number[] {
  const sums = new Array<number>(channels).fill(0);
  pixels.forEach((value, i) => (sums[i % channels]! += value));
  return sums.map((sum) => sum / Math.max(1, pixels.length / channels));
}
