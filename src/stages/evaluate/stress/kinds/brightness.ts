import { percent } from '../../../../core/words.ts';
import { changePictures } from '../change-values.ts';
import { defineStress } from '../stress-type.ts';

/** Another light. */
export const brightness = defineStress({
  changes: 'values',
  id: 'brightness',
  label: 'Pictures are lighter or darker',
  doc: 'Every pixel is moved towards white, or towards black, by a share of the span between them.',
  params: { way: { type: 'choice', options: ['lighter', 'darker'], default: 'lighter', doc: 'Which way pixels move.' } },
  doses: [0.1, 0.2, 0.3, 0.5],
  most: 1,
  axis: 'How far pixels move, as a share of black to white',
  isShare: true,
  isFixed: true,
  takes: (type) => type === 'image',
  sayDose: (dose, { way }) => `pictures ${percent(dose)} ${way}`,
  apply: (column, dose, { params }) =>
    changePictures(column, (picture) => picture.map((value) => value + 255 * dose * (params.way === 'lighter' ? 1 : -1)))
});
