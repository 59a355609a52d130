import { counted, listedNames } from '../../../../core/words.ts';
import { foldColumn } from '../../../../kernels/row-hash.ts';
import { SeenHashes } from '../../../../kernels/seen-hashes.ts';
import type { Rule } from '../../../../core/rule.ts';
import { saidText, presenceOf } from '../cells.ts';
import { settled, type ColumnFacts, type RuleKind } from '../rule-kind.ts';

const FEWEST_ROWS = 20;
/** Measured numbers are unique by chance. */
const namesRows = ({ type, role }: ColumnFacts) => role !== 'target' && type !== 'number' && type !== 'image' && type !== 'boolean';
/** Of a key of two columns: many more different pairs than rows say nothing, for then no two rows meet by chance. */
const MOST_PAIRS = 20;

export const unique: RuleKind = {
  id: 'unique',
  label: 'Unique',
  doc: 'No two rows have the same value, or the same values in all of the columns of a key. Told by a hash of 64 bits: in ten million rows a chance of three in a million to take two for one.',
  takes: 'key',
  types: ['number', 'integer', 'boolean', 'category', 'text', 'time'],
  value: { holds: 'nothing' },
  describe: (rule) =>
    rule.columns?.length ? `and ${listedNames(rule.columns)} never have the same values together twice` : 'never has the same value twice',
  begin() {
    const seen = new SeenHashes();
    return {
      take({ columns, from, rows }, tally) {
        const [first, second] = [new Uint32Array(rows), new Uint32Array(rows)];
        for (const column of columns) foldColumn(column, first, second);
        const present = columns.map(presenceOf);
        for (let row = 0; row < rows; row++) {
          if (!present.every((isThere) => isThere(row))) continue;
          tally.checked++;
          if (!seen.add(first[row]!, second[row]!)) tally.fail(from + row, columns.map((column) => saidText(column, row)).join(', '));
        }
      }
    };
  },
  propose: ({ columns, rows }) => settled(rows < 2 ? [] : [...singles(columns, rows), ...pairs(columns, rows)])
};

const isSingle = ({ distinct, missing, role, ...column }: ColumnFacts, rows: number) =>
  role === 'id'
    ? distinct === rows - missing
    : distinct === rows && rows >= FEWEST_ROWS && namesRows({ distinct, missing, role, ...column });

const singles = (columns: readonly ColumnFacts[], rows: number): Rule[] =>
  columns.flatMap((column) =>
    isSingle(column, rows)
      ? [{ column: column.name, kind: 'unique', because: `${counted(column.distinct, 'different value')} in as many rows.` }]
      : []
  );

/** Where no column tells the rows apart, two may: those that name things, met in few enough pairs that uniqueness is no chance. */
function pairs(columns: readonly ColumnFacts[], rows: number): Rule[] {
  if (rows < FEWEST_ROWS || columns.some((column) => isSingle(column, rows))) return [];
  const able = columns.filter((column) => namesRows(column) && column.missing === 0 && column.distinct > 1).slice(0, 12);
  const fits = (a: ColumnFacts, b: ColumnFacts) => a.distinct * b.distinct >= rows && a.distinct * b.distinct <= MOST_PAIRS * rows;
  const found = able.flatMap((a, i) => able.slice(i + 1).flatMap((b) => (fits(a, b) ? [{ a, b, cells: a.distinct * b.distinct }] : [])));
  return found
    .sort((one, other) => one.cells - other.cells)
    .slice(0, 6)
    .map(({ a, b, cells }) => ({
      column: a.name,
      kind: 'unique',
      columns: [b.name],
      because: `No pair is met twice in ${counted(rows, 'row')}, of ${counted(cells, 'possible pair')}.`
    }));
}
