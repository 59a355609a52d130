import { percent } from '../../../../core/words.ts';
import { changeNumbers } from '../change-values.ts';
import { defineStress } from '../stress-type.ts';

/** The model is asked later than it was made, or by a clock that is wrong. */
export const timeShift = defineStress({
  changes: 'values',
  id: 'time-shift',
  label: 'Times move on',
  doc: 'Every time is moved later, counted in the span that the training rows cover: what a model does with it once it is old.',
  params: { way: { type: 'choice', options: ['later', 'earlier'], default: 'later', doc: 'Which way times move.' } },
  doses: [0.1, 0.25, 0.5, 1],
  most: 10,
  axis: 'Moved on, in spans of the training rows',
  isShare: false,
  unit: 'spans',
  isFixed: true,
  takes: (type) => type === 'time',
  sayDose: (dose, { way }) => `times ${percent(dose)} of the training span ${way}`,
  apply(column, dose, { params, usual }) {
    const step = Math.round((usual.most - usual.least) * dose) * (params.way === 'later' ? 1 : -1);
    return Number.isFinite(step) ? changeNumbers(column, (value) => value + step) : column;
  }
});
