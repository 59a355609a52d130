import type { ColumnOutliers, RowOutliers, RowReason } from '../../core/looks/outliers.ts';
import { counted, grouped, listedNames, percent, quoted } from '../../core/words.ts';

/** What chance would bring, in rows. */
export const expectedRows = (expected: number): string => (expected < 1 ? 'less than one row' : `about ${counted(expected, 'row')}`);

/** "12 of 344 rows are strange as a whole; by chance it would be less than one row." */
export function togetherWords({ count, rows, expected, expectedShare, isBeyondChance }: RowOutliers): string {
  const verb = count === 1 ? 'is' : 'are';
  const found = isBeyondChance
    ? `${grouped(count)} of ${counted(rows, 'row')} ${verb} strange as a whole`
    : `No row stands out beyond chance: ${grouped(count)} of ${counted(rows, 'row')} ${verb} above the bound`;
  return `${found}; by chance it would be ${expectedRows(expected)} (${percent(expectedShare)} of rows of a bell shape with the same middles, spreads and correlations).`;
}

/** Which columns took part, and what a category and a gap count as. */
export const partWords = ({ columns }: RowOutliers): string =>
  `${counted(columns.length, 'column takes', 'columns take')} part: ${listedNames(columns, 12)}. A category counts by how rare its value is, and a gap in it is a value of its own; a gap in a number or a time counts as the usual value.`;

/** "“mass” is 9 where 0.02 is usual: 71 % of it" */
export const reasonWords = ({ column, value, usual, share }: RowReason): string =>
  `${quoted(column)} is ${value} where ${usual} is usual: ${percent(share)} of it`;

const methods = {
  'robust-z': 'robust z above 3.5 (median absolute deviation)',
  iqr: 'more than 3 interquartile ranges outside the quartiles'
};
export const methodWords = ({ method }: ColumnOutliers): string => methods[method];
