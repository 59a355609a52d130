import type { Interactions } from '../../core/interactions.ts';
import { median } from '../../core/stats.ts';

/** A rating from which on an item counts as liked: the median of those to learn from, unless one is given; null where nothing was rated. */
export const likedFrom = ({ isRated, values }: Interactions, given: number | undefined): number | null =>
  isRated ? (given ?? median(values)) : null;

/** What was taken and, where it was rated, liked; each pair counts 1 where it was rated. */
export function taken(data: Interactions, from: number | null): Interactions {
  if (from === null) return data;
  const kept: number[] = [];
  const starts = new Uint32Array(data.starts.length);
  for (let user = 0; user < data.userCount; user++) {
    for (let i = data.starts[user]!; i < data.starts[user + 1]!; i++) if (data.values[i]! >= from) kept.push(data.items[i]!);
    starts[user + 1] = kept.length;
  }
  return { ...data, starts, items: Uint32Array.from(kept), values: new Float64Array(kept.length).fill(1), isRated: false };
}

/** All pairs of both, those of `first` with its values. */
export function union(first: Interactions, second: Interactions): Interactions {
  const items: number[] = [];
  const values: number[] = [];
  const starts = new Uint32Array(first.starts.length);
  for (let user = 0; user < first.userCount; user++) {
    const own = new Map<number, number>();
    for (const { starts: from, items: met, values: how } of [second, first])
      for (let i = from[user]!; i < from[user + 1]!; i++) own.set(met[i]!, how[i]!);
    for (const [item, value] of [...own].sort((a, b) => a[0] - b[0])) {
      items.push(item);
      values.push(value);
    }
    starts[user + 1] = items.length;
  }
  return { ...first, starts, items: Uint32Array.from(items), values: Float64Array.from(values) };
}
