import { columnNames } from '../../csv/header.ts';
import { IssueLog } from '../../csv/issue-log.ts';
import { MissingMarkers } from '../../csv/missing-markers.ts';
import { sniffHeader } from '../../csv/sniff/sniff-header.ts';
import { membersOf, type Member, type Records } from './members.ts';
import { JsonFault, skipSpace, textOf } from './scan-json.ts';

const LOOKED_AT = 1000;

/**
 * A JSON list of lists as a list of objects. All else, line ends too, stays where it is, so that a line is the same in both.
 * @param header whether the first list names the columns; null: found out
 * @throws JsonFault
 */
export function listRows(bytes: Uint8Array, header: boolean | null): Records {
  const rows = [...membersOf(bytes, skipSpace(bytes, 0, bytes.length), bytes.length)];
  if (rows.some(({ start }) => bytes[start] !== 0x5b)) throw new JsonFault('a row of its list is no list');
  const looked = rows.slice(0, LOOKED_AT).map((row) => [...membersOf(bytes, row.start, row.end)]);
  const isNamed = looked.length > 0 && (header ?? areNames(bytes, looked));
  const width = Math.max(...looked.map((cells) => cells.length), 0);
  const first = isNamed ? looked[0]!.map((cell) => plainText(bytes, cell)) : [];
  const names = columnNames(first, Math.max(width, first.length), false, new IssueLog());
  const pieces: string[] = [];
  let at = 0;
  for (const row of isNamed ? rows.slice(1) : rows) {
    if (row === rows[1] && isNamed) pieces.push(textOf(bytes, 0, rows[0]!.start), lineEnds(textOf(bytes, rows[0]!.start, row.start)));
    else pieces.push(textOf(bytes, at, row.start));
    pieces.push(asObject(bytes, row, names));
    at = row.end;
  }
  const rest = rows.length === (isNamed ? 1 : 0) ? '[]' : textOf(bytes, at, bytes.length);
  const said = isNamed ? 'the first names the columns.' : 'the columns were numbered.';
  return { parts: [...pieces, rest], note: `The file is a JSON list of lists; each became a row, and ${said}` };
}

const lineEnds = (text: string): string => text.replace(/[^\n]/g, '');

function asObject(bytes: Uint8Array, row: Member, names: readonly string[]): string {
  let text = '{';
  let at = row.start + 1;
  let place = 0;
  for (const { start, end } of membersOf(bytes, row.start, row.end)) {
    text += `${textOf(bytes, at, start)}${JSON.stringify(names[place] ?? `column_${place + 1}`)}:${textOf(bytes, start, end)}`;
    at = end;
    place++;
  }
  return `${text}${textOf(bytes, at, row.end - 1)}}`;
}

const isText = (bytes: Uint8Array, { start }: Member): boolean => bytes[start] === 0x22;

/** The words of a text; what else stands there as it is written. */
function plainText(bytes: Uint8Array, cell: Member): string {
  const text = textOf(bytes, cell.start, cell.end);
  return isText(bytes, cell) ? String(JSON.parse(text)) : text === 'null' ? '' : text;
}

/** Texts throughout, above values that are mostly none in some column, or not met again beneath them. */
function areNames(bytes: Uint8Array, [first = [], ...rest]: readonly (readonly Member[])[]): boolean {
  if (first.length === 0 || rest.length === 0 || !first.every((cell) => isText(bytes, cell))) return false;
  const isBesideText = first.some((_, j) => rest.every((row) => !row[j] || !isText(bytes, row[j])));
  const texts = (row: readonly Member[]) => row.map((cell) => plainText(bytes, cell));
  return isBesideText || sniffHeader(texts(first), rest.map(texts), new MissingMarkers(undefined)).header;
}
