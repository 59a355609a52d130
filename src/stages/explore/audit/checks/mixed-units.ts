import type { Finding } from '../../../../core/finding.ts';
import { median, quantileSorted } from '../../../../core/stats.ts';
import { allRows, type NumberColumn } from '../../../../core/table.ts';
import { conversionOf } from '../../../../core/units.ts';
import { brief, counted, percent, quoted } from '../../../../core/words.ts';
import type { AuditCheck } from '../audit-check.ts';
import { evenRows } from '../../even-sample.ts';
import { splitInTwo } from '../split-in-two.ts';

const MOST_ROWS = 20_000;
const FEWEST_ROWS = 60;
const FEWEST_EACH = 8;
/** Distance of the two heaps in their mean standard deviation, on the scale of the unit. */
const APART = 4;
/** How far the ratio of the heaps may be from the factor between the units. */
const NEAR = 0.06;
/** The heaps must be alike once the unit is taken out: Kolmogorov's distance at most so large, or as chance allows. */
const ALIKE = 0.25;

interface Units {
  readonly said: string;
  readonly factor: number;
  readonly offset: number;
  /** The unit in which numbers are smaller, and the other one; absent where several would do. */
  readonly smaller?: string;
  readonly larger?: string;
}

const pair = (said: string, smaller: string, larger: string): Units => ({ said, ...conversionOf(smaller, larger)!, smaller, larger });

/** The larger number is `factor` times the smaller one, plus `offset`. */
const UNITS: readonly Units[] = [
  pair('kilograms and pounds', 'kg', 'lb'),
  pair('inches and centimetres', 'in', 'cm'),
  pair('metres and feet', 'm', 'ft'),
  pair('miles and kilometres', 'mi', 'km'),
  pair('degrees Celsius and Fahrenheit', '°C', '°F'),
  { said: 'shares and percent, or metres and centimetres', factor: 100, offset: 0 },
  { said: 'thousands and units, or kilograms and grams', factor: 1000, offset: 0 },
  pair('feet and inches', 'ft', 'in'),
  pair('inches and millimetres', 'in', 'mm'),
  pair('pounds and ounces', 'lb', 'oz'),
  { said: 'minutes and seconds, or hours and minutes', factor: 60, offset: 0 },
  { said: 'millions and units', factor: 1e6, offset: 0 }
];

/** Two heaps of numbers that become one when the larger is written in the unit of the smaller. */
export const mixedUnits: AuditCheck = {
  id: 'mixed-units',
  doc: 'Number columns in two heaps far apart that have one shape, a factor between known units apart (2.2046, 2.54, 1000, 1.8 x + 32 ...).',
  async run(input) {
    const rows = evenRows(input.table.rows, MOST_ROWS) ?? allRows(input.table.rows);
    const found: Finding[] = [];
    for (const column of input.features) {
      if (column.kind !== 'number') continue;
      const match = matchOf(column, rows);
      if (match) found.push(finding(column, match));
      await input.pace(rows.length * 40);
    }
    return found;
  }
};

interface Match {
  readonly units: Units;
  /** Numbers above it are in the larger unit. */
  readonly cut: number;
  readonly ratio: number;
}

function matchOf({ values }: NumberColumn, rows: Uint32Array): Match | null {
  const sorted = Float64Array.from(rows, (row) => values[row]!)
    .filter((value) => Number.isFinite(value))
    .sort();
  if (sorted.length < FEWEST_ROWS || new Set(sorted).size < 20) return null;
  return (sorted[0]! > 0 ? byFactor(sorted) : null) ?? byLine(sorted);
}

/** Units that are a factor apart are a step apart on the scale of logarithms. */
function byFactor(sorted: Float64Array): Match | null {
  const split = splitInTwo(sorted.map(Math.log));
  if (!split || !isClear(split.apart, split.below, sorted.length)) return null;
  const [low, high] = [sorted.subarray(0, split.below), sorted.subarray(split.below)];
  const ratio = median(high) / median(low);
  const units = UNITS.find(({ factor, offset }) => offset === 0 && Math.abs(ratio / factor - 1) <= NEAR);
  return units && areAlike(low, high, units) ? { units, cut: middleOf(sorted, split.below), ratio } : null;
}

function byLine(sorted: Float64Array): Match | null {
  const split = splitInTwo(sorted);
  if (!split || !isClear(split.apart, split.below, sorted.length)) return null;
  const [low, high] = [sorted.subarray(0, split.below), sorted.subarray(split.below)];
  const units = UNITS.find(({ offset }) => offset !== 0)!;
  const expected = units.factor * median(low) + units.offset;
  if (Math.abs(median(high) / expected - 1) > NEAR || !areAlike(low, high, units)) return null;
  return { units, cut: middleOf(sorted, split.below), ratio: median(high) / median(low) };
}

const isClear = (apart: number, below: number, rows: number): boolean =>
  apart >= APART && below >= FEWEST_EACH && rows - below >= FEWEST_EACH;

const middleOf = (sorted: Float64Array, below: number): number => (sorted[below - 1]! + sorted[below]!) / 2;

/** Kolmogorov's distance between the one heap and the other in its unit. */
function areAlike(low: Float64Array, high: Float64Array, { factor, offset }: Units): boolean {
  const converted = high.map((value) => (value - offset) / factor);
  const shares = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95];
  const belowShare = (value: number) => low.reduce((count, other) => count + (other <= value ? 1 : 0), 0) / low.length;
  const distance = Math.max(...shares.map((share) => Math.abs(belowShare(quantileSorted(converted, share)) - share)));
  return distance <= ALIKE + Math.sqrt(1 / low.length + 1 / high.length);
}

function finding({ name, values }: NumberColumn, { units, cut, ratio }: Match): Finding {
  const above = values.reduce((count, value) => count + (value > cut ? 1 : 0), 0);
  const all = values.reduce((count, value) => count + (value === value ? 1 : 0), 0);
  const isMinorAbove = above * 2 <= all;
  const minor = isMinorAbove ? above : all - above;
  return {
    code: 'mixed-units',
    severity: 'warning',
    columns: [name],
    message: `${quoted(name)} looks like two units in one column, ${units.said}: ${counted(minor, 'row')} (${percent(minor / all)}) ${isMinorAbove ? 'above' : 'below'} ${brief(cut)} have the shape of the others, ${brief(ratio)} times as ${isMinorAbove ? 'large' : 'small'}${isMinorAbove ? '' : ' (the others over them)'}.`,
    hint: `If they are, write all in one unit; if there are two kinds of things, a column should say which is which.`,
    evidence: {
      units: units.said,
      factor: units.factor,
      offset: units.offset,
      ...(units.smaller !== undefined && { smaller: units.smaller, larger: units.larger }),
      cut,
      medianRatio: ratio,
      rows: minor,
      share: minor / all,
      convert: isMinorAbove ? 'above' : 'below'
    }
  };
}
