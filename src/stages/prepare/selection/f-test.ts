import type { Target } from '../../../core/target.ts';
import { mean } from '../../../core/stats.ts';
import { groupsOf } from './groups-of.ts';

/**
 * How much more a column varies with the answer than beside it: the F of an analysis of variance between classes, or of a line through a number. Rows where
 * the column has a gap are left out. Source: Fisher (1925), "Statistical methods for research workers", chapters 6 and 7.
 * @returns NaN where the column or the answer does not vary
 */
export function fOf(values: Float64Array, target: Target): number {
  const rows = [...values.keys()].filter((row) => !Number.isNaN(values[row]!));
  const own = Float64Array.from(rows, (row) => values[row]!);
  return target.kind === 'classes'
    ? betweenClasses(own, rows.map((row) => target.codes[row]!)) // prettier-ignore
    : alongLine(
        own,
        Float64Array.from(rows, (row) => target.values[row]!)
      );
}

function betweenClasses(values: Float64Array, codes: readonly number[]): number {
  const middle = mean(values);
  const groups = groupsOf(values, codes);
  let [between, within] = [0, 0];
  for (const list of groups) {
    const own = mean(list);
    between += list.length * (own - middle) ** 2;
    for (const x of list) within += (x - own) ** 2;
  }
  if (between + within === 0) return NaN;
  return between / (groups.length - 1) / (within / (values.length - groups.length));
}

function alongLine(x: Float64Array, y: Float64Array): number {
  const [xMiddle, yMiddle] = [mean(x), mean(y)];
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [x[i]! - xMiddle, y[i]! - yMiddle];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const square = (xy * xy) / (xx * yy);
  return square >= 1 ? Infinity : (square / (1 - square)) * (x.length - 2);
}
