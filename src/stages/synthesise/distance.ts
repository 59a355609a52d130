import type { Column } from '../../core/table.ts';

/**
 * How far two columns lie apart, 0 to 1: the largest gap of the cumulative shares (Kolmogorov-Smirnov) of numbers and times, half the sum of the gaps of the
 * shares (total variation) of levels. Gaps in the data take no part.
 * @returns null for columns of other kinds, or without a value on a side
 */
export function columnDistance(a: Column, b: Column): number | null {
  if (a.kind === 'category' && b.kind === 'category') return totalVariation(levelShares(a), levelShares(b));
  if ((a.kind === 'number' || a.kind === 'time') && a.kind === b.kind) return largestGap(present(a.values), present(b.values));
  return null;
}

const present = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value)).sort();

function largestGap(a: Float64Array, b: Float64Array): number | null {
  if (a.length === 0 || b.length === 0) return null;
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! <= value) i++;
    while (j < b.length && b[j]! <= value) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

function levelShares({ codes, labels }: Extract<Column, { kind: 'category' }>): ReadonlyMap<string, number> | null {
  const counts = new Map<string, number>();
  let known = 0;
  for (const code of codes) {
    if (code < 0) continue;
    known++;
    counts.set(labels[code]!, (counts.get(labels[code]!) ?? 0) + 1);
  }
  return known === 0 ? null : new Map([...counts].map(([label, count]) => [label, count / known]));
}

function totalVariation(a: ReadonlyMap<string, number> | null, b: ReadonlyMap<string, number> | null): number | null {
  if (!a || !b) return null;
  let sum = 0;
  for (const label of new Set([...a.keys(), ...b.keys()])) sum += Math.abs((a.get(label) ?? 0) - (b.get(label) ?? 0));
  return sum / 2;
}
