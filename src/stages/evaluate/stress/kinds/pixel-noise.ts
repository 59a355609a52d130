import { normal } from '../../../../core/rng.ts';
import { percent } from '../../../../core/words.ts';
import { changePictures } from '../change-values.ts';
import { defineStress } from '../stress-type.ts';

/** A picture taken in the dark. */
export const pixelNoise = defineStress({
  changes: 'values',
  id: 'pixel-noise',
  label: 'Pictures are grainy',
  doc: 'Normal noise is added to every pixel, counted in the span from black to white.',
  params: {},
  doses: [0.05, 0.1, 0.2, 0.4],
  most: 1,
  axis: 'Noise, as a share of black to white',
  isShare: true,
  takes: (type) => type === 'image',
  sayDose: (dose) => `noise of ${percent(dose)} of black to white on every pixel`,
  apply: (column, dose, { rng }) => changePictures(column, (picture) => picture.map((value) => value + 255 * dose * normal(rng)))
});
