import { mean, orderOf } from '../../core/stats.ts';
import { type CategoryColumn, type Column, findColumn, type Table } from '../../core/table.ts';

/**
 * Columns that say nearly the same, to be shuffled together: linked where their association is at least `threshold`, directly or through others.
 * Association: Spearman's rank correlation of numbers, Cramer's V of categories, the correlation ratio of one with the other; each 0 to 1.
 */
export function correlatedGroups(table: Table, names: readonly string[], threshold = 0.8): string[][] {
  const groupOf = names.map((_, i) => i);
  const columns = names.map((name) => findColumn(table, name)!);
  for (let i = 0; i < names.length; i++) {
    for (let j = 0; j < i; j++) {
      if (groupOf[i] === groupOf[j] || !(association(columns[i]!, columns[j]!) >= threshold)) continue;
      const [from, to] = [groupOf[i]!, groupOf[j]!];
      groupOf.forEach((group, k) => (groupOf[k] = group === from ? to : group));
    }
  }
  const groups = new Map<number, string[]>();
  names.forEach((name, i) => groups.set(groupOf[i]!, [...(groups.get(groupOf[i]!) ?? []), name]));
  return [...groups.values()];
}

const isNumeric = (column: Column) => column.kind === 'number' || column.kind === 'time';

/** 0 to 1 over the rows where both have a value; NaN for kinds that have no such measure. */
export function association(a: Column, b: Column): number {
  if (isNumeric(a) && isNumeric(b)) return spearman(numbersOf(a), numbersOf(b));
  if (a.kind === 'category' && b.kind === 'category') return cramersV(a, b);
  if (a.kind === 'category' && isNumeric(b)) return correlationRatio(a, numbersOf(b));
  if (b.kind === 'category' && isNumeric(a)) return correlationRatio(b, numbersOf(a));
  return NaN;
}

const numbersOf = (column: Column): Float64Array =>
  column.kind === 'number' || column.kind === 'time' ? column.values : new Float64Array(0);

function spearman(a: Float64Array, b: Float64Array): number {
  const isBoth = (_: number, row: number) => !Number.isNaN(a[row]) && !Number.isNaN(b[row]);
  return Math.abs(correlation(ranksOf(a.filter(isBoth)), ranksOf(b.filter(isBoth))));
}

/** Ranks from 0; equal values share their mean rank. */
export function ranksOf(values: Float64Array): Float64Array {
  const order = orderOf(values);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + end - 1) / 2;
    start = end;
  }
  return ranks;
}

/** Pearson's, NaN where one does not vary. */
export function correlation(a: Float64Array, b: Float64Array): number {
  const [centreA, centreB] = [mean(a), mean(b)];
  let [together, ofA, ofB] = [0, 0, 0];
  a.forEach((value, row) => {
    together += (value - centreA) * (b[row]! - centreB);
    ofA += (value - centreA) ** 2;
    ofB += (b[row]! - centreB) ** 2;
  });
  return ofA > 0 && ofB > 0 ? together / Math.sqrt(ofA * ofB) : NaN;
}

function cramersV(a: CategoryColumn, b: CategoryColumn): number {
  const [rows, cols] = [a.labels.length, b.labels.length];
  const [counts, ofA, ofB] = [new Map<number, number>(), new Float64Array(rows), new Float64Array(cols)];
  let n = 0;
  a.codes.forEach((code, row) => {
    const other = b.codes[row]!;
    if (code < 0 || other < 0) return;
    counts.set(code * cols + other, (counts.get(code * cols + other) ?? 0) + 1);
    ofA[code]! += 1;
    ofB[other]! += 1;
    n++;
  });
  let squares = 0;
  for (const [cell, count] of counts) squares += count ** 2 / (ofA[Math.floor(cell / cols)]! * ofB[cell % cols]!);
  const least = Math.min(ofA.filter(Boolean).length, ofB.filter(Boolean).length) - 1;
  return n > 0 && least > 0 ? Math.sqrt(Math.max(0, squares - 1) / least) : NaN;
}

/** Square root of the share of a number's variance that lies between the levels of a category. */
function correlationRatio(category: CategoryColumn, values: Float64Array): number {
  const isBoth = (value: number, row: number) => !Number.isNaN(value) && category.codes[row]! >= 0;
  const centre = mean(values.filter(isBoth));
  const [sums, counts] = [new Float64Array(category.labels.length), new Float64Array(category.labels.length)];
  let all = 0;
  values.forEach((value, row) => {
    if (!isBoth(value, row)) return;
    sums[category.codes[row]!]! += value - centre;
    counts[category.codes[row]!]! += 1;
    all += (value - centre) ** 2;
  });
  const between = sums.reduce((total, part, code) => total + (counts[code]! > 0 ? part ** 2 / counts[code]! : 0), 0);
  return all > 0 ? Math.sqrt(between / all) : NaN;
}
