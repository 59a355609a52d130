import type { CategoryColumn, Column, NumberColumn } from '../../../core/table.ts';
import { ACTIVE, allKnots, splinesAt, splinesOf, type Knots } from '../../../predict/models/b-spline.ts';

/**
 * The columns that one feature has in the design: of each row at most `active` of them, side by side, are other than 0. A missing value has a column of its own,
 * the last, where there are any.
 */
export interface Block {
  readonly name: string;
  readonly kind: 'curve' | 'line' | 'levels';
  /** Columns of the feature's values. */
  readonly size: number;
  readonly hasMissing: boolean;
  readonly active: number;
  /** Of each row, the first column that is not 0; `size` where the value is missing. */
  readonly first: Int32Array;
  /** [rows, active] */
  readonly values: Float64Array;
  /** Of a number. */
  readonly knots: Knots | null;
  /** Of a category: levels and the column of each. */
  readonly levels: readonly string[] | null;
  readonly binOfLevel: Uint8Array | null;
}

/** Levels beyond the most frequent ones share the last column. */
const MOST_LEVELS = 100;

/** @param splines columns a curve may have; under 4 it is a straight line */
export function blockOf(column: Column, weights: Float64Array | null, splines: number): Block {
  return column.kind === 'category' ? levelsBlock(column) : numberBlock(column as NumberColumn, weights, splines);
}

function numberBlock({ name, values }: NumberColumn, weights: Float64Array | null, splines: number): Block {
  const { distinct, totals } = distinctOf(values, weights);
  const ends = endsOf(distinct, totals);
  const isCurve = splines >= ACTIVE && distinct.length > 2;
  const inner = isCurve
    ? innerKnots(distinct, totals, splines - ACTIVE).filter((knot) => knot > ends.low && knot < ends.high)
    : new Float64Array(0);
  const knots = { ...ends, inner };
  const active = isCurve ? ACTIVE : 1;
  const size = isCurve ? splinesOf(knots) : 1;
  const first = new Int32Array(values.length);
  const at = new Float64Array(values.length * active);
  const all = allKnots(knots);
  const place = new Float64Array(ACTIVE);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) {
      first[i] = size;
      at[i * active] = 1;
    } else if (isCurve) {
      first[i] = splinesAt(all, value, place);
      at.set(place, i * active);
    } else at[i] = (Math.min(Math.max(value, knots.low), knots.high) - knots.low) / (knots.high - knots.low);
  });
  const hasMissing = first.includes(size);
  return { name, kind: isCurve ? 'curve' : 'line', size, hasMissing, active, first, values: at, knots, levels: null, binOfLevel: null };
}

/** Values that occur, ascending, and what their rows weigh. */
function distinctOf(values: Float64Array, weights: Float64Array | null): { distinct: number[]; totals: number[] } {
  const order = Uint32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
  order.sort((a, b) => values[a]! - values[b]!);
  const [distinct, totals]: [number[], number[]] = [[], []];
  for (const row of order) {
    if (values[row] !== distinct.at(-1)) {
      distinct.push(values[row]!);
      totals.push(0);
    }
    totals[totals.length - 1]! += weights ? weights[row]! : 1;
  }
  return { distinct, totals };
}

/** Share of the weight that may lie beyond each end: a curve out to a single far value would say anything in between. */
const BEYOND = 0.001;

/** Where all but the farthest values lie, rounded outwards, so that no value is told. */
function endsOf(distinct: readonly number[], totals: readonly number[]): { low: number; high: number } {
  const most = BEYOND * totals.reduce((sum, weight) => sum + weight, 0);
  let [first, last] = [0, Math.max(distinct.length - 1, 0)];
  for (let below = totals[0] ?? 0; below <= most && first < last; below += totals[first]!) first++;
  for (let above = totals[last] ?? 0; above <= most && last > first; above += totals[last]!) last--;
  const [low, high] = [distinct[first] ?? 0, distinct[last] ?? 0];
  const range = high - low;
  if (!(range > 0)) return { low: low - 1, high: low + 1 };
  const power = Math.floor(Math.log10(range)) - 2;
  const round = (value: number, to: (value: number) => number) =>
    power < 0 ? to(value * 10 ** -power) / 10 ** -power : to(value / 10 ** power) * 10 ** power;
  return { low: Math.min(low, round(low, Math.floor)), high: Math.max(high, round(high, Math.ceil)) };
}

/** About even shares of the weight lie between two knots; each stands halfway between two values. */
function innerKnots(distinct: readonly number[], totals: readonly number[], count: number): Float64Array {
  const total = totals.reduce((sum, weight) => sum + weight, 0);
  const knots: number[] = [];
  let below = 0;
  let next = 1;
  for (let i = 0; i + 1 < distinct.length; i++) {
    below += totals[i]!;
    if (below < (next * total) / (count + 1)) continue;
    const knot = distinct[i]! / 2 + distinct[i + 1]! / 2;
    if (next <= count && knot > distinct[i]! && knot < distinct[i + 1]!) knots.push(knot);
    while (next <= count && below >= (next * total) / (count + 1)) next++;
  }
  return Float64Array.from(knots);
}

function levelsBlock({ name, codes, labels }: CategoryColumn): Block {
  const counts = new Float64Array(labels.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const seen = [...labels.keys()].filter((code) => counts[code]! > 0);
  const ranked = seen.length > MOST_LEVELS ? seen.toSorted((a, b) => counts[b]! - counts[a]! || a - b) : seen;
  const size = Math.max(1, Math.min(seen.length, MOST_LEVELS));
  const binOf = new Int32Array(labels.length);
  ranked.forEach((code, place) => (binOf[code] = Math.min(place, MOST_LEVELS - 1)));
  const first = codes.map((code) => (code < 0 ? size : binOf[code]!));
  return {
    ...{ name, kind: 'levels', size, hasMissing: first.includes(size), active: 1, first, knots: null },
    values: new Float64Array(codes.length).fill(1),
    levels: seen.map((code) => labels[code]!),
    binOfLevel: Uint8Array.from(seen, (code) => binOf[code]!)
  };
}
