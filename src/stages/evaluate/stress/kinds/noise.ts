import { normal } from '../../../../core/rng.ts';
import { brief } from '../../../../core/words.ts';
import { changeNumbers, isNumeric } from '../change-values.ts';
import { defineStress } from '../stress-type.ts';

/** Every number is measured a little off. */
export const noise = defineStress({
  changes: 'values',
  id: 'noise',
  label: 'Numbers are measured inexactly',
  doc: 'Normal noise is added to every number, counted in standard deviations of its column in training; whole numbers stay whole.',
  params: {},
  doses: [0.1, 0.2, 0.5, 1],
  most: 10,
  axis: 'Noise, in standard deviations of the column',
  isShare: false,
  unit: 'SD',
  takes: isNumeric,
  sayDose: (dose) => `noise of ${brief(dose)} SD of each column`,
  apply(column, dose, { rng, type, usual }) {
    if (!(usual.spread > 0)) return column;
    const isWhole = type === 'integer';
    return changeNumbers(column, (value) => {
      const moved = value + normal(rng) * dose * usual.spread;
      return isWhole ? Math.round(moved) : moved;
    });
  }
});
