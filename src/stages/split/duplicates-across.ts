import { pause, type WorkContext } from '../../core/context.ts';
import type { Parts } from '../../core/split.ts';
import type { Column, RowSet, Table } from '../../core/table.ts';

/** Rows of a later part that stand, value for value, in an earlier one: the model has seen the answer. */
export interface DuplicatesAcross {
  readonly validationInTrain: number;
  readonly testInTrain: number;
  readonly testInValidation: number;
}

/** Rows between two pauses. */
const STRETCH = 20_000;

/**
 * Counts exact copies between the parts, over all columns of the table; give it the columns that matter (an id column makes every row its own).
 */
export async function duplicatesAcross(table: Table, parts: Parts, context: WorkContext): Promise<DuplicatesAcross> {
  const train = await indexOf(table, parts.train, context);
  const validation = await indexOf(table, parts.validation, context);
  return {
    validationInTrain: await countIn(table, parts.validation, train, context),
    testInTrain: await countIn(table, parts.test, train, context),
    testInValidation: await countIn(table, parts.test, validation, context)
  };
}

/** Rows by the hash of their values. */
type RowIndex = ReadonlyMap<number, readonly number[]>;

async function indexOf(table: Table, rows: RowSet, context: WorkContext): Promise<RowIndex> {
  const index = new Map<number, number[]>();
  for (let i = 0; i < rows.length; i++) {
    if (i % STRETCH === 0) await pause(context);
    const hash = hashOfRow(table, rows[i]!);
    const known = index.get(hash);
    if (!known) index.set(hash, [rows[i]!]);
    else if (!known.some((row) => isSameRow(table, row, rows[i]!))) known.push(rows[i]!);
  }
  return index;
}

async function countIn(table: Table, rows: RowSet, index: RowIndex, context: WorkContext): Promise<number> {
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    if (i % STRETCH === 0) await pause(context);
    if (index.get(hashOfRow(table, rows[i]!))?.some((row) => isSameRow(table, row, rows[i]!))) count++;
  }
  return count;
}

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);

function hashOfRow(table: Table, row: number): number {
  let hash = 0x811c9dc5;
  for (const column of table.columns) hash = mixColumn(hash, column, row);
  return hash >>> 0;
}

const mix = (hash: number, value: number) => Math.imul(hash ^ value ^ (hash >>> 15), 0x01000193);

function mixColumn(hash: number, column: Column, row: number): number {
  if (column.kind === 'category') return mix(hash, column.codes[row]!);
  if (column.kind === 'text' || column.kind === 'image') {
    let out = hash;
    for (const byte of bytesOf(column, row)) out = mix(out, byte);
    return mix(out, 256);
  }
  bits[0] = column.values[row]! + 0;
  return Number.isNaN(bits[0]) ? mix(hash, 1) : mix(mix(hash, words[0]!), words[1]!);
}

function bytesOf(column: Extract<Column, { kind: 'text' | 'image' }>, row: number): Uint8Array {
  if (column.kind === 'text') return column.bytes.subarray(column.offsets[row], column.offsets[row + 1]);
  const size = column.width * column.height * column.channels;
  return column.pixels.subarray(row * size, (row + 1) * size);
}

const isSameRow = (table: Table, a: number, b: number): boolean => table.columns.every((column) => isSameValue(column, a, b));

function isSameValue(column: Column, a: number, b: number): boolean {
  if (column.kind === 'category') return column.codes[a] === column.codes[b];
  if (column.kind === 'number' || column.kind === 'time')
    return column.values[a] === column.values[b] || (Number.isNaN(column.values[a]) && Number.isNaN(column.values[b]));
  if (column.kind === 'text' && column.missing[a] !== column.missing[b]) return false;
  const [one, other] = [bytesOf(column, a), bytesOf(column, b)];
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
