import { counted } from '../../../../core/words.ts';
import { presenceOf } from '../cells.ts';
import { settled, type RuleKind } from '../rule-kind.ts';

export const notNull: RuleKind = {
  id: 'not-null',
  label: 'Required',
  doc: 'Every row has a value.',
  takes: 'column',
  value: { holds: 'nothing' },
  describe: () => 'has a value in every row',
  begin: () => ({
    take({ columns: [column], from, rows }, tally) {
      const isThere = presenceOf(column!);
      tally.checked += rows;
      for (let row = 0; row < rows; row++) if (!isThere(row)) tally.fail(from + row, '');
    }
  }),
  propose: ({ columns, rows }) =>
    settled(
      columns.flatMap(({ name, missing }) =>
        missing === 0 && rows > 0 ? [{ column: name, kind: 'not-null', because: `None of ${counted(rows, 'row')} lacks a value.` }] : []
      )
    )
};
