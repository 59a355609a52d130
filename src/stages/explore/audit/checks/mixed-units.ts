import type { Finding } from '../../../../core/finding.ts';
import type { PlainRecord } from '../../../../core/plain.ts';
import { mean, quantileSorted } from '../../../../core/stats.ts';
import { unitInHeader } from '../../../../core/header-unit.ts';
import { allRows, type NumberColumn } from '../../../../core/table.ts';
import { conversionOf, unitOf, unitsBeside } from '../../../../core/units.ts';
import { brief, counted, percent, quoted } from '../../../../core/words.ts';
import { saidByName, type AuditCheck } from '../audit-check.ts';
import { evenRows, valuesAt } from '../../even-sample.ts';
import { distinctSorted } from '../../../../kernels/sorted-numbers.ts';
import { chanceOfValley, splitInTwo } from '../split-in-two.ts';

const MOST_ROWS = 20_000;
const FEWEST_ROWS = 60;
const FEWEST_EACH = 8;
/** Distance of the two heaps in their mean standard deviation, on the scale of the unit. */
const APART = 4;
/** How far the ratio of the heaps may be from the factor between the units. */
const NEAR = 0.06;
/** The heaps must be alike once the unit is taken out: Kolmogorov's distance at most so large, or as chance allows. */
const ALIKE = 0.25;

/**
 * By so much chance may all columns together have their two heaps. Most of what chance makes is no unit apart, or of two shapes, so that far fewer are found;
 * a column alone is held to no more than its look.
 */
const BY_CHANCE = 0.2;

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
  doc: 'Number columns in two heaps far apart that have one shape, a factor between known units apart (2.2046, 2.54, 1000, 1.8 x + 32 ...), the unit of the column one of the two where it is known, and emptier between them than chance makes one of so many columns.',
  async run(input) {
    const rows = evenRows(input.table.rows, MOST_ROWS) ?? allRows(input.table.rows);
    const said = saidByName(input.schema);
    const found: Finding[] = [];
    const numbers = input.features.filter((column) => column.kind === 'number');
    for (const column of numbers) {
      const matches = matchesOf(column, rows, ownUnit(said.get(column.name)?.unit, column.name), BY_CHANCE / numbers.length);
      if (matches.length > 0) found.push(finding(column, matches));
      await input.pace(rows.length * 40);
    }
    return found;
  }
};

/** What the column is said to be in, else what its name says; undefined where nothing does. */
const ownUnit = (said: string | undefined, name: string): string | undefined => said ?? unitInHeader(name)?.unit.symbol;

interface Match {
  readonly units: Units;
  /** Numbers above it are in the larger unit. */
  readonly cut: number;
  readonly ratio: number;
  /** How far the heaps are from each other once the unit is taken out, in the spread of the lower one. */
  readonly leftover: number;
  /** About as much as the leftover of so many rows moves by chance: pairs nearer than that are not told apart. */
  readonly slack: number;
}

/** The units that fit best: several where they can't be told apart. @param byChance two heaps that chance makes as often or more do not count */
function matchesOf({ values }: NumberColumn, rows: Uint32Array, own: string | undefined, byChance: number): readonly Match[] {
  const sorted = valuesAt(values, rows)
    .filter((value) => Number.isFinite(value))
    .sort();
  if (sorted.length < FEWEST_ROWS || distinctSorted(sorted) < 20) return [];
  const open = UNITS.filter((units) => own === undefined || isOpenTo(units, own));
  // Units that are a factor apart are a step apart on the scale of logarithms.
  const factors = open.filter(({ offset }) => offset === 0);
  const lines = open.filter(({ offset }) => offset !== 0);
  const onLogs = sorted[0]! > 0 ? fitting(sorted, sorted.map(Math.log), factors, byChance) : [];
  const fits = [...onLogs, ...fitting(sorted, sorted, lines, byChance)];
  const [best] = fits.sort((a, b) => a.leftover - b.leftover);
  return fits
    .filter(({ leftover }) => leftover <= best!.leftover + best!.slack)
    .map((match) => ({
      ...match,
      units: own === undefined ? match.units : namedFor(match.units, own, 2 * countAbove(sorted, match.cut) > sorted.length)
    }));
}

/** Whether a column in this unit can hold the two: it must be one of them, or stand to another unit in their factor. Money and units unknown have multiples only. */
function isOpenTo({ smaller, larger, factor }: Units, own: string): boolean {
  const unit = unitOf(own);
  if (smaller !== undefined) return unit?.symbol === smaller || unit?.symbol === larger;
  return unit === null || unit.kind === 'currency' || partnersOf(unit.symbol, factor).some((partner) => partner !== undefined);
}

/** The unit whose numbers are so many times as large, and the one whose numbers are so many times as small. */
const partnersOf = (own: string, factor: number): readonly (string | undefined)[] => {
  const stands = (from: string, to: string) => Math.abs(conversionOf(from, to)!.factor / factor - 1) < 1e-6;
  const beside = unitsBeside(own).filter(({ offset }) => offset === 0);
  return [beside.find(({ symbol }) => stands(own, symbol)), beside.find(({ symbol }) => stands(symbol, own))].map((unit) => unit?.symbol);
};

