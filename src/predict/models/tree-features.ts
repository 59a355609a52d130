import { featureNotNumeric, featureUnusable } from '../../core/errors/training.ts';
import type { Plain } from '../../core/plain.ts';
import type { Table } from '../../core/table.ts';
import { columnOf } from './feature-columns.ts';

/** What a model of trees keeps of a feature it was fitted on. */
export interface TreeFeature {
  readonly [key: string]: Plain;
  readonly name: string;
  /** Levels seen in training; null for a number. */
  readonly levels: readonly string[] | null;
  readonly binOfLevel: Uint8Array | null;
}

export const isTreeFeature = ({ name, levels, binOfLevel }: TreeFeature): boolean =>
  typeof name === 'string' &&
  (levels === null ? binOfLevel === null : binOfLevel instanceof Uint8Array && levels.length === binOfLevel.length);

/** Finds a feature of a table, and writes it for rows `from` to `to - 1`; missing and unknown levels become NaN, known levels their bin. */
export type Reader = (table: Table) => (from: number, to: number, into: Float64Array, at: number, width: number) => void;

export const readerOf = ({ name, levels, binOfLevel }: TreeFeature): Reader =>
  levels && binOfLevel ? readLevels(name, levels, binOfLevel) : readNumbers(name);

function readNumbers(name: string): Reader {
  return (table) => {
    const column = columnOf(table, name);
    if (column.kind !== 'number') throw featureNotNumeric(name, column.kind);
    const { values } = column;
    return (from, to, into, at, width) => {
      for (let i = from; i < to; i++) into[at + (i - from) * width] = values[i]!;
    };
  };
}

/** Codes differ from table to table, so levels are matched by label; the match is kept while the labels stay the same. */
function readLevels(name: string, levels: readonly string[], binOfLevel: Uint8Array): Reader {
  const binOf = new Map(levels.map((level, i) => [level, binOfLevel[i]!]));
  let matched: { readonly labels: readonly string[]; readonly bins: Float64Array } | null = null;
  return (table) => {
    const column = columnOf(table, name);
    if (column.kind !== 'category') throw featureUnusable(name, column.kind);
    const { labels, codes } = column;
    if (matched?.labels !== labels) matched = { labels, bins: Float64Array.from(labels, (label) => binOf.get(label) ?? NaN) };
    const { bins } = matched;
    return (from, to, into, at, width) => {
      for (let i = from; i < to; i++) into[at + (i - from) * width] = codes[i]! < 0 ? NaN : bins[codes[i]!]!;
    };
  };
}
