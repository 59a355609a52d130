import { shapeStepInvalid } from '../../core/errors/shaping.ts';
import type { Generalisation } from '../../core/protect-step.ts';
import type { CategoryColumn, NumberColumn } from '../../core/table.ts';
import { grouped, quoted } from '../../core/words.ts';

type Bands = Extract<Generalisation, { by: 'bands' }>;

/** More of them than this are no bands any more. */
const MOST_BANDS = 1000;

/**
 * Numbers as bands `[i * width, (i + 1) * width)`, named "20 to 29" for whole numbers and widths and "0.5 to under 1" otherwise. With bounds the
 * first and the last band are open: "under 20", "80 or more".
 * @throws LatheError `shape-step-invalid` when there would be more than 1,000 bands
 */
export function bandsOf(column: NumberColumn, isWhole: boolean, { width, lowest = -Infinity, highest = Infinity }: Bands): CategoryColumn {
  const bandOf = (value: number) => (value < lowest ? -Infinity : value >= highest ? Infinity : wholePart(value / width));
  const bands = new Set<number>();
  for (const value of column.values) if (!Number.isNaN(value)) bands.add(bandOf(value));
  if (bands.size > MOST_BANDS)
    throw shapeStepInvalid(
      'generalise',
      `${quoted(column.name)} would fall into ${grouped(bands.size)} bands of ${width}`,
      'Use wider bands.'
    );
  const sorted = [...bands].sort((a, b) => a - b);
  const codeOf = new Map(sorted.map((band, code) => [band, code]));
  const name = bandNames(isWhole && Number.isInteger(width), { width, lowest, highest });
  const codes = Int32Array.from(column.values, (value) => (Number.isNaN(value) ? -1 : codeOf.get(bandOf(value))!));
  return { kind: 'category', name: column.name, codes, labels: sorted.map(name) };
}

/** A band that a bound cuts is named by what is left of it. */
function bandNames(isWhole: boolean, { width, lowest, highest }: { width: number; lowest: number; highest: number }) {
  return (band: number): string => {
    if (band === -Infinity) return `under ${tidy(lowest)}`;
    if (band === Infinity) return `${tidy(highest)} or more`;
    const from = Math.max(lowest, band * width);
    const to = Math.min(highest, (band + 1) * width);
    if (!isWhole) return `${tidy(from)} to under ${tidy(to)}`;
    return to - from <= 1 ? tidy(from) : `${tidy(from)} to ${tidy(Math.ceil(to) - 1)}`;
  };
}

/** Without the last digits that binary fractions leave: 0.3, not 0.30000000000000004. */
const tidy = (value: number): string => String(Number(value.toPrecision(12)));

/** 0.3 / 0.1 is a little less than 3 in binary fractions, and 0.3 begins the fourth band all the same. */
const wholePart = (quotient: number): number => Math.floor(quotient + 1e-12 * Math.max(1, Math.abs(quotient)));
