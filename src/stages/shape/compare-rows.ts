import { diffKeyUnusable } from '../../core/errors/shaping.ts';
import type { Pacer } from '../../core/pacer.ts';
import type { Column } from '../../core/table.ts';
import { KeyCoder } from './key-coder.ts';
import { countCodes } from './sample.ts';
import { valueText } from './value-text.ts';

/** The same column before and now: of one kind, or once as category and once as text. */
export interface ColumnPair {
  readonly name: string;
  readonly before: Column;
  readonly after: Column;
}

export interface RowDifference {
  readonly by: 'key' | 'content';
  /** The columns rows are told apart by; empty when they are compared by their content. */
  readonly key: readonly string[];
  readonly before: number;
  readonly after: number;
  readonly added: number;
  readonly removed: number;
  /** By key only: rows that are in both, with other values. */
  readonly changed: number;
  readonly same: number;
  /** By key only: columns in which values changed, most first. */
  readonly columns: readonly { readonly name: string; readonly changed: number }[];
  readonly examples: readonly { readonly key: string; readonly column: string; readonly before: string; readonly after: string }[];
}

interface Sizes {
  readonly before: number;
  readonly after: number;
}

/**
 * Rows compared as bags: equal rows cancel out, one by one; what is left over on a side was removed or added. A changed row is a removed and an
 * added one, for without a key nothing says that they belong together.
 */
export async function compareByContent(pairs: readonly ColumnPair[], { before, after }: Sizes, pace: Pacer): Promise<RowDifference> {
  const coder = new KeyCoder('own');
  const old = countCodes(
    await coder.encode(
      pairs.map((pair) => pair.before),
      before,
      pace
    )
  );
  const now = countCodes(
    await coder.encode(
      pairs.map((pair) => pair.after),
      after,
      pace
    )
  );
  const same = old.reduce((sum, count, code) => sum + Math.min(count, now[code] ?? 0), 0);
  return {
    by: 'content',
    key: [],
    before,
    after,
    added: after - same,
    removed: before - same,
    changed: 0,
    same,
    columns: [],
    examples: []
  };
}

/**
 * Rows told apart by the columns of a key, which must name each row on both sides.
 * @throws LatheError `diff-key-unusable`
 */
export async function compareByKey(
  pairs: readonly ColumnPair[],
  key: readonly string[],
  sizes: Sizes,
  pace: Pacer
): Promise<RowDifference> {
  const parts = key.map((name) => pairs.find((pair) => pair.name === name)!);
  const coder = new KeyCoder('own');
  const old = rowOfKey(
    await coder.encode(
      parts.map(({ before }) => before),
      sizes.before,
      pace
    ),
    key,
    'before'
  );
  const now = rowOfKey(
    await coder.encode(
      parts.map(({ after }) => after),
      sizes.after,
      pace
    ),
    key,
    'now'
  );
  const both = old.flatMap((row, code) => (row >= 0 && (now[code] ?? -1) >= 0 ? [[row, now[code]!] as const] : []));
  const found = await changesOf(
    pairs.filter((pair) => !parts.includes(pair)),
    parts,
    both,
    sizes,
    pace
  );
  const { before, after } = sizes;
  const [added, removed] = [after - both.length, before - both.length];
  return { by: 'key', key, before, after, added, removed, same: both.length - found.changed, ...found };
}

function rowOfKey(codes: Int32Array, key: readonly string[], when: string): number[] {
  const rows: number[] = [];
  codes.forEach((code, row) => {
    if (rows[code] !== undefined) throw diffKeyUnusable(key, `${when} two rows have the same values there`);
    rows[code] = row;
  });
  return Array.from(rows, (row) => row ?? -1);
}

const EXAMPLES = 8;

async function changesOf(
  pairs: readonly ColumnPair[],
  key: readonly ColumnPair[],
  both: readonly (readonly [number, number])[],
  sizes: Sizes,
  pace: Pacer
): Promise<Pick<RowDifference, 'changed' | 'columns' | 'examples'>> {
  const isChanged = new Uint8Array(both.length);
  const columns: { name: string; changed: number }[] = [];
  const examples: RowDifference['examples'][number][] = [];
  for (const pair of pairs) {
    const coder = new KeyCoder('own');
    const old = await coder.encode([pair.before], sizes.before, pace);
    const now = await coder.encode([pair.after], sizes.after, pace);
    let changed = 0;
    both.forEach(([a, b], i) => {
      if (old[a] === now[b]) return;
      isChanged[i] = 1;
      if (changed++ < 2 && examples.length < EXAMPLES)
        examples.push({
          key: key.map((part) => valueText(part.before, a)).join(', '),
          column: pair.name,
          before: valueText(pair.before, a),
          after: valueText(pair.after, b)
        });
    });
    if (changed > 0) columns.push({ name: pair.name, changed });
  }
  columns.sort((a, b) => b.changed - a.changed);
  return { changed: isChanged.reduce((sum, one) => sum + one, 0), columns, examples };
}
