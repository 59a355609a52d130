import type { ImageColumn } from '../../../../core/table.ts';
import { brief } from '../../../../core/words.ts';
import { changePictures, type Picture } from '../change-values.ts';
import { defineStress } from '../stress-type.ts';

/** A camera held askew. */
export const rotation = defineStress({
  changes: 'values',
  id: 'rotation',
  label: 'Pictures are turned',
  doc: 'Each picture is turned around its middle, one way or the other by chance; the nearest edge pixel stands for what comes in from outside.',
  params: {},
  doses: [5, 10, 20, 45],
  most: 180,
  axis: 'Turned by, degrees',
  isShare: false,
  unit: '°',
  takes: (type) => type === 'image',
  sayDose: (dose) => `pictures turned by ${brief(dose)} degrees`,
  apply: (column, dose, { rng }) =>
    changePictures(column, (picture, size) => turned(picture, size, ((rng() < 0.5 ? -1 : 1) * dose * Math.PI) / 180))
});

function turned(picture: Picture, size: ImageColumn, angle: number): Picture {
  const { width, height, channels } = size;
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const out = new Float32Array(picture.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromX = middleX + cos * (x - middleX) + sin * (y - middleY);
      const fromY = middleY - sin * (x - middleX) + cos * (y - middleY);
      for (let c = 0; c < channels; c++) out[(y * width + x) * channels + c] = between(picture, size, fromX, fromY, c);
    }
  }
  return out;
}

/** Bilinear, between the four pixels around a place. */
function between(picture: Picture, { width, height, channels }: ImageColumn, x: number, y: number, channel: number): number {
  const [right, down] = [Math.min(width - 1, Math.max(0, x)), Math.min(height - 1, Math.max(0, y))];
  const [x0, y0] = [Math.floor(right), Math.floor(down)];
  const [x1, y1] = [Math.min(width - 1, x0 + 1), Math.min(height - 1, y0 + 1)];
  const at = (row: number, column: number) => picture[(row * width + column) * channels + channel]!;
  const above = at(y0, x0) + (right - x0) * (at(y0, x1) - at(y0, x0));
  const beneath = at(y1, x0) + (right - x0) * (at(y1, x1) - at(y1, x0));
  return above + (down - y0) * (beneath - above);
}
