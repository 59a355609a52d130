import type { SetApart } from '../../../core/behind.ts';
import { sayerOf } from '../../../core/say-value.ts';
import { mean, variance } from '../../../core/stats.ts';
import type { CategoryColumn, Column, NumberColumn, Table, TimeColumn } from '../../../core/table.ts';
import { brief, percent, quoted } from '../../../core/words.ts';
import { correct } from '../../../kernels/correct-p-values.ts';
import { fisherExact, welch } from '../../../kernels/two-groups.ts';

/** Two sets of rows of one table: 1 here, 2 elsewhere, 0 in neither. */
export type Sides = Uint8Array;

export interface Differences {
  /** Clear ones first, then by size; at most `most`. */
  readonly apart: readonly SetApart[];
  readonly tried: number;
}

/** Levels of a category that are looked at: the most common. */
const MOST_LEVELS = 12;

/**
 * What sets some rows apart from others: numbers and times by their means (Welch's t), levels and gaps by their shares (Fisher's exact test), each difference
 * over the standard deviation within both sides, p-values corrected by Holm for all that were looked at.
 */
export function setApart(table: Table, sides: Sides, most = 5): Differences {
  const found = table.columns.flatMap((column) => differencesIn(column, sides));
  const corrected = correct(
    found.map(({ pValue }) => pValue),
    'holm'
  );
  const apart = found
    .map((difference, i) => ({ ...difference, pValue: corrected[i]! }))
    .filter(({ difference, pValue }) => Number.isFinite(difference) && difference !== 0 && !Number.isNaN(pValue))
    .sort((a, b) => Number(b.pValue < 0.05) - Number(a.pValue < 0.05) || Math.abs(b.difference) - Math.abs(a.difference))
    .slice(0, most);
  return { apart, tried: corrected.filter((pValue) => !Number.isNaN(pValue)).length };
}

/** Stands for a difference where neither side varies at all. */
const MOST = 10;

const standardised = (gap: number, within: number): number =>
  gap === 0 ? 0 : Math.sign(gap) * Math.min(MOST, Math.abs(gap) / Math.sqrt(Math.max(0, within)));

function differencesIn(column: Column, sides: Sides): SetApart[] {
  if (column.kind === 'category') return [...levelsOf(column, sides), ...gaps(column.name, column.codes, (code) => code < 0, sides)];
  if (column.kind !== 'number' && column.kind !== 'time') return [];
  return [...means(column, sides), ...gaps(column.name, column.values, Number.isNaN, sides)];
}

function means(column: NumberColumn | TimeColumn, sides: Sides): SetApart[] {
  const of = (side: number) => column.values.filter((value, row) => sides[row] === side && !Number.isNaN(value));
  const [here, elsewhere] = [of(1), of(2)];
  if (here.length < 2 || elsewhere.length < 2) return [];
  const [own, other] = [mean(here), mean(elsewhere)];
  const within = (variance(here) * (here.length - 1) + variance(elsewhere) * (elsewhere.length - 1)) / (here.length + elsewhere.length - 2);
  const say = sayerOf(column, brief);
  const way = own > other ? 'higher' : 'lower';
  return [
    {
      column: column.name,
      of: 'values',
      level: null,
      difference: standardised(own - other, within),
      here: own,
      elsewhere: other,
      pValue: welch(here, elsewhere).pValue,
      sentence: `${quoted(column.name)} is ${column.kind === 'time' ? (own > other ? 'later' : 'earlier') : way}: ${say(own)} on average against ${say(other)}.`
    }
  ];
}

function levelsOf({ name, codes, labels }: CategoryColumn, sides: Sides): SetApart[] {
  const counts = new Uint32Array(labels.length);
  codes.forEach((code, row) => void (code >= 0 && sides[row]! > 0 && counts[code]!++));
  const common = [...counts.keys()].filter((code) => counts[code]! > 0).sort((a, b) => counts[b]! - counts[a]! || a - b);
  // of two levels one is the other turned round
  const looked = common.length === 2 ? common.slice(0, 1) : common.slice(0, MOST_LEVELS);
  return looked.flatMap((code) => {
    const level = labels[code]!;
    return shares(sides, (row) => codes[row] === code, { column: name, of: 'level', level }, `${quoted(name)} is ${quoted(level)}`);
  });
}

function gaps<T>(name: string, values: ArrayLike<T>, isMissing: (value: T) => boolean, sides: Sides): SetApart[] {
  const missing = (row: number) => isMissing(values[row]!);
  if (!sides.some((side, row) => side > 0 && missing(row))) return [];
  return shares(sides, missing, { column: name, of: 'missing', level: null }, `${quoted(name)} is missing`);
}

function shares(
  sides: Sides,
  isHit: (row: number) => boolean,
  about: Pick<SetApart, 'column' | 'of' | 'level'>,
  condition: string
): SetApart[] {
  const [rows, hits] = [
    [0, 0, 0],
    [0, 0, 0]
  ];
  sides.forEach((side, row) => {
    rows[side]!++;
    if (isHit(row)) hits[side]!++;
  });
  if (rows[1] === 0 || rows[2] === 0) return [];
  const [here, elsewhere] = [hits[1]! / rows[1]!, hits[2]! / rows[2]!];
  const within = (rows[1]! * here * (1 - here) + rows[2]! * elsewhere * (1 - elsewhere)) / (rows[1]! + rows[2]!);
  return [
    {
      ...about,
      difference: standardised(here - elsewhere, within),
      here,
      elsewhere,
      pValue: fisherExact(hits[1]!, rows[1]!, hits[2]!, rows[2]!),
      sentence: `${condition} in ${percent(here)} of them, in ${percent(elsewhere)} of the others.`
    }
  ];
}
