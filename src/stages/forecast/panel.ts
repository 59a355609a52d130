import { stepsUneven } from '../../core/errors/forecasting.ts';
import { frequencyOf, placeOf, type Frequency } from './frequency.ts';

/** One series on the common steps. */
export interface Series {
  /** What tells it from the others; "" where there is only one. */
  readonly name: string;
  /** Place of the first value. */
  readonly first: number;
  /** One a step; NaN where there is none. The first one is known. */
  readonly values: Float64Array;
}

/** All series of a table, on the same steps of time. */
export interface Panel {
  readonly frequency: Frequency;
  readonly series: readonly Series[];
}

export interface PanelRows {
  /** ms since 1970; NaN rows are left out. */
  readonly times: Float64Array;
  /** NaN = no value. */
  readonly values: Float64Array;
  /** The series of each row and their names; null = one series. */
  readonly names: { readonly codes: Int32Array; readonly labels: readonly string[] } | null;
}

export interface MadePanel {
  readonly panel: Panel;
  /** Rows that shared their series and step with another and were averaged. */
  readonly merged: number;
  /** Rows without a moment or without a series. */
  readonly leftOut: number;
  /** Steps between a first and a last value that have none. */
  readonly gaps: number;
}

/** More steps than this for every value, and most of a series is holes. */
const MOST_STEPS = 4;

/**
 * Rows, in any order, to series of even steps. Values of the same step are averaged.
 * @throws LatheError `steps-uneven` where most steps have no value
 */
export function makePanel(rows: PanelRows): MadePanel {
  const groups = rowsOfSeries(rows);
  const known = groups.reduce((total, { own }) => total + own.length, 0);
  if (known === 0)
    return { panel: { frequency: { unit: 'ms', count: 1, origin: 0 }, series: [] }, merged: 0, leftOut: rows.times.length, gaps: 0 };
  const frequency = frequencyOfGroups(rows.times, groups);
  const made = groups.map(({ name, own }) => seriesOf(rows, frequency, { name, own }));
  const steps = made.reduce((total, { series }) => total + series.values.length, 0);
  const filled = made.reduce((total, one) => total + one.filled, 0);
  if (steps > MOST_STEPS * Math.max(filled, 10)) throw stepsUneven(filled, steps);
  const merged = made.reduce((total, one) => total + one.merged, 0);
  return {
    panel: { frequency, series: made.map(({ series }) => series) },
    merged,
    leftOut: rows.times.length - known,
    gaps: steps - filled
  };
}

/** What was known before a place: the only view of the data that a fit gets. Names and order of the series stay. */
export const panelBefore = (panel: Panel, place: number): Panel => ({
  ...panel,
  series: panel.series.map((series) => ({ ...series, values: series.values.slice(0, Math.max(0, place - series.first)) }))
});

/** The place after the last step of any series. */
export const endOf = ({ series }: Panel): number => series.reduce((end, { first, values }) => Math.max(end, first + values.length), 0);

interface Group {
  readonly name: string;
  /** Row numbers in order of time. */
  readonly own: Uint32Array;
}

/** Rows with a moment and a value, by series, in order of time. */
function rowsOfSeries({ times, values, names }: PanelRows): Group[] {
  const lists = new Map<number, number[]>();
  for (let row = 0; row < times.length; row++) {
    const code = names ? names.codes[row]! : 0;
    if (code < 0 || !Number.isFinite(times[row]) || Number.isNaN(values[row])) continue;
    const list = lists.get(code);
    if (list) list.push(row);
    else lists.set(code, [row]);
  }
  return [...lists].map(([code, list]) => ({
    name: names?.labels[code] ?? '',
    own: Uint32Array.from(list).sort((a, b) => times[a]! - times[b]! || a - b)
  }));
}

function frequencyOfGroups(times: Float64Array, groups: readonly Group[]): Frequency {
  const distances: number[] = [];
  for (const { own } of groups) {
    for (let i = 1; i < own.length; i++) {
      const distance = times[own[i]!]! - times[own[i - 1]!]!;
      if (distance > 0) distances.push(distance);
    }
  }
  const all = Float64Array.from(groups.flatMap(({ own }) => Array.from(own, (row) => times[row]!)));
  return distances.length === 0 ? { unit: 'ms', count: 1, origin: all[0]! } : frequencyOf(all, Float64Array.from(distances));
}

function seriesOf({ times, values }: PanelRows, frequency: Frequency, { name, own }: Group) {
  const places = own.map((row) => placeOf(frequency, times[row]!));
  const first = places[0]!;
  const sums = new Float64Array(places.at(-1)! - first + 1);
  const counts = new Uint32Array(sums.length);
  own.forEach((row, i) => {
    sums[places[i]! - first]! += values[row]!;
    counts[places[i]! - first]!++;
  });
  const filled = counts.reduce((total, count) => total + (count > 0 ? 1 : 0), 0);
  const series: Series = { name, first, values: sums.map((sum, i) => (counts[i]! > 0 ? sum / counts[i]! : NaN)) };
  return { series, filled, merged: own.length - filled };
}
