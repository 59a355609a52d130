import type { ImageColumn } from '../../../../core/table.ts';
import { brief } from '../../../../core/words.ts';
import { changePictures, type Picture } from '../change-values.ts';
import { defineStress } from '../stress-type.ts';

/** Out of focus. */
export const blur = defineStress({
  changes: 'values',
  id: 'blur',
  label: 'Pictures are out of focus',
  doc: 'Each pixel becomes a weighted mean of those around it, with weights of a normal curve; the edge pixels stand for what is outside.',
  params: {},
  doses: [0.5, 1, 2, 3],
  most: 20,
  axis: 'Blur, standard deviation in pixels',
  isShare: false,
  unit: 'px',
  isFixed: true,
  takes: (type) => type === 'image',
  sayDose: (dose) => `pictures blurred by ${brief(dose)} px`,
  apply(column, dose) {
    const kernel = normalWindow(dose);
    return changePictures(column, (picture, size) => smooth(smooth(picture, size, kernel, 'across'), size, kernel, 'down'));
  }
});

/** Weights of a pixel and those on one side of it, to three standard deviations; over both sides they sum to 1. */
function normalWindow(deviation: number): Float64Array {
  const reach = Math.max(1, Math.ceil(3 * deviation));
  const half = Float64Array.from({ length: reach + 1 }, (_, i) => Math.exp(-(i * i) / (2 * deviation * deviation)));
  const total = half.reduce((all, weight, i) => all + (i === 0 ? weight : 2 * weight), 0);
  return half.map((weight) => weight / total);
}

function smooth(picture: Picture, { width, height, channels }: ImageColumn, kernel: Float64Array, way: 'across' | 'down'): Picture {
  const [length, stride] = way === 'across' ? [width, channels] : [height, width * channels];
  const out = new Float32Array(picture.length);
  for (let at = 0; at < picture.length; at++) {
    const place = Math.floor(at / stride) % length;
    let value = kernel[0]! * picture[at]!;
    for (let i = 1; i < kernel.length; i++) {
      const before = at - Math.min(i, place) * stride;
      const behind = at + Math.min(i, length - 1 - place) * stride;
      value += kernel[i]! * (picture[before]! + picture[behind]!);
    }
    out[at] = value;
  }
  return out;
}
