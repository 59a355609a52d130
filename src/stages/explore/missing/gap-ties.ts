import type { Pacer } from '../../../core/pacer.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import type { Column, Table } from '../../../core/table.ts';
import { correct } from '../../../kernels/correct-p-values.ts';
import { chiSquareSf, fSf } from '../../../kernels/distributions.ts';
import type { Interval } from '../../../kernels/intervals.ts';
import { cramersVInterval, etaInterval } from '../association/association-interval.ts';
import { standardised } from '../association/correlation.ts';
import { correlationRatio } from '../association/correlation-ratio.ts';
import { cramersV, type Coded } from '../association/cramers-v.ts';
import { hasGap, type Gaps } from './gaps.ts';

/** That a value is missing in one column goes with the values of another. */
export interface GapTie extends PlainRecord {
  readonly column: string;
  readonly by: string;
  readonly kind: 'eta' | 'cramers-v';
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** Corrected for how many pairs were looked at (Benjamini-Hochberg). */
  readonly pValue: number;
}

const MOST_GAPPY = 30;
const MOST_OTHERS = 60;
const MOST_LEVELS = 50;
const LISTED = 10;
const SURE = 0.05;

/**
 * Which gaps go with which other columns, strongest first, ten at most: gaps that do are no pure chance, and filling them in blindly moves a model.
 * @param sample rows to compare, of the columns to compare with
 * @param sampled which rows of the table those are; null = all
 * @param gappy the columns with gaps, most first
 */
export async function gapTies(sample: Table, sampled: Uint32Array | null, gappy: readonly Gaps[], pace: Pacer): Promise<GapTie[]> {
  const others = sample.columns.filter(isComparable).slice(0, MOST_OTHERS).map(sideOf);
  const found: Omit<GapTie, 'pValue'>[] = [];
  const pValues: number[] = [];
  for (const gaps of gappy.slice(0, MOST_GAPPY)) {
    const name = gaps.column;
    const codes = Int32Array.from({ length: sample.rows }, (_, i) => (hasGap(gaps, sampled ? sampled[i]! : i) ? 1 : 0));
    for (const other of others) {
      if (other.name === name) continue;
      const tie = tieOf({ codes, levels: 2 }, other.side);
      await pace(sample.rows * 4);
      if (!Number.isFinite(tie.value) || !Number.isFinite(tie.interval.low)) continue;
      const { kind, value, n, interval, pValue } = tie;
      found.push({ column: name, by: other.name, kind, value, low: interval.low, high: interval.high, n });
      pValues.push(pValue);
    }
  }
  const corrected = correct(pValues, 'benjamini-hochberg');
  return found
    .map((tie, i) => ({ ...tie, pValue: corrected[i]! }) as GapTie)
    .filter(({ pValue }) => pValue < SURE)
    .sort((a, b) => b.value - a.value)
    .slice(0, LISTED);
}

const isComparable = (column: Column): boolean =>
  column.kind === 'number' || column.kind === 'time' || (column.kind === 'category' && column.labels.length <= MOST_LEVELS);

interface Tie {
  readonly kind: GapTie['kind'];
  readonly value: number;
  readonly n: number;
  readonly interval: Interval;
  readonly pValue: number;
}

/** A column ready to be compared, as often as there are gaps. */
interface Side {
  readonly name: string;
  /** Levels, or standardised numbers. */
  readonly side: Coded | Float64Array;
}

const sideOf = (column: Column): Side => ({
  name: column.name,
  side:
    column.kind === 'category'
      ? { codes: column.codes, levels: column.labels.length }
      : standardised((column as { values: Float64Array }).values)
});

function tieOf(mask: Coded, other: Side['side']): Tie {
  if (!(other instanceof Float64Array)) {
    const { value, n, chiSquare, df, room } = cramersV(mask, other);
    return { kind: 'cramers-v', value, n, interval: cramersVInterval({ chiSquare, df, room, n }), pValue: chiSquareSf(chiSquare, df) };
  }
  const { value, n, levels } = correlationRatio(mask, other);
  const [df1, df2] = [levels - 1, n - levels];
  const ratio = (value * value) / df1 / ((1 - value * value) / df2);
  return { kind: 'eta', value, n, interval: etaInterval(value, levels, n), pValue: value >= 1 ? 0 : fSf(ratio, df1, df2) };
}
