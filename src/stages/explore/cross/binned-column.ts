import { calendarEdges } from '../../../core/calendar-edges.ts';
import { quantileSorted } from '../../../core/stats.ts';
import type { Column, NumberColumn, TimeColumn } from '../../../core/table.ts';
import { evenSample } from '../even-sample.ts';

/** A column cut into bins that a filter can take whole. The last bin holds the rows without a value. */
export type BinnedColumn = BinnedNumbers | BinnedLevels;

interface Binned {
  readonly name: string;
  /** Bin of each row. */
  readonly codes: Uint8Array;
  readonly missingBin: number;
  readonly hasMissing: boolean;
}

export interface BinnedNumbers extends Binned {
  readonly kind: 'number' | 'time';
  /** `edges[i] <= value < edges[i + 1]`; the outer ones take what lies beyond them. */
  readonly edges: readonly number[];
  /** Whether there are values beyond the outer edges. */
  readonly beyond: { readonly low: boolean; readonly high: boolean };
  /** Of moments: the zone whose clocks they are read by. */
  readonly zone?: string;
}

export interface BinnedLevels extends Binned {
  readonly kind: 'category';
  /** Most common first; the last may stand for the rest. */
  readonly labels: readonly string[];
  /** How many levels the last label stands for; 0 = none. */
  readonly restLevels: number;
}

const BINS = 64;
const MOST_LEVELS = 24;
/** A range this many times wider than that of 99 in 100 rows leaves nothing to see in the middle. */
const LONG_TAIL = 3;

export const isBinnable = (column: Column): boolean => column.kind === 'number' || column.kind === 'time' || column.kind === 'category';

/** Cuts a column of numbers, times or categories. */
export function binColumn(column: Column, isWhole: boolean): BinnedColumn {
  if (column.kind === 'category') return binLevels(column.name, column.codes, column.labels);
  if (column.kind !== 'number' && column.kind !== 'time') throw new TypeError(`Columns of kind ${column.kind} have no bins.`);
  return binNumbers(column, isWhole && column.kind === 'number');
}

function binNumbers(column: NumberColumn | TimeColumn, isWhole: boolean): BinnedNumbers {
  const { name, kind, values } = column;
  const zone = column.kind === 'time' ? column.zone : undefined;
  const { low, high, least, most } = rangeOf(values);
  const dated = kind === 'time' ? calendarEdges(low, high, zone, BINS) : null;
  const edges = dated ?? (isWhole && high - low < BINS ? wholeEdges(low, high) : evenEdges(low, high));
  const bins = edges.length - 1;
  const codes = new Uint8Array(values.length);
  const scale = bins / (edges[bins]! - edges[0]!);
  let hasMissing = false;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value !== value) {
      codes[row] = bins;
      hasMissing = true;
    } else codes[row] = dated ? binAt(dated, value, scale) : Math.min(bins - 1, Math.max(0, Math.floor((value - edges[0]!) * scale)));
  }
  const beyond = { low: least < edges[0]!, high: most > edges[bins]! };
  return { name, kind, codes, edges, missingBin: bins, hasMissing, beyond, ...(zone === undefined ? {} : { zone }) };
}

/** The bin of a value between edges that are nearly even, as those of months are. */
function binAt(edges: readonly number[], value: number, scale: number): number {
  const last = edges.length - 2;
  let bin = Math.min(last, Math.max(0, Math.floor((value - edges[0]!) * scale)));
  while (bin > 0 && value < edges[bin]!) bin--;
  while (bin < last && value >= edges[bin + 1]!) bin++;
  return bin;
}

/** The whole range; that of 99 in 100 rows where few values stretch it. */
function rangeOf(values: Float64Array): { low: number; high: number; least: number; most: number } {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least && value > -Infinity) least = value;
    if (value > most && value < Infinity) most = value;
  }
  if (least > most) return { low: 0, high: 1, least: 0, most: 1 };
  const sample = evenSample({ rows: values.length, columns: [{ kind: 'number', name: '', values }] }, 50_000).columns[0] as {
    values: Float64Array;
  };
  const sorted = sample.values.filter((value) => Number.isFinite(value)).sort();
  const [low, high] = [quantileSorted(sorted, 0.005), quantileSorted(sorted, 0.995)];
  const isLong = high > low && most - least > LONG_TAIL * (high - low);
  return isLong ? { low, high, least, most } : { low: least, high: most, least, most };
}

const wholeEdges = (low: number, high: number): number[] =>
  Array.from({ length: Math.floor(high) - Math.floor(low) + 2 }, (_, i) => Math.floor(low) - 0.5 + i);

function evenEdges(low: number, high: number): number[] {
  if (low === high) return [low - 0.5, low + 0.5];
  return Array.from({ length: BINS + 1 }, (_, i) => (i === BINS ? high : low + ((high - low) * i) / BINS));
}

function binLevels(name: string, codes: Int32Array, labels: readonly string[]): BinnedLevels {
  const counts = new Float64Array(labels.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code]!++;
  }
  const order = [...labels.keys()].filter((code) => counts[code]! > 0).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const own = order.length > MOST_LEVELS ? order.slice(0, MOST_LEVELS - 1) : order;
  const restLevels = order.length - own.length;
  const shown = own.map((code) => labels[code]!);
  const all = restLevels > 0 ? [...shown, `${restLevels} other values`] : shown;
  const missingBin = all.length;
  const bins = new Uint8Array(labels.length).fill(restLevels > 0 ? all.length - 1 : 0);
  own.forEach((code, bin) => (bins[code] = bin));
  return {
    name,
    kind: 'category',
    codes: Uint8Array.from(codes, (code) => (code < 0 ? missingBin : bins[code]!)),
    labels: all,
    restLevels,
    missingBin,
    hasMissing: missing > 0
  };
}
