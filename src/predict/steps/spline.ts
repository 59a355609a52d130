import type { PlainRecord } from '../../core/plain.ts';
import type { NumberColumn } from '../../core/table.ts';
import { defineApplier } from '../step-applier.ts';
import { splinesAt } from './b-spline.ts';
import { asNumbers, replaceColumns } from './replace-columns.ts';

/** For each column of the step its knots (none: it is left as it is), the names of its splines, and how they go on beyond the knots. */
export interface SplineState extends PlainRecord {
  readonly degree: number;
  readonly knots: readonly Float64Array[];
  /** One or none fewer than there are splines: the last is left out where there is no name for it. */
  readonly names: readonly (readonly string[])[];
  /** What each spline gains for each unit beyond the first and the last knot: [2, splines]; all 0 where they stay as they are. */
  readonly slopes: readonly Float64Array[];
}

/** A number as a handful of B-splines, whose weighted sum is a smooth curve of it; missing stays missing. */
export const spline = defineApplier<SplineState>({
  id: 'spline',
  apply: (table, columns, { degree, knots, names, slopes }) =>
    replaceColumns(table, columns, (column, i) => {
      const { values } = asNumbers('Curve', column);
      const own = knots[i]!;
      if (own.length === 0) return [column];
      const out = names[i]!.map((name): NumberColumn => ({ kind: 'number', name, values: new Float64Array(table.rows) }));
      const near = new Float64Array(degree + 1);
      const [low, high] = [own[degree]!, own[own.length - degree - 1]!];
      values.forEach((x, row) => {
        if (Number.isNaN(x)) return out.forEach((each) => (each.values[row] = NaN));
        const inside = Math.min(high, Math.max(low, x));
        const first = splinesAt(own, degree, inside, near);
        near.forEach((value, k) => out[first + k] && (out[first + k]!.values[row] = value));
        if (x === inside) return;
        const side = x < low ? 0 : slopes[i]!.length / 2;
        out.forEach((each, k) => (each.values[row]! += (x - inside) * slopes[i]![side + k]!));
      });
      return out;
    })
});
