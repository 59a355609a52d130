import { brief, percent } from '../../../../core/words.ts';
import { changeNumbers, isNumeric } from '../change-values.ts';
import { defineStress } from '../stress-type.ts';

/** Somebody writes grams where kilograms belong, or per cent where shares do. */
export const unitError = defineStress({
  changes: 'values',
  id: 'unit-error',
  label: 'Numbers come in another unit',
  doc: 'In a share of the rows every number is multiplied by a factor, as when a unit was mistaken.',
  params: { factor: { type: 'float', default: 1000, min: 1e-6, max: 1e6, doc: 'What numbers are multiplied with: 1000, or 0.01.' } },
  doses: [0.01, 0.05, 0.1, 0.2],
  most: 1,
  axis: 'Share of the values in another unit',
  isShare: true,
  rankAt: 1,
  takes: isNumeric,
  sayDose: (dose, { factor }) => `${percent(dose)} of the numbers ${brief(factor)} times as large`,
  apply: (column, dose, { rng, params }) => changeNumbers(column, (value) => (rng() < dose ? value * params.factor : value))
});
