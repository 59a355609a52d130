import type { JoinHow } from '../../core/shape-step.ts';
import type { Column } from '../../core/table.ts';
import { countCodes } from './sample.ts';
import { valueText } from './value-text.ts';

/** One table's keys: -1 where a part is missing. */
export interface KeySide {
  readonly codes: Int32Array;
  readonly columns: readonly Column[];
}

export interface JoinSide {
  readonly rows: number;
  /** Rows that find one in the other table, and that find none. */
  readonly matched: number;
  readonly unmatched: number;
  /** Rows without a key; they count as unmatched. */
  readonly missingKeys: number;
  /** Different keys, and how many of them stand in more than one row. */
  readonly keys: number;
  readonly repeatedKeys: number;
  /** The first few different keys that match nothing, as text. */
  readonly examples: readonly string[];
}

/** What a join will do, before it is done. */
export interface JoinReport {
  readonly left: JoinSide;
  readonly right: JoinSide;
  readonly kind: 'one-to-one' | 'one-to-many' | 'many-to-one' | 'many-to-many';
  /** The most rows one row of the left table becomes. */
  readonly largestFanOut: number;
  /** Unmatched rows of the left table that would match if case and outer spaces did not count. */
  readonly nearMatches: number;
  readonly rows: Readonly<Record<JoinHow, number>>;
}

export const rowsAfter = (report: JoinReport, how: JoinHow): number => report.rows[how];

export function reportJoin(left: KeySide, right: KeySide): JoinReport {
  const [inLeft, inRight] = [countCodes(left.codes), countCodes(right.codes)];
  const leftSide = sideOf(left, inLeft, inRight);
  const rightSide = sideOf(right, inRight, inLeft);
  let [inner, largestFanOut] = [0, 0];
  let [repeatsLeft, repeatsRight] = [false, false];
  inLeft.forEach((count, code) => {
    const others = inRight[code] ?? 0;
    inner += count * others;
    if (count === 0 || others === 0) return;
    largestFanOut = Math.max(largestFanOut, others);
    repeatsLeft ||= count > 1;
    repeatsRight ||= others > 1;
  });
  const kind = `${repeatsLeft ? 'many' : 'one'}-to-${repeatsRight ? 'many' : 'one'}` as const;
  const rows = {
    inner,
    left: inner + leftSide.unmatched,
    full: inner + leftSide.unmatched + rightSide.unmatched,
    anti: leftSide.unmatched
  };
  return { left: leftSide, right: rightSide, kind, largestFanOut, nearMatches: countNear(left, right, inRight), rows };
}

const EXAMPLES = 5;

function sideOf({ codes, columns }: KeySide, own: Float64Array, other: Float64Array): JoinSide {
  let [matched, missingKeys] = [0, 0];
  const examples = new Map<number, string>();
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code < 0) missingKeys++;
    else if ((other[code] ?? 0) > 0) matched++;
    else if (examples.size < EXAMPLES && !examples.has(code)) examples.set(code, keyText(columns, row));
  }
  let [keys, repeatedKeys] = [0, 0];
  for (const count of own) {
    keys += Number(count > 0);
    repeatedKeys += Number(count > 1);
  }
  const rows = codes.length;
  return { rows, matched, unmatched: rows - matched, missingKeys, keys, repeatedKeys, examples: [...examples.values()] };
}

/** Of one key of texts only. */
function countNear(left: KeySide, right: KeySide, inRight: Float64Array): number {
  const [a, b] = [left.columns[0]!, right.columns[0]!];
  if (left.columns.length !== 1 || !(a.kind === 'category' || a.kind === 'text')) return 0;
  const plain = (column: Column, row: number) => valueText(column, row).trim().toLowerCase();
  const seen = new Map<number, boolean>();
  const known = new Set<string>();
  right.codes.forEach((code, row) => {
    if (code < 0 || seen.has(code)) return;
    seen.set(code, true);
    known.add(plain(b, row));
  });
  let near = 0;
  const isNear = new Map<number, boolean>();
  left.codes.forEach((code, row) => {
    if (code < 0 || (inRight[code] ?? 0) > 0) return;
    let found = isNear.get(code);
    if (found === undefined) isNear.set(code, (found = known.has(plain(a, row))));
    near += Number(found);
  });
  return near;
}

const keyText = (columns: readonly Column[], row: number): string => columns.map((column) => valueText(column, row)).join(', ');
