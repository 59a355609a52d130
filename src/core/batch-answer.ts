import { counted, listed, quoted } from './words.ts';

/** How a value of a batch differs from all that a model has met: it can't be read, is missing where none was, is a new level, or lies outside the usual. */
export const oddityKinds = ['unreadable', 'missing', 'unseen', 'outside'] as const;
export type OddityKind = (typeof oddityKinds)[number];

/** What is odd about a column of a batch: counts of rows. */
export interface ColumnOddities extends Readonly<Record<OddityKind, number>> {
  readonly column: string;
  /** The first few levels that were not met in training. */
  readonly levels: readonly string[];
  /** Where training values lie, as texts. */
  readonly range?: readonly [string, string];
}

export interface BatchOddities {
  /** Rows that were answered. */
  readonly rows: number;
  /** Rows with at least one odd value. */
  readonly oddRows: number;
  /** Columns with odd values, those with most of them first. */
  readonly columns: readonly ColumnOddities[];
}

export const oddValues = (column: ColumnOddities): number => oddityKinds.reduce((sum, kind) => sum + column[kind], 0);

/** "12 outside 18 to 80; 3 unseen levels, such as “Ulm”". */
export function oddityWords({ unreadable, missing, unseen, outside, levels, range }: ColumnOddities): string {
  return [
    outside > 0 ? `${counted(outside, 'value')} outside what training mostly saw${range ? ` (${range[0]} to ${range[1]})` : ''}` : '',
    unseen > 0 ? `${counted(unseen, 'value')} not seen in training, such as ${listed(levels.map(quoted), 3)}` : '',
    missing > 0 ? `${missing} missing, which none was in training` : '',
    unreadable > 0 ? `${unreadable} that can’t be read, taken as missing` : ''
  ]
    .filter((part) => part !== '')
    .join('; ');
}

/** One calm sentence on a whole batch. */
export function batchOddityWords({ rows, oddRows, columns }: BatchOddities): string {
  if (oddRows === 0) return 'Every row looks like what the model was trained on.';
  const share =
    oddRows === rows ? 'All rows have' : `${oddRows.toLocaleString('en-US')} of ${counted(rows, 'row')} ${oddRows === 1 ? 'has' : 'have'}`;
  return `${share} a value unlike those of training, in ${listed(columns.map(({ column }) => quoted(column)), 3)}. Their answers are less sure than the model says.`; // prettier-ignore
}
