import type { Pacer } from '../../../../core/pacer.ts';
import type { Column } from '../../../../core/table.ts';
import { counted, percent } from '../../../../core/words.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';
import { foldColumn, isSameCell } from '../../row-hash.ts';

export const duplicateRows: AuditCheck = {
  id: 'duplicate-rows',
  doc: 'Rows that are the same as an earlier one in every column but those with the role id.',
  async run(input) {
    const compared = input.table.columns.filter((column) => input.schema.find(({ name }) => name === column.name)?.role !== 'id');
    const { copies, examples } = await findCopies(compared, input.table.rows, input.pace);
    if (copies === 0) return [];
    const isNatural = couldRepeatByChance(input, compared);
    const share = copies / input.table.rows;
    return [
      {
        code: 'duplicate-rows',
        severity: isNatural || share < 0.005 ? 'info' : 'warning',
        columns: [],
        message: `${counted(copies, 'row')} (${percent(share)}) ${copies === 1 ? 'is an exact copy' : 'are exact copies'} of an earlier row.${isNatural ? ' With so few different values that can be chance.' : ''}`,
        hint: 'If they were recorded twice, drop them: copies in the training and the test part make a model look better than it is.',
        evidence: { copies, share, examples }
      }
    ];
  }
};

/** Copies of an earlier row; rows with the same hash are compared cell by cell. Examples are pairs of row numbers, first one first. */
async function findCopies(
  columns: readonly Column[],
  rows: number,
  pace: Pacer
): Promise<{ copies: number; examples: [number, number][] }> {
  const hashes = await hashRows(columns, rows, pace);
  const firstWith = new Map<number, number>();
  const examples: [number, number][] = [];
  let copies = 0;
  for (let row = 0; row < rows; row++) {
    if (row % 65_536 === 0) await pace(65_536 * 40);
    const first = firstWith.get(hashes[row]!);
    if (first === undefined) firstWith.set(hashes[row]!, row);
    else if (columns.every((column) => isSameCell(column, first, row))) {
      copies++;
      if (examples.length < 5) examples.push([first, row]);
    }
  }
  return { copies, examples };
}

async function hashRows(columns: readonly Column[], rows: number, pace: Pacer): Promise<Float64Array> {
  const first = new Uint32Array(rows);
  const second = new Uint32Array(rows);
  for (const column of columns) {
    foldColumn(column, first, second);
    await pace(rows * 8);
  }
  const hashes = new Float64Array(rows);
  for (let row = 0; row < rows; row++) hashes[row] = (first[row]! >>> 6) * 2 ** 26 + (second[row]! >>> 6);
  return hashes;
}

/** With few possible rows, and many of them, equal ones are no surprise. */
function couldRepeatByChance({ profile, table }: AuditInput, columns: readonly Column[]): boolean {
  const possible = columns.reduce((product, { name }) => product * Math.max(1, profile.columns[name]!.distinct), 1);
  return possible < 20 * table.rows;
}
