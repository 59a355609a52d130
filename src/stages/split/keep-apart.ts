import { purgeNeedsColumn } from '../../core/errors/splitting.ts';
import { note, type Note } from '../../core/note.ts';
import type { RowSet } from '../../core/table.ts';
import { counted } from '../../core/words.ts';
import type { Apart } from './split-type.ts';

/** Rows in the order of time, and when each was; without times only their order is known. */
export interface Ordered {
  readonly order: RowSet;
  /** By row of the table; null where the order of the rows stands for time. */
  readonly at: Float64Array | null;
}

/** @throws LatheError `purge-needs-column` */
export function checkApart({ at }: Ordered, { purge, embargo }: Apart): void {
  if (at === null && purge > 0) throw purgeNeedsColumn('purge');
  if (at === null && embargo > 0) throw purgeNeedsColumn('embargo');
}

/**
 * Where a stretch that ends at place `end` must end so that it lies far enough before the place `next`: `gap` rows sooner, and before every row that is less
 * than `purge` older than the one at `next`.
 * Source: López de Prado (2018), "Advances in financial machine learning", section 7.4.1.
 */
export function endBefore({ order, at }: Ordered, end: number, next: number, { gap, purge }: Apart): number {
  let last = Math.max(0, Math.min(end, next - gap));
  if (at && purge > 0) while (last > 0 && at[order[last - 1]!]! > at[order[next]!]! - purge) last--;
  return last;
}

/** Where rows after the place `end` may be learned from again: past the gap, and past `purge` and `embargo` together. */
export function beginAfter({ order, at }: Ordered, end: number, { gap, purge, embargo }: Apart): number {
  let first = Math.min(order.length, end + gap);
  const until = purge + embargo;
  if (at && until > 0) while (first < order.length && at[order[first]!]! < at[order[end - 1]!]! + until) first++;
  return first;
}

export const apartNote = (left: number): Note[] =>
  left > 0
    ? [
        note(
          'rows-between',
          `${counted(left, 'row lies', 'rows lie')} between the parts, too near in time to what is judged, and ${left === 1 ? 'is' : 'are'} in none.`
        )
      ]
    : [];
