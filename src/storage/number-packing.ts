import { widthOf, type CodeWidth } from './code-array.ts';

/**
 * How numbers are written as whole ones: value = (base + code) / divide * times. It is only taken when that gives every number back bit for bit.
 */
interface Scale {
  readonly divide: number;
  readonly times: number;
}

export interface Packing {
  /** Into `scales`. */
  readonly scale: number;
  readonly base: number;
  /** Bytes a code takes. The largest code stands for missing. */
  readonly width: CodeWidth;
  /** The values as whole numbers, NaN = missing; good until the next call. */
  readonly wholes: Float64Array;
}

/** Decimals, and milliseconds as seconds, minutes, hours and days. Their places are part of the stored form. */
export const scales: readonly Scale[] = [
  ...[1, 10, 100, 1e3, 1e4, 1e5, 1e6].map((divide) => ({ divide, times: 1 })),
  ...[1e3, 6e4, 36e5, 864e5].map((times) => ({ divide: 1, times }))
];

const SAMPLE = 64;
/** Beyond, a base and a code may not add up exactly. */
export const MOST_BASE = 2 ** 51;

/** The narrowest way, or null when there is none narrower than the numbers themselves. */
export function packingOf(values: Float64Array): Packing | null {
  if (wholes.length < values.length) wholes = new Float64Array(values.length);
  const sample = values.subarray(0, SAMPLE);
  for (const scale of candidates(sample)) {
    const range = rangeIn(sample, scale) && rangeIn(values, scale);
    if (range) return packingFor(range, scale);
  }
  return null;
}

const DECIMALS = 7;
let wholes = new Float64Array(0);

/** Whole numbers too large for two bytes may be many milliseconds: then the largest unit comes first. Otherwise the fewest decimals do. */
function candidates(sample: Float64Array): readonly number[] {
  const isLarge = sample.some((value) => Math.abs(value) > 65_534) && rangeIn(sample, 0) !== null;
  return isLarge ? [10, 9, 8, 7, 0] : [0, 1, 2, 3, 4, 5, 6];
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/** Fills `wholes`. @returns their range, or null when a value is not given back by its whole number, bit for bit */
function rangeIn(values: Float64Array, scale: number): Range | null {
  const { divide, times } = scales[scale]!;
  const range = scale < DECIMALS ? rangeOfDecimals(values, divide) : rangeOfMultiples(values, times);
  return range && range.least >= -MOST_BASE && range.most <= MOST_BASE ? range : null;
}

function rangeOfDecimals(values: Float64Array, divide: number): Range | null {
  const into = wholes;
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const whole = Math.round(value * divide);
    into[i] = whole;
    if (whole / divide !== value) {
      if (value === value) return null;
      continue;
    }
    if (whole === 0 && Object.is(value, -0)) return null;
    if (whole < least) least = whole;
    if (whole > most) most = whole;
  }
  return { least, most };
}

function rangeOfMultiples(values: Float64Array, times: number): Range | null {
  const into = wholes;
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const whole = Math.round(value / times);
    into[i] = whole;
    if (whole * times !== value) {
      if (value === value) return null;
      continue;
    }
    if (whole === 0 && Object.is(value, -0)) return null;
    if (whole < least) least = whole;
    if (whole > most) most = whole;
  }
  return { least, most };
}

function packingFor({ least, most }: Range, scale: number): Packing | null {
  if (least > most) return { scale, base: 0, width: 1, wholes };
  const width = widthOf(most - least);
  return width && { scale, base: least, width, wholes };
}
