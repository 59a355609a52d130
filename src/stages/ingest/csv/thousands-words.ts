import { counted, listedNames, quoted } from '../../../core/words.ts';
import type { FinishedColumn } from './finish-column.ts';
import { shortened } from './header.ts';
import type { Issue } from './issue-log.ts';
import type { ReadThousands } from './thousands.ts';

/** What parts the thousands, in the plural. */
export const partingMarks: Readonly<Record<ReadThousands['mark'], string>> = {
  ',': 'commas',
  '.': 'points',
  ' ': 'blanks',
  "'": 'apostrophes'
};
const LINES_SHOWN = 10;

/** Which columns were read so that a mark parts their thousands: each mark once, with all of its columns. */
export function thousandsIssues(columns: readonly FinishedColumn[]): Issue[] {
  const found = columns.flatMap(({ name, thousands }) => (thousands ? [{ name: shortened(name), ...thousands }] : []));
  return [...new Set(found.map(({ mark }) => mark))].map((mark) => {
    const own = found.filter((one) => one.mark === mark);
    const { text, value } = own[0]!;
    const where = `${counted(own.length, 'column')}: ${listedNames(own.map(({ name }) => name))}`;
    return {
      code: 'thousands-mark',
      message: `${quoted(text)} was read as ${value}, because ${partingMarks[mark]} part the thousands, in ${where}. Where that is not meant, choose at the import how the column is written.`,
      count: own.reduce((sum, one) => sum + one.count, 0),
      lines: [...new Set(own.map(({ line }) => line))].sort((a, b) => a - b).slice(0, LINES_SHOWN)
    };
  });
}
