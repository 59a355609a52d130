import { quoted } from '../../../core/words.ts';
import type { NumberColumn } from '../../../core/table.ts';
import { differentOf } from '../../../kernels/sorted-numbers.ts';
import { splinesAt } from '../../../predict/steps/b-spline.ts';
import { present, quantile } from '../column-statistics.ts';
import { freshNames } from '../fresh-names.ts';
import { defineStep } from '../step-type.ts';

/** A smooth curve of each column for a linear model, in pieces. */
export const spline = defineStep({
  id: 'spline',
  purpose: 'derive',
  label: 'Let curves through',
  doc: 'Puts a handful of B-splines in the place of a number: a linear model of them is a smooth curve of it, calmer than powers.',
  accepts: ['number'],
  turnsInto: 'same',
  renames: () => true,
  gapsAfter: () => 'kept',
  params: {
    nKnots: { type: 'int', default: 5, min: 2, max: 50, doc: 'Places where one piece of the curve ends and the next begins.' },
    degree: { type: 'int', default: 3, min: 1, max: 5, doc: 'The degree of a piece: 1 is straight, 3 is smooth to the eye.' },
    knots: {
      type: 'choice',
      default: 'uniform',
      options: ['uniform', 'quantile'],
      doc: 'Knots at equal distances, or with equally many training rows between them.'
    },
    extrapolation: {
      type: 'choice',
      default: 'constant',
      options: ['constant', 'linear'],
      doc: 'Beyond the training rows a curve stays at its end, or goes on as a straight line.'
    },
    includeBias: {
      type: 'bool',
      default: false,
      doc: 'Keeps the last spline too, which is 1 less all the others: for models without an intercept.'
    }
  },

  fit(table, columns, { nKnots, degree, knots: kind, extrapolation, includeBias }, { tell }) {
    const fresh = freshNames(table);
    const knots = columns.map((column) => {
      const values = present((column as NumberColumn).values);
      const base = values.length === 0 ? values : baseKnots(values, nKnots, kind);
      if (base.length < 2) tell('column-constant', `${quoted(column.name)} does not vary in the training rows and is left as it is.`);
      return base.length < 2 ? new Float64Array(0) : withOutside(base, degree);
    });
    const counts = knots.map(({ length }) => Math.max(0, length - degree - 1));
    return {
      degree,
      knots,
      names: counts.map((count, i) =>
        Array.from({ length: Math.max(0, includeBias ? count : count - 1) }, (_, k) => fresh(`${columns[i]!.name}: curve ${k + 1}`))
      ),
      slopes: knots.map((own, i) => (extrapolation === 'linear' ? slopesAt(own, degree, counts[i]!) : new Float64Array(2 * counts[i]!)))
    };
  }
});

/** Ascending and different: where values repeat, quantiles do. */
function baseKnots(sorted: Float64Array, count: number, kind: 'uniform' | 'quantile'): Float64Array {
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const at = (share: number) => (kind === 'quantile' ? quantile(sorted, share) : low + (high - low) * share);
  return differentOf(Float64Array.from({ length: count }, (_, k) => at(k / (count - 1))).sort());
}

/** `degree` more on either side, as far apart as the nearest two. */
function withOutside(base: Float64Array, degree: number): Float64Array {
  const last = base.length - 1;
  const [before, after] = [base[1]! - base[0]!, base[last]! - base[last - 1]!];
  const steps = Array.from({ length: degree }, (_, k) => k + 1);
  const below = steps.map((k) => base[0]! - k * before).reverse();
  return Float64Array.of(...below, ...base, ...steps.map((k) => base[last]! + k * after));
}

/** Derivatives at the first and the last knot of the range: [2, splines]. Source: Piegl & Tiller (1997), equation 2.7. */
function slopesAt(knots: Float64Array, degree: number, count: number): Float64Array {
  const slopes = new Float64Array(2 * count);
  if (count === 0) return slopes;
  [knots[degree]!, knots[knots.length - degree - 1]!].forEach((x, side) => {
    const lower = new Float64Array(count + 1);
    const near = new Float64Array(degree);
    // One degree lower the same knots have a spline more.
    const first = splinesAt(knots.subarray(1, -1), degree - 1, x, near);
    lower.set(near, first + 1);
    for (let k = 0; k < count; k++) {
      const [left, right] = [knots[k + degree]! - knots[k]!, knots[k + degree + 1]! - knots[k + 1]!];
      slopes[side * count + k] = degree * (lower[k]! / left - lower[k + 1]! / right);
    }
  });
  return slopes;
}
