import { brief, percent } from '../../../../core/words.ts';
import { changeNumbers, isNumeric } from '../change-values.ts';
import { defineStress } from '../stress-type.ts';

/** Some numbers are far from anything that was seen: a slip of a finger, a broken sensor. */
export const outliers = defineStress({
  changes: 'values',
  id: 'outliers',
  label: 'Some numbers are far out',
  doc: 'A share of the numbers is put far above or below the middle of their column.',
  params: {
    reach: { type: 'float', default: 10, min: 1, max: 1e6, doc: 'How far out: so many times the span of the middle half of the column.' }
  },
  doses: [0.01, 0.05, 0.1, 0.2],
  most: 1,
  axis: 'Share of the values far out',
  isShare: true,
  rankAt: 1,
  takes: isNumeric,
  sayDose: (dose, { reach }) => `${percent(dose)} of the numbers ${brief(reach)} spans of the middle half away`,
  apply(column, dose, { rng, params, type, usual }) {
    const span = usual.middleHalf > 0 ? usual.middleHalf : usual.spread;
    if (!(span > 0)) return column;
    const far = (sign: number) => usual.median + sign * params.reach * span;
    return changeNumbers(column, (value) => {
      const [isHit, sign] = [rng() < dose, rng() < 0.5 ? -1 : 1];
      if (!isHit) return value;
      return type === 'integer' ? Math.round(far(sign)) : far(sign);
    });
  }
});
