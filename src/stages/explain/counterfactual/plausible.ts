import { deviation, mean, sum } from '../../../core/stats.ts';
import { type Column, findColumn, type Table } from '../../../core/table.ts';
import { FAR_OUT } from '../../../predict/limits.ts';

/** How far rows lie from the training rows. */
export interface Plausibility {
  /** The mean distance to the nearest training rows, in standard deviations of a feature. */
  readonly distance: number;
  /** Share of training rows that lie at least as far from their own nearest others, 0 to 1. */
  readonly asFar: number;
  readonly isPlausible: boolean;
}

const NEIGHBOURS = 5;
/** Differences of two features that some tenths of a second allow for. */
const STEPS = 1e8;

/**
 * Measures rows against training rows on the features the model sees: the root of the mean square over features, each in its standard deviations, another
 * level counting as one, a gap as the mean. Far is what hardly any training row is from its own five nearest.
 * @param features of training rows, as the recipe makes them
 */
export function plausibilityOf(features: Table): (rows: Table) => Plausibility[] {
  const axes = features.columns.flatMap(axisOf);
  const rows = Math.min(features.rows, Math.floor(Math.sqrt(STEPS / Math.max(1, axes.length))));
  const places = Array.from({ length: rows }, (_, i) => Math.floor((i * features.rows) / rows));
  const known = places.map((place) => axes.map(({ at }) => at(features, place)));
  const isLevel = axes.map((axis) => axis.isLevel);
  const own = Float64Array.from(known, (point, i) => nearness(point, known, isLevel, i)).sort();
  return (asked) =>
    Array.from({ length: asked.rows }, (_, i) => {
      const distance = nearness(axes.map(({ at }) => at(asked, i)), known, isLevel, -1); // prettier-ignore
      const nearer = own.filter((each) => each < distance - 1e-12).length;
      const asFar = own.length > 0 ? (own.length - nearer) / own.length : 0;
      return { distance, asFar, isPlausible: asFar >= FAR_OUT };
    });
}

interface Axis {
  readonly isLevel: boolean;
  readonly at: (table: Table, row: number) => number;
}

/** Columns of one value tell nothing. Levels are named by their place among those of training. */
function axisOf(column: Column): Axis[] {
  const { name } = column;
  if (column.kind === 'category') {
    const codes = new Map(column.labels.map((label, code) => [label, code]));
    const at = (table: Table, row: number) => {
      const found = findColumn(table, name);
      return found?.kind === 'category' ? (codes.get(found.labels[found.codes[row]!] ?? '') ?? -1) : -1;
    };
    return [{ isLevel: true, at }];
  }
  if (column.kind !== 'number' && column.kind !== 'time') return [];
  const values = column.values.filter((value) => !Number.isNaN(value));
  const [centre, spread] = values.length > 1 ? [mean(values), deviation(values)] : [0, 0];
  if (!(spread > 0)) return [];
  const at = (table: Table, row: number) => {
    const found = findColumn(table, name);
    const value = found?.kind === 'number' || found?.kind === 'time' ? found.values[row]! : NaN;
    return Number.isNaN(value) ? 0 : (value - centre) / spread;
  };
  return [{ isLevel: false, at }];
}

/** The mean distance to the nearest points but `left`. */
function nearness(point: readonly number[], known: readonly (readonly number[])[], isLevel: readonly boolean[], left: number): number {
  const nearest: number[] = [];
  known.forEach((other, i) => {
    if (i === left) return;
    let squares = 0;
    for (let j = 0; j < point.length; j++) squares += isLevel[j] ? Number(point[j] !== other[j]) : (point[j]! - other[j]!) ** 2;
    if (nearest.length === NEIGHBOURS && squares >= nearest[NEIGHBOURS - 1]!) return;
    const place = nearest.findIndex((each) => squares < each);
    nearest.splice(place < 0 ? nearest.length : place, 0, squares);
    if (nearest.length > NEIGHBOURS) nearest.pop();
  });
  if (nearest.length === 0) return Infinity;
  return sum(nearest.map((squares) => Math.sqrt(squares / Math.max(1, point.length)))) / nearest.length;
}
