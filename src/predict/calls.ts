import type { Column, Table } from '../core/table.ts';
import type { CallRule, Calls } from './calls-type.ts';
import { groupPlaces } from './limits-groups.ts';

/** Chance of being called positive by a rule, of a row with this probability. Source: see `stages/fairness/mitigate/group-thresholds.ts`. */
export function chanceByRule({ low, high, mix, ignored, constant }: CallRule, probability: number): number {
  const called = probability >= high ? 1 : probability >= low ? mix : 0;
  return ignored * constant + (1 - ignored) * called;
}

/** Whether a row is called positive. @param otherwise how rows of no group are called */
export type CallRow = (row: number, probability: number, otherwise: boolean) => boolean;

/** @param inputs of the rows, before the recipe */
export function compileCalls(calls: Calls): (inputs: Table) => CallRow {
  return (inputs) => {
    const draw = drawer(inputs);
    if (calls.kind === 'drawn') return (row, probability) => draw(row) < probability;
    const placeOf = groupPlaces(inputs, calls);
    return (row, probability, otherwise) => {
      const rule = calls.rules[placeOf(row)];
      if (!rule) return otherwise;
      const chance = chanceByRule(rule, probability);
      return chance >= 1 || (chance > 0 && draw(row) < chance);
    };
  };
}

/**
 * A number from 0 to below 1 for each row that hangs on nothing but its values: FNV-1a over them, column by column, its bits then mixed as MurmurHash3 ends.
 * Sources: Fowler, Noll & Vo (1991); Appleby (2011), "MurmurHash3", finalizer.
 */
export function drawer(inputs: Table): (row: number) => number {
  const number = new Float64Array(1);
  const bytes = new Uint8Array(number.buffer);
  const adders = inputs.columns.map((column) => adderOf(column, number, bytes));
  return (row) => {
    let hash = 0x811c9dc5;
    for (const add of adders) hash = add(hash, row);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  };
}

type Add = (hash: number, row: number) => number;

const step = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

function adderOf(column: Column, number: Float64Array, bytes: Uint8Array): Add {
  switch (column.kind) {
    case 'number':
    case 'time':
      return (hash, row) => {
        const value = column.values[row]!;
        number[0] = Number.isNaN(value) ? -0 : value + 0;
        return bytes.reduce(step, hash);
      };
    case 'category':
      return (hash, row) => addText(hash, column.labels[column.codes[row]!] ?? '');
    case 'text':
      return (hash, row) => step(column.bytes.subarray(column.offsets[row]!, column.offsets[row + 1]!).reduce(step, hash), 0xff);
    case 'image': {
      const size = column.width * column.height * column.channels;
      return (hash, row) => column.pixels.subarray(row * size, row * size + size).reduce(step, hash);
    }
  }
}

function addText(hash: number, text: string): number {
  let own = hash;
  for (let i = 0; i < text.length; i++) own = step(step(own, text.charCodeAt(i) & 0xff), text.charCodeAt(i) >> 8);
  return step(own, 0xff);
}
