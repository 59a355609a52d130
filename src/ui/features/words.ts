import { capital, countOf, counted, inWords, quoted } from '../../core/words.ts';
import type { ColumnGlance, StepEffect } from '../../app/api/preparing.ts';
import { formatCell, formatNumber } from '../../charts/format.ts';

/** What the screen of the recipe knows. */
export interface RecipeFacts {
  readonly columns: number;
  /** Null until the recipe was fitted once, to look at. */
  readonly features: number | null;
  readonly steps: number;
  /** The rows are images. */
  readonly isImages: boolean;
}

/** The sentence the page opens with. */
export function featuresTitle({ columns, features, steps, isImages }: RecipeFacts): string {
  if (isImages && steps === 0) return 'The network sees the pixels as they are; it makes its own features.';
  if (features === null) return `${capital(countOf(columns, 'column'))} to make features from.`;
  if (steps === 0)
    return `${capital(countOf(columns, 'column'))} ${columns === 1 ? 'goes' : 'go'} to the model as they are; there is nothing to learn here.`;
  const learned = 'every step is learned from training rows only.';
  return `${capital(countOf(features, 'feature'))} from ${countOf(columns, 'column')}; ${learned}`;
}

type Flow = Pick<StepEffect, 'columnsBefore' | 'columnsAfter' | 'rowsBefore' | 'rowsAfter'>;

/** "8 columns in, 10 out"; "310 training rows in, 480 out". */
export function sayFlow({ columnsBefore, columnsAfter, rowsBefore, rowsAfter }: Flow): string {
  if (rowsAfter !== rowsBefore) return `${counted(rowsBefore, 'training row')} in, ${counted(rowsAfter, 'row')} out`;
  if (columnsBefore === columnsAfter) return `${countOf(columnsBefore, 'column')} in and out`;
  return `${countOf(columnsBefore, 'column')} in, ${inWords(columnsAfter)} out`;
}

/** A value of the one row. */
export function sayValue(value: string | number | null): string {
  if (value === null) return 'missing';
  if (typeof value === 'number') return formatCell(value);
  const letters = [...value.replace(/T00:00:00\.000Z$/, '')];
  return letters.length > LONGEST_TEXT ? `${letters.slice(0, LONGEST_TEXT - 1).join('')}…` : letters.join('');
}

/** Of a text that becomes words the beginning will do. */
const LONGEST_TEXT = 140;

/** Of many columns those first in which the one row has something: a text uses few of the words there are. */
export function tellingFirst<C extends Pick<ColumnGlance, 'value'>>(columns: readonly C[], most: number): readonly C[] {
  if (columns.length <= most) return columns;
  const tells = ({ value }: C) => value !== null && value !== 0;
  return [...columns.filter(tells), ...columns.filter((column) => !tells(column))];
}

/** What a small picture of a column shows, for those who don't see it. */
export const sayShape = ({ name, kind }: Pick<ColumnGlance, 'name' | 'kind'>): string =>
  kind === 'category'
    ? `Rows of each level of ${quoted(name)}, the commonest first`
    : `How the values of ${quoted(name)} lie, from the smallest to the largest`;

/** A column in a few words: "mean 43.9, deviation 5.5, 2 missing". */
export function sayColumn({ kind, mean, deviation, levels, missing }: ColumnGlance): string {
  const known =
    mean !== null && deviation !== null
      ? `mean ${sayValue(nearZero(mean))}, deviation ${sayValue(nearZero(deviation))}`
      : levels !== null
        ? counted(levels, 'level')
        : kind;
  return missing > 0 ? `${known}, ${formatNumber(missing)} missing` : known;
}

/** What rounding leaves of nothing is shown as nothing. */
const nearZero = (value: number): number => (Math.abs(value) < 1e-9 ? 0 : value);

/** What the experiment of the drawer shows, said in a sentence. */
export function sayScaler(
  trainRows: number,
  columns: readonly { readonly name: string; readonly shift: number; readonly stretch: number }[]
): string {
  const worst = [...columns].sort((a, b) => Math.abs(b.shift) - Math.abs(a.shift))[0];
  if (!worst) return 'There is no number column that varies, so a scaler has nothing to learn here.';
  const size = Math.abs(worst.shift);
  const told = `With ${formatNumber(trainRows)} training rows the centre of ${quoted(worst.name)} moves by ${size.toFixed(3)} deviations when held-out rows are let in.`;
  if (size < 0.05)
    return `${told} That is little, and it changes hardly any answer; the habit matters where rows are few or steps look at the answer.`;
  return `${told} A score measured after that has seen something of the rows it is measured on.`;
}