/** Where several units would do, the column's own and its partner in that factor; where it has two, it is the unit of most rows. */
function namedFor(units: Units, own: string, isMostAbove: boolean): Units {
  const symbol = unitOf(own)?.symbol;
  if (units.smaller !== undefined || symbol === undefined) return units;
  const [larger, smaller] = partnersOf(symbol, units.factor);
  if (larger === undefined && smaller === undefined) return units;
  const isSmaller = larger !== undefined && !(isMostAbove && smaller !== undefined);
  const [low, high] = isSmaller ? [symbol, larger] : [smaller!, symbol];
  return { ...units, said: `${low} and ${high}`, smaller: low, larger: high };
}

/** @param scale the same numbers, on the scale on which the heaps lie a step apart */
function fitting(sorted: Float64Array, scale: Float64Array, open: readonly Units[], byChance: number): Match[] {
  const split = open.length === 0 ? null : splitInTwo(scale);
  if (!split || !isClear(split.apart, split.below, sorted.length) || chanceOfValley(scale, split.below) > byChance) return [];
  const [low, high] = [sorted.subarray(0, split.below), sorted.subarray(split.below)];
  const chance = Math.sqrt(1 / low.length + 1 / high.length);
  const [middleLow, middleHigh] = [quantileSorted(low, 0.5), quantileSorted(high, 0.5)];
  const near = open.filter(({ factor, offset }) => Math.abs(middleHigh / (factor * middleLow + offset) - 1) <= NEAR);
  return near.flatMap((units) => {
    const converted = high.map((value) => (value - units.offset) / units.factor);
    if (distanceOf(low, converted) > ALIKE + chance) return [];
    const match = { units, cut: middleOf(sorted, split.below), ratio: middleHigh / middleLow };
    return [{ ...match, leftover: leftoverOf(low, converted), slack: chance / 2 }];
  });
}

const isClear = (apart: number, below: number, rows: number): boolean =>
  apart >= APART && below >= FEWEST_EACH && rows - below >= FEWEST_EACH;

const middleOf = (sorted: Float64Array, below: number): number => (sorted[below - 1]! + sorted[below]!) / 2;

const SHARES = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95];

/** Kolmogorov's distance between the one heap and the other in its unit. */
function distanceOf(low: Float64Array, converted: Float64Array): number {
  const belowShare = (value: number) => low.reduce((count, other) => count + (other <= value ? 1 : 0), 0) / low.length;
  return Math.max(...SHARES.map((share) => Math.abs(belowShare(quantileSorted(converted, share)) - share)));
}

/** The mean distance of their quantiles, in the span of nine tenths of the lower heap. */
function leftoverOf(low: Float64Array, converted: Float64Array): number {
  const span = quantileSorted(low, 0.95) - quantileSorted(low, 0.05);
  const apart = SHARES.map((share) => Math.abs(quantileSorted(converted, share) - quantileSorted(low, share)));
  return mean(apart) / (span || 1);
}

const countAbove = (values: Float64Array, cut: number): number => values.reduce((count, value) => count + (value > cut ? 1 : 0), 0);

function finding({ name, values }: NumberColumn, matches: readonly Match[]): Finding {
  const { cut, ratio } = matches[0]!;
  const above = countAbove(values, cut);
  const all = values.reduce((count, value) => count + (value === value ? 1 : 0), 0);
  const isMinorAbove = above * 2 <= all;
  const minor = isMinorAbove ? above : all - above;
  const said = matches.map(({ units }) => units.said).join(', or ');
  return {
    code: 'mixed-units',
    severity: 'warning',
    columns: [name],
    message: `${quoted(name)} looks like two units in one column, ${said}: ${counted(minor, 'row')} (${percent(minor / all)}) ${isMinorAbove ? 'above' : 'below'} ${brief(cut)} have the shape of the others, ${brief(ratio)} times as ${isMinorAbove ? 'large' : 'small'}${isMinorAbove ? '' : ' (the others over them)'}.`,
    hint:
      matches.length > 1
        ? `These numbers don’t tell which: say on Data what ${quoted(name)} is counted in, and look again.`
        : 'If they are, write all in one unit; if there are two kinds of things, a column should say which is which.',
    evidence: {
      units: said,
      ...(matches.length === 1 && wayOf(matches[0]!.units, isMinorAbove)),
      cut,
      medianRatio: ratio,
      rows: minor,
      share: minor / all
    }
  };
}

/** How the fewer rows are brought to the unit of the others. */
const wayOf = ({ factor, offset, smaller, larger }: Units, isMinorAbove: boolean): PlainRecord => ({
  factor,
  offset,
  ...(smaller !== undefined && larger !== undefined && { smaller, larger }),
  convert: isMinorAbove ? 'above' : 'below'
});
