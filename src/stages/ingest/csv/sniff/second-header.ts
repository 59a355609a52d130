import { unitOf } from '../../../../core/units.ts';
import type { MissingMarkers } from '../missing-markers.ts';
import { columnEnds, isTypedKind, kindOfCell } from './cell-kinds.ts';

/** A second record that is a line of the header: units, types, questions, or the lower half of two-storey names. */
export interface SecondHeader {
  /** The names with what it adds to them. */
  readonly names: readonly string[];
  /** What the numbers of each column are counted in; null where it says none. */
  readonly units: readonly (string | null)[];
}

const LOOKED_AT = 100;
const LEAST_ROWS = 2;

/**
 * Whether the first record below the names is a line of the header too: every column that holds numbers or dates below has a word there, or nothing.
 * Units are known as such, even one of them with nothing beside it; other words have to stand over two such columns at least, be different, and not be met again. Where the
 * names above have gaps or stand twice, as cells that were merged leave them, the words are added to the names.
 * @returns null when it is a row
 */
export function secondHeader(first: readonly string[], rest: readonly (readonly string[])[], markers: MissingMarkers): SecondHeader | null {
  const [second, ...rows] = rest.slice(0, LOOKED_AT);
  if (!second || rows.length < LEAST_ROWS || second.length !== first.length) return null;
  const ends = columnEnds(
    rows.map((row) => first.map((_, j) => kindOfCell(row[j], markers))),
    first.length
  );
  const typed = ends.flatMap(({ kind, since, values }, j) => (isTypedKind(kind) && since === 0 && values >= LEAST_ROWS ? [j] : []));
  const kinds = second.map((cell) => kindOfCell(cell, markers));
  const words = typed.filter((j) => kinds[j] === 'word');
  if (words.length === 0 || typed.some((j) => isTypedKind(kinds[j]!))) return null;
  const units = second.map((cell, j) => (words.includes(j) ? unitSaid(cell) : null));
  const isAlone = kinds.filter((kind) => kind !== 'missing').length === 1;
  const areUnits = words.every((j) => units[j] !== null) && (words.length > 1 || isAlone);
  if (!areUnits && !areNames(second, words, rows, first)) return null;
  return { names: areUnits ? first : storeyedNames(first, second), units: areUnits ? units : second.map(() => null) };
}

/** A unit that is known, or anything short in brackets. */
function unitSaid(cell: string): string | null {
  const bracketed = /^[[(](.{0,12})[\])]$/.exec(cell.trim());
  const text = (bracketed?.[1] ?? cell).trim();
  return unitOf(text)?.symbol ?? (bracketed ? text : null);
}

function areNames(
  second: readonly string[],
  words: readonly number[],
  rows: readonly (readonly string[])[],
  first: readonly string[]
): boolean {
  if (words.length < 2) return false;
  const said = words.map((j) => second[j]!);
  const isNew = words.every((j) => rows.every((row) => row[j] !== second[j]));
  return isNew && (hasGaps(first) || new Set(said).size === said.length);
}

const hasGaps = (first: readonly string[]): boolean => new Set(first.filter((name) => name !== '')).size < first.length;

/** Under merged cells the name stands over the first column only, or over each. */
function storeyedNames(first: readonly string[], second: readonly string[]): readonly string[] {
  if (!hasGaps(first)) return first;
  let over = '';
  return first.map((name, j) => {
    if (name !== '') over = name;
    return [over, second[j]!].filter((part) => part !== '').join(' ');
  });
}
