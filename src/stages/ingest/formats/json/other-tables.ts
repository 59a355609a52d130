import { counted } from '../../../../core/words.ts';
import { membersOf, type Member, type Records } from './members.ts';
import { JsonFault, skipSpace, textOf } from './scan-json.ts';

const [OBJECT, LIST, QUOTE] = [0x7b, 0x5b, 0x22];
const NUMBERED = /^"\d+"$/;
/** Objects under names of their own could as well be parts of one record. */
const LEAST_NAMED = 3;

/**
 * One object that holds a table in another way than as a list of objects: its columns as lists, the names and the rows apart, or its rows under their
 * names, as pandas writes them with `list`, `split` and `index`.
 * @returns null when the file is something else
 */
export function otherTable(bytes: Uint8Array): Records | null {
  const members = wholeObject(bytes);
  if (!members || members.length === 0) return null;
  return parted(bytes, members) ?? listed(bytes, members) ?? named(bytes, members);
}

function wholeObject(bytes: Uint8Array): Member[] | null {
  try {
    const all = membersOf(bytes, skipSpace(bytes, 0, bytes.length), bytes.length);
    const members: Member[] = [];
    let next = all.next();
    for (; !next.done; next = all.next()) members.push(next.value);
    return skipSpace(bytes, next.value, bytes.length) === bytes.length ? members : null;
  } catch (error) {
    if (error instanceof JsonFault) return null;
    throw error;
  }
}

const written = (bytes: Uint8Array, { start, end }: Pick<Member, 'start' | 'end'>): string => textOf(bytes, start, end);
const rowsOf = (rows: readonly string[]): string[] => ['[', rows.join(',\n'), ']'];

/** The members of a list; null where it is none, or one of them is not what is asked. */
function listOf(bytes: Uint8Array, list: Member | undefined, isOne: (first: number) => boolean): Member[] | null {
  if (list === undefined || bytes[list.start] !== LIST) return null;
  const members = [...membersOf(bytes, list.start, list.end)];
  return members.every(({ start }) => isOne(bytes[start]!)) ? members : null;
}

const isPlain = (first: number): boolean => first !== OBJECT && first !== LIST;

/** `{"columns": ["a", "b"], "index": [0, 1], "data": [[1, 2], [3, 4]]}` */
function parted(bytes: Uint8Array, members: readonly Member[]): Records | null {
  const at = (name: string) => members.find(({ key }) => key === `"${name}"`);
  const names = listOf(bytes, at('columns'), isPlain)?.map((name) =>
    bytes[name.start] === QUOTE ? written(bytes, name) : `"${written(bytes, name)}"`
  );
  const data = listOf(bytes, at('data'), (first) => first === LIST);
  if (!names || !data) return null;
  const rows = data.map((row) => [...membersOf(bytes, row.start, row.end)].map((cell) => written(bytes, cell)));
  if (rows.some((cells) => cells.length !== names.length)) return null;
  const numbers = listOf(bytes, at('index'), isPlain)?.map((number) => written(bytes, number)) ?? [];
  const isCounted = numbers.length !== rows.length || numbers.every((number, i) => number === String(i));
  const own = isCounted ? null : freeName(names);
  const records = rows.map(
    (cells, i) => `{${[...(own ? [`${own}:${numbers[i]}`] : []), ...cells.map((cell, j) => `${names[j]}:${cell}`)].join(',')}}`
  );
  return {
    parts: rowsOf(records),
    note: 'The file is one JSON object with the names of the columns and their rows apart; it was read as rows.'
  };
}

/** `{"a": [1, 2], "b": [3, 4]}` */
function listed(bytes: Uint8Array, members: readonly Member[]): Records | null {
  const columns = members.map((member) => listOf(bytes, member, isPlain));
  const rows = columns[0]?.length ?? 0;
  if (rows === 0 || columns.some((cells) => cells?.length !== rows)) return null;
  const records = Array.from(
    { length: rows },
    (_, i) => `{${members.map(({ key }, j) => `${key}:${written(bytes, columns[j]![i]!)}`).join(',')}}`
  );
  return {
    parts: rowsOf(records),
    note: `The file is one JSON object of ${counted(members.length, 'column')}, each a list of values; it was read as rows.`
  };
}

/** `{"ann": {"age": 5}, "bob": {"age": 6}}`: what each row is called becomes a column, unless rows are numbered from 0. */
function named(bytes: Uint8Array, members: readonly Member[]): Records | null {
  if (members.some(({ start }) => bytes[start] !== OBJECT)) return null;
  const rows = members.map((row) => [...membersOf(bytes, row.start, row.end)]);
  const keysOf = (cells: readonly Member[]) => cells.map(({ key }) => key).join();
  const isNumbered = members.every(({ key }) => NUMBERED.test(key));
  const areAlike = rows[0]!.length > 0 && rows.every((cells) => keysOf(cells) === keysOf(rows[0]!));
  const isTable = isNumbered ? rows.some((cells) => cells.length > 0) : areAlike && members.length >= LEAST_NAMED;
  if (!isTable || !rows.flat().every(({ start }) => isPlain(bytes[start]!))) return null;
  const isCounted = members.every(({ key }, i) => key === `"${i}"`);
  const own = isCounted ? null : freeName(rows.flatMap((cells) => cells.map(({ key }) => key)));
  const nameOf = ({ key }: Member) => (isNumbered ? key.slice(1, -1) : key);
  const records = members.map((row, i) => {
    const cells = rows[i]!.map((cell) => `${cell.key}:${written(bytes, cell)}`);
    return `{${[...(own ? [`${own}:${nameOf(row)}`] : []), ...cells].join(',')}}`;
  });
  return {
    parts: rowsOf(records),
    note: `The file is one JSON object of ${counted(members.length, 'row')}, each under ${isNumbered ? 'its number' : 'a name'}; it was read as rows.`
  };
}

const freeName = (names: readonly string[]): string => (names.includes('"index"') ? '"row index"' : '"index"');
