import { counted } from '../../../../core/words.ts';
import { membersOf, type Member, type Records } from './members.ts';
import { JsonFault, skipSpace, textOf } from './scan-json.ts';

const NUMBERED = /^"\d+"$/;

/**
 * One object that holds columns, each an object from row numbers to values, as pandas writes a table: as a list of rows. Numbers that do not run from 0
 * become a column of their own.
 * @returns null when the file is something else
 */
export function columnWise(bytes: Uint8Array): Records | null {
  const columns = columnsOf(bytes);
  if (!columns) return null;
  const rows = new Map<string, string[]>();
  for (const { key, cells } of columns)
    for (const cell of cells) {
      const row = rows.get(cell.key) ?? [];
      rows.set(cell.key, row);
      row.push(`${key}:${textOf(bytes, cell.start, cell.end)}`);
    }
  const isCounted = [...rows.keys()].every((key, i) => key === `"${i}"`);
  const name = columns.some(({ key }) => key === '"index"') ? '"row index"' : '"index"';
  const numbered = (key: string): readonly string[] => (isCounted ? [] : [`${name}:${key.slice(1, -1)}`]);
  return {
    parts: ['[', [...rows].map(([key, cells]) => `{${[...numbered(key), ...cells].join(',')}}`).join(',\n'), ']'],
    note: `The file is one JSON object of ${counted(columns.length, 'column')}, each from row numbers to values; it was read as rows.`
  };
}

interface Column {
  readonly key: string;
  readonly cells: readonly Member[];
}

/** Null where something in the file is no column of numbered values. */
function columnsOf(bytes: Uint8Array): Column[] | null {
  try {
    const all = membersOf(bytes, skipSpace(bytes, 0, bytes.length), bytes.length);
    const columns: Column[] = [];
    let next = all.next();
    for (; !next.done; next = all.next()) {
      const { key, start, end } = next.value;
      if (bytes[start] !== 0x7b) return null;
      const cells = [...membersOf(bytes, start, end)];
      if (cells.length === 0 || !cells.every((cell) => NUMBERED.test(cell.key))) return null;
      columns.push({ key, cells });
    }
    return columns.length > 0 && skipSpace(bytes, next.value, bytes.length) === bytes.length ? columns : null;
  } catch (error) {
    if (error instanceof JsonFault) return null;
    throw error;
  }
}
