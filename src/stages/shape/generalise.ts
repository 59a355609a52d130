import { shapeStepInvalid } from '../../core/errors/shaping.ts';
import type { Pacer } from '../../core/pacer.ts';
import type { Generalisation, ProtectStep } from '../../core/protect-step.ts';
import type { Column, NumberColumn, TimeColumn } from '../../core/table.ts';
import { clockOf, momentOf } from '../../core/time-zone.ts';
import { quoted } from '../../core/words.ts';
import { bandsOf } from './bands.ts';
import { distinctTexts } from './distinct-texts.ts';
import { keyColumn, pruneLabels, readFrameColumn, textOrCategory, withValues, type Frame } from './frame.ts';
import { countCodes } from './sample.ts';

/**
 * Makes the values of a column coarser. Bands and merged values are categories, bands in the order of their numbers; months and years stay times.
 * @throws LatheError `column-not-found`, `shape-step-invalid` for a column of another type
 */
export async function generaliseColumn(
  frame: Frame,
  { column: name, into }: Extract<ProtectStep, { kind: 'generalise' }>,
  pace: Pacer
): Promise<Frame> {
  const before = keyColumn(frame, name, 'generalise');
  const { type } = before;
  const values = await readFrameColumn(before);
  await pace(frame.rows * 20);
  const coarse = await coarser(values, { rows: frame.rows, isWhole: type === 'integer' }, into, pace);
  return withValues(frame, name, coarse, coarse.kind === 'number' ? type : coarse.kind);
}

/** One column made coarser; also what a suggestion tries before anything is done. */
export async function coarser(
  column: Column,
  { rows, isWhole }: { readonly rows: number; readonly isWhole: boolean },
  into: Generalisation,
  pace: Pacer
): Promise<Column> {
  switch (into.by) {
    case 'bands':
      return bandsOf(numbersOnly(column), isWhole, into);
    case 'month':
    case 'year':
      return startsOf(timesOnly(column, into.by), into.by);
    case 'leading':
      return leadingOf(column, rows, into.keep, pace);
    case 'merge-rare':
      return mergeRare(column, rows, into.least, pace);
  }
}

function numbersOnly(column: Column): NumberColumn {
  if (column.kind === 'number') return column;
  throw shapeStepInvalid(
    'generalise',
    `${quoted(column.name)} holds no numbers, which bands are made of`,
    'Merge rare values, or keep the first letters.'
  );
}

function timesOnly(column: Column, part: 'month' | 'year'): TimeColumn {
  if (column.kind === 'time') return column;
  throw shapeStepInvalid(
    'generalise',
    `${quoted(column.name)} holds no times, which have a ${part}`,
    'Give it the type time on Data first.'
  );
}

function startsOf(column: TimeColumn, part: 'month' | 'year'): TimeColumn {
  const clock = clockOf(column.zone);
  const start = (value: number) => {
    if (Number.isNaN(value)) return NaN;
    const date = new Date(clock(value));
    // Date.UTC takes the years 0 to 99 for 1900 to 1999.
    return momentOf(column.zone, new Date(0).setUTCFullYear(date.getUTCFullYear(), part === 'month' ? date.getUTCMonth() : 0, 1));
  };
  return { ...column, values: column.values.map(start) };
}

/** The first letters, and a sign that more stood there. Shorter values stay. */
async function leadingOf(column: Column, rows: number, keep: number, pace: Pacer): Promise<Column> {
  const { codes, texts } = await distinctTexts(column, rows, pace);
  const cut = texts.map((text) => {
    const letters = [...text.trim()];
    return letters.length > keep ? `${letters.slice(0, keep).join('')}…` : text.trim();
  });
  return textOrCategory(column.name, codes, cut);
}

const OTHER = 'other';

async function mergeRare(column: Column, rows: number, least: number, pace: Pacer): Promise<Column> {
  const { codes, texts } = await distinctTexts(column, rows, pace);
  const merged = rareOnes(countCodes(codes), texts, least);
  const labels = texts.map((text, code) => (merged.has(code) ? OTHER : text));
  const coarse = textOrCategory(column.name, codes, labels);
  return coarse.kind === 'category' ? pruneLabels(coarse) : coarse;
}

/** The values to merge; where they are too few together, the next rarest join them. A value that is called "other" already is one of them. */
function rareOnes(counts: Float64Array, texts: readonly string[], least: number): Set<number> {
  const order = [...counts.keys()].sort((a, b) => counts[a]! - counts[b]! || (texts[a]! < texts[b]! ? -1 : 1));
  const merged = new Set(order.filter((code) => texts[code] === OTHER));
  let rows = [...merged].reduce((sum, code) => sum + counts[code]!, 0);
  const isRare = (code: number) => counts[code]! < least;
  if (!order.some((code) => isRare(code))) return new Set();
  for (const code of order) {
    if (merged.has(code)) continue;
    if (!isRare(code) && rows >= least) break;
    merged.add(code);
    rows += counts[code]!;
  }
  return merged;
}
