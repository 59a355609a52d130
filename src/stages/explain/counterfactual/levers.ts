import type { ColumnType } from '../../../core/schema.ts';
import { deviation } from '../../../core/stats.ts';
import { type Column, findColumn, isMissing, type Table } from '../../../core/table.ts';
import { columnOf, gridOf, type GridValue } from '../vary.ts';

/** What a person lets change: columns that stay, and those that only go one way. */
export interface Leave {
  readonly keep: readonly string[];
  readonly onlyUp: readonly string[];
  readonly onlyDown: readonly string[];
}

/** A column of the row that may be changed. Its values stand at places: whole numbers, in order where the column has one. */
export interface Lever {
  readonly column: string;
  /** Places to try; those between two of them are looked at once one of them is enough. */
  readonly tries: readonly number[];
  readonly valueOf: (place: number) => GridValue;
  /** How far a place is from the row: in standard deviations of the training rows; 1 for another level. */
  readonly costOf: (place: number) => number;
  /** Where the row stands, perhaps between two places; null for levels, between which there is nothing. */
  readonly origin: number | null;
}

export interface LeverRequest {
  /** Training rows: nothing is proposed that lies outside of them. */
  readonly training: Table;
  /** The row, alone. */
  readonly row: Table;
  readonly inputs: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly leave: Leave;
}

/** Places a number is tried at. */
const TRIES = 24;
/** Columns of so few values take those alone. */
const FEW_VALUES = 10;

/** The columns that may change. Texts, images and gaps stay as they are, and so does what has a single value. */
export function leversOf({ training, row, inputs, leave }: LeverRequest): Lever[] {
  const free = inputs.filter(({ name }) => !leave.keep.includes(name));
  return free.flatMap(({ name, type }) => {
    const own = findColumn(row, name);
    if (!own || isMissing(own, 0) || own.kind === 'text' || own.kind === 'image') return [];
    const isAllowed = (to: number, from: number) =>
      to !== from && !(leave.onlyUp.includes(name) && to < from) && !(leave.onlyDown.includes(name) && to > from);
    const lever = own.kind === 'category' ? levelLever(own, training, isAllowed) : numberLever(own, training, type, isAllowed);
    return lever.tries.length > 0 ? [lever] : [];
  });
}

type Allows = (to: number, from: number) => boolean;

function levelLever(own: Column & { kind: 'category' }, training: Table, isAllowed: Allows): Lever {
  const known = columnOf(training, own.name) as Column & { kind: 'category' };
  const seen = new Set(gridOf(training, own.name, Infinity));
  const from = known.labels.indexOf(own.labels[own.codes[0]!]!);
  const tries = [...known.labels.keys()].filter((code) => seen.has(known.labels[code]!) && isAllowed(code, from));
  return { column: own.name, tries, valueOf: (place) => known.labels[place]!, costOf: () => 1, origin: null };
}

function numberLever(own: Column & { kind: 'number' | 'time' }, training: Table, type: ColumnType, isAllowed: Allows): Lever {
  const known = columnOf(training, own.name) as typeof own;
  const from = own.values[0]!;
  const values = known.values.filter((value) => !Number.isNaN(value));
  const spread = values.length > 1 ? deviation(values) : 0;
  const grid = values.length > 0 ? (gridOf(training, own.name, TRIES) as number[]) : [];
  if (!(spread > 0)) return { column: own.name, tries: [], valueOf: () => from, costOf: () => 0, origin: 0 };
  const scale = grid.length <= FEW_VALUES ? seenOnly(grid) : lattice(stepOf(type, spread), grid[0]!, grid.at(-1)!);
  const places = new Set(grid.map((value) => scale.placeOf(value)).map((place) => Math.min(scale.last, Math.max(scale.first, Math.round(place))))); // prettier-ignore
  const { valueOf } = scale;
  return {
    column: own.name,
    tries: [...places].filter((place) => isAllowed(valueOf(place), from)),
    valueOf,
    costOf: (place) => Math.abs(valueOf(place) - from) / spread,
    origin: Math.min(scale.last, Math.max(scale.first, scale.placeOf(from)))
  };
}

interface Scale {
  readonly first: number;
  readonly last: number;
  readonly valueOf: (place: number) => number;
  /** A fraction where the value lies between two places. */
  readonly placeOf: (value: number) => number;
}

/** Whole steps of a round size: no digits are proposed that mean nothing. */
const lattice = (step: number, low: number, high: number): Scale => ({
  first: Math.ceil(low / step - 1e-9),
  last: Math.floor(high / step + 1e-9),
  valueOf: (place) => Number((place * step).toPrecision(14)),
  placeOf: (value) => value / step
});

function seenOnly(sorted: readonly number[]): Scale {
  const placeOf = (value: number) => {
    const at = sorted.findIndex((seen) => seen >= value);
    if (at < 0) return sorted.length;
    return sorted[at] === value ? at : at - 0.5;
  };
  return { first: 0, last: sorted.length - 1, valueOf: (place) => sorted[place]!, placeOf };
}

const CLOCK_STEPS = [86_400_000, 3_600_000, 60_000, 1000];

function stepOf(type: ColumnType, spread: number): number {
  if (type === 'integer') return 1;
  if (type === 'time') return CLOCK_STEPS.find((step) => step <= spread / 50) ?? 1;
  return 10 ** Math.floor(Math.log10(spread / 100));
}
