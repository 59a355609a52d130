import { quantile } from '../../core/stats.ts';
import type { PartName, Parts } from '../../core/split.ts';
import type { Column, RowSet } from '../../core/table.ts';
import type { Target } from '../../core/target.ts';
import { keysOf } from './keys.ts';

type ByPart<T> = Readonly<Record<PartName, T>>;

/** What stands in each part of a division: enough to draw it, and to see whether the parts are alike where they should be. */
export interface DivisionPicture {
  /** Rows of each class by part, in the order of the labels; or the quartiles of a number. Null without a target. */
  readonly target:
    | { readonly kind: 'classes'; readonly name: string; readonly labels: readonly string[]; readonly counts: ByPart<readonly number[]> }
    | { readonly kind: 'numbers'; readonly name: string; readonly quartiles: ByPart<readonly [number, number, number] | null> }
    | null;
  /** First and last moment of each part, in the unit of the column (ms since 1970 for times). */
  readonly order: {
    readonly column: string;
    readonly isTime: boolean;
    /** Of moments: the zone whose clocks they are read by. */
    readonly zone?: string;
    readonly spans: ByPart<readonly [number, number] | null>;
  } | null;
  /** Distinct groups in each part, and how many of them stand in more than one. */
  readonly groups: { readonly column: string; readonly counts: ByPart<number>; readonly shared: number } | null;
}

export interface Pictured {
  readonly target: Target | null;
  readonly order: Column | null;
  readonly group: Column | null;
}

const byPart = <T>(of: (part: PartName) => T): ByPart<T> => ({ train: of('train'), validation: of('validation'), test: of('test') });

/** Counts what is in the parts; nothing is fitted, and no single answer is shown. */
export function describeDivision(parts: Parts, { target, order, group }: Pictured): DivisionPicture {
  return {
    target: target && describeTarget(parts, target),
    order: order && (order.kind === 'time' || order.kind === 'number') ? describeOrder(parts, order) : null,
    groups: group && describeGroups(parts, group)
  };
}

function describeTarget(parts: Parts, target: Target): DivisionPicture['target'] {
  if (target.kind === 'classes') {
    const { name, labels, codes } = target;
    const counts = byPart((part) => {
      const found = new Array<number>(labels.length).fill(0);
      for (const row of parts[part]) found[codes[row]!]!++;
      return found;
    });
    return { kind: 'classes', name, labels, counts };
  }
  const quartiles = byPart((part): readonly [number, number, number] | null => {
    const values = Float64Array.from(parts[part], (row) => target.values[row]!);
    return values.length === 0 ? null : [quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75)];
  });
  return { kind: 'numbers', name: target.name, quartiles };
}

function describeOrder(parts: Parts, column: Extract<Column, { kind: 'time' | 'number' }>): DivisionPicture['order'] {
  const span = (rows: RowSet): readonly [number, number] | null => {
    let [from, to] = [Infinity, -Infinity];
    for (const row of rows) {
      const value = column.values[row]!;
      if (value < from) from = value;
      if (value > to) to = value;
    }
    return from <= to ? [from, to] : null;
  };
  const zoned = column.kind === 'time' && column.zone !== undefined ? { zone: column.zone } : {};
  return { column: column.name, isTime: column.kind === 'time', ...zoned, spans: byPart((part) => span(parts[part])) };
}

function describeGroups(parts: Parts, column: Column): DivisionPicture['groups'] {
  const seen = new Map<string, number>();
  const counts = byPart((part) => {
    const { values } = keysOf(column, parts[part]);
    for (const value of values) seen.set(value, (seen.get(value) ?? 0) + 1);
    return values.length;
  });
  return { column: column.name, counts, shared: [...seen.values()].filter((times) => times > 1).length };
}
