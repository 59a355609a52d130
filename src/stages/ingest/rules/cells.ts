import type { CategoryColumn, Column } from '../../../core/table.ts';
import { timeText } from '../../../core/time-text.ts';
import { isoText } from '../csv/csv-text.ts';
import type { Piece, RuleCheck, Tally } from './rule-kind.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A cell as keys and lists of values spell it: numbers in their shortest form, times as ISO 8601 in UTC, whatever their zone; empty where there is none. */
export function cellText(column: Column, row: number): string {
  switch (column.kind) {
    case 'number':
      return column.values[row] === column.values[row] ? String(column.values[row]) : '';
    case 'time':
      return column.values[row] === column.values[row] ? isoText(column.values[row]!) : '';
    case 'category':
      return column.labels[column.codes[row]!] ?? '';
    case 'text':
      return column.missing[row] ? '' : decoder.decode(column.bytes.subarray(column.offsets[row]!, column.offsets[row + 1]!));
    case 'image':
      return '';
  }
}

/** A cell as a person is told of it: a moment by the clocks of its zone. */
export const saidText = (column: Column, row: number): string =>
  column.kind === 'time' && !Number.isNaN(column.values[row]) ? timeText(column.values[row]!, column.zone) : cellText(column, row);

/** Whether each row has a value. */
export function presenceOf(column: Column): (row: number) => boolean {
  switch (column.kind) {
    case 'number':
    case 'time':
      return (row) => column.values[row] === column.values[row];
    case 'category':
      return (row) => column.codes[row]! >= 0;
    case 'text':
      return (row) => column.missing[row] !== 1;
    case 'image':
      return () => true;
  }
}

/** A check of one column, value by value. @param testOf for a piece: whether the value of a row keeps to the rule */
export const checkValues = (testOf: (column: Column) => (row: number) => boolean): RuleCheck => ({
  take({ columns: [column], from, rows }: Piece, tally: Tally) {
    const isThere = presenceOf(column!);
    const keeps = testOf(column!);
    for (let row = 0; row < rows; row++) {
      if (!isThere(row)) continue;
      tally.checked++;
      if (!keeps(row)) tally.fail(from + row, saidText(column!, row));
    }
  }
});

/** A test of texts, done once a label where there are labels. */
export function byText(keeps: (text: string) => boolean): (column: Column) => (row: number) => boolean {
  const known = new Map<string, boolean>();
  const tested = (text: string) => {
    let answer = known.get(text);
    if (answer === undefined) known.set(text, (answer = keeps(text)));
    return answer;
  };
  return (column) => {
    if (column.kind !== 'category') return (row) => keeps(cellText(column, row));
    const answers = labelAnswers(column, tested);
    return (row) => answers[column.codes[row]!]!;
  };
}

const labelAnswers = ({ labels }: CategoryColumn, keeps: (text: string) => boolean): boolean[] => labels.map(keeps);
