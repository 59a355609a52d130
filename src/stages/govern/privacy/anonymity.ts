import type { Pacer } from '../../../core/pacer.ts';
import type { Column, Table } from '../../../core/table.ts';
import { clockOf } from '../../../core/time-zone.ts';
import { named, wordsOf } from './detector.ts';
import { address } from './detectors/address.ts';
import { birthDate } from './detectors/birth-date.ts';
import { sensitiveAttribute } from './sensitive.ts';

/** How well people are hidden among others with the same values. */
export interface Anonymity {
  readonly columns: readonly string[];
  /** Rows of the smallest group: k of k-anonymity. Source: Sweeney (2002). */
  readonly smallestGroup: number;
  /** Rows that are alone with their values. */
  readonly uniqueRows: number;
  /** Rows in groups of fewer than five. */
  readonly exposedRows: number;
  readonly rows: number;
}

/** What else a neighbour or an employer may know of somebody. Kept narrow: a column that says nothing of a person would make anything look unique. */
const STANDING = named('occupation', 'job', 'profession', 'beruf', 'education');
const PLACE = named('city', 'town', 'village', 'municipality', 'home_?town', 'wohnort');

/** Of the protected attributes those that show. */
const SEEN: readonly (string | null)[] = ['sex', 'age', 'ethnic origin', 'family'];

/** A birth, what shows of a person, what one does. */
const isOfPersons = (words: string, name: string): boolean =>
  STANDING.test(words) || (birthDate.names?.test(words) ?? false) || SEEN.includes(sensitiveAttribute(name));

const isOfPlaces = (words: string): boolean => PLACE.test(words) || (address.names?.test(words) ?? false);

/** Columns that together may single somebody out. */
export const quasiIdentifiers = (table: Table): Column[] =>
  table.columns.filter(({ kind, name }) => {
    const words = wordsOf(name);
    return (kind === 'number' || kind === 'category' || kind === 'time') && (isOfPersons(words, name) || isOfPlaces(words));
  });

/** How rows fall into groups of equal values, one column after the other. */
export interface GroupedBy {
  /** The column that was added last. */
  readonly column: string;
  readonly groups: number;
  readonly smallestGroup: number;
  readonly uniqueRows: number;
  readonly exposedRows: number;
}

/** What each further column gives away: the groups after the first column, after the first two, and so on. */
export async function addColumnByColumn(table: Table, columns: readonly string[], pace: Pacer): Promise<GroupedBy[]> {
  let groups = new Float64Array(table.rows);
  const steps: GroupedBy[] = [];
  for (const name of columns) {
    const column = table.columns.find((candidate) => candidate.name === name);
    if (!column) continue;
    groups = refine(groups, column);
    steps.push({ column: name, ...countGroups(groups) });
    await pace(table.rows * 60);
  }
  return steps;
}

export function groupSizes(groups: Float64Array): number[] {
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return [...sizes.values()];
}

function countGroups(groups: Float64Array): Omit<GroupedBy, 'column'> {
  const all = groupSizes(groups);
  return {
    groups: all.length,
    smallestGroup: all.reduce((least, size) => Math.min(least, size), Infinity),
    uniqueRows: all.filter((size) => size === 1).length,
    exposedRows: all.filter((size) => size < 5).reduce((total, size) => total + size, 0)
  };
}

/** Null with fewer than two such columns, where all of them say places, or without rows. A missing value is a value; times count by the day. */
export async function measureAnonymity(table: Table, pace: Pacer): Promise<Anonymity | null> {
  const columns = quasiIdentifiers(table);
  if (columns.length < 2 || table.rows === 0 || !columns.some(({ name }) => isOfPersons(wordsOf(name), name))) return null;
  let groups = new Float64Array(table.rows);
  for (const column of columns) {
    groups = refine(groups, column);
    await pace(table.rows * 40);
  }
  const { smallestGroup, uniqueRows, exposedRows } = countGroups(groups);
  return { columns: columns.map(({ name }) => name), smallestGroup, uniqueRows, exposedRows, rows: table.rows };
}

/** Splits groups by one more column; groups are numbered anew from 0. */
export function refine(groups: Float64Array, column: Column): Float64Array<ArrayBuffer> {
  const codes = codesOf(column);
  const levels = codes.reduce((most, code) => Math.max(most, code), 0) + 2;
  const numbers = new Map<number, number>();
  const refined = new Float64Array(groups.length);
  for (let row = 0; row < groups.length; row++) {
    const key = groups[row]! * levels + codes[row]! + 1;
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = numbers.size));
    refined[row] = number;
  }
  return refined;
}

const DAY = 86_400_000;

/** Numbers for the values of a column, -1 = missing; times by the day of the column's zone. */
export function codesOf(column: Column): Int32Array {
  if (column.kind === 'category') return column.codes;
  if (column.kind !== 'number' && column.kind !== 'time') return new Int32Array(0);
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(column.values.length);
  const clock = clockOf(column.kind === 'time' ? column.zone : undefined);
  for (let row = 0; row < codes.length; row++) {
    const value = column.kind === 'time' ? Math.floor(clock(column.values[row]!) / DAY) : column.values[row]!;
    let code = Number.isNaN(value) ? -1 : codeOf.get(value);
    if (code === undefined) codeOf.set(value, (code = codeOf.size));
    codes[row] = code;
  }
  return codes;
}
