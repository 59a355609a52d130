import { pause, type WorkContext } from '../../core/context.ts';
import type { Column } from '../../core/table.ts';
import { timeText } from '../../core/time-text.ts';
import type { ReferenceColumn } from '../../predict/package-type.ts';
import { correct } from '../../kernels/correct-p-values.ts';
import type { CurrentColumn, DriftResult } from '../../stages/monitor/drift-test.ts';
import { chiSquare } from '../../stages/monitor/drift/chi-square.ts';
import { kolmogorovSmirnov } from '../../stages/monitor/drift/kolmogorov-smirnov.ts';
import type { ColumnPair } from '../../stages/shape/compare-rows.ts';

/** One column's values before and now, as distributions. */
export interface ColumnShift {
  readonly column: string;
  /** Its label. */
  readonly test: string;
  /** Of the test; null when a side has no value. */
  readonly statistic: number | null;
  /** Corrected for the number of columns (Benjamini-Hochberg); null when a side has no value. Versions that share rows make it larger than it is. */
  readonly pValue: number | null;
  /** Medians of numbers and times; the commonest value of the others, with its share. */
  readonly before: string;
  readonly after: string;
  /** Shares of missing values. */
  readonly missingBefore: number;
  readonly missingAfter: number;
}

interface Pair {
  readonly name: string;
}

/** @param read one pair at a time, so that only two columns are held */
export async function findShifts<P extends Pair>(
  pairs: readonly P[],
  read: (pair: P) => Promise<ColumnPair>,
  context: WorkContext
): Promise<ColumnShift[]> {
  const found: { shift: Omit<ColumnShift, 'pValue'>; pValue: number }[] = [];
  for (const [i, pair] of pairs.entries()) {
    const { name, before, after } = await read(pair);
    const compared = before.kind === 'text' || after.kind === 'text' ? null : compare(name, before, after);
    if (compared) found.push(compared);
    await pause(context);
    context.onProgress((i + 1) / pairs.length);
  }
  const corrected = correct(
    found.map(({ pValue }) => pValue),
    'benjamini-hochberg'
  );
  return found
    .map(({ shift }, i) => ({ ...shift, pValue: Number.isNaN(corrected[i]) ? null : corrected[i]! }))
    .sort((a, b) => (a.pValue ?? 2) - (b.pValue ?? 2) || (b.statistic ?? 0) - (a.statistic ?? 0));
}

function compare(name: string, before: Column, after: Column): { shift: Omit<ColumnShift, 'pValue'>; pValue: number } | null {
  if (before.kind === 'category' && after.kind === 'category') return compareLevels(name, before, after);
  if ((before.kind === 'number' || before.kind === 'time') && before.kind === after.kind) return compareNumbers(name, before, after);
  return null;
}

const shiftOf = (
  column: string,
  test: string,
  { statistic, pValue }: DriftResult,
  rest: Omit<ColumnShift, 'column' | 'test' | 'statistic' | 'pValue'>
) => ({
  shift: { column, test, statistic: Number.isNaN(statistic) ? null : statistic, ...rest },
  pValue: pValue ?? NaN
});

type Numbers = Extract<Column, { kind: 'number' | 'time' }>;

function compareNumbers(name: string, before: Numbers, after: Numbers) {
  const [old, now] = [sortedValues(before.values), sortedValues(after.values)];
  const reference = { kind: 'number', name, ...everyEdge(old, now), rows: old.length, missing: 0 } as const satisfies ReferenceColumn;
  const current = { kind: 'number', name, sorted: now, missing: 0 } as const satisfies CurrentColumn;
  const middle = (sorted: Float64Array, column: Numbers) => {
    const value = sorted[sorted.length >> 1];
    if (value === undefined) return 'no value';
    return column.kind === 'time' ? timeText(value, column.zone) : String(Number(value.toPrecision(6)));
  };
  return shiftOf(name, kolmogorovSmirnov.label, kolmogorovSmirnov.run(reference, current), {
    before: middle(old, before),
    after: middle(now, after),
    missingBefore: missingShare(old.length, before.values.length),
    missingAfter: missingShare(now.length, after.values.length)
  });
}

/** Every value of either version as an edge, with the old values up to it: the gap between the two is then known wherever it can be largest. */
function everyEdge(old: Float64Array, now: Float64Array): { edges: Float64Array; below: Float64Array } {
  const edges = Float64Array.from(new Set([...old, ...now])).sort();
  const below = new Float64Array(edges.length);
  let at = 0;
  for (const [i, edge] of edges.entries()) {
    while (at < old.length && old[at]! <= edge) at++;
    below[i] = at;
  }
  return { edges, below };
}

const sortedValues = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value)).sort();

const missingShare = (there: number, rows: number): number => (rows === 0 ? 0 : 1 - there / rows);

type Levels = Extract<Column, { kind: 'category' }>;

function compareLevels(name: string, before: Levels, after: Levels) {
  const labels = [...before.labels, ...after.labels.filter((label) => !before.labels.includes(label))];
  const old = countLevels(before, before.labels);
  const now = countLevels(after, labels);
  const [oldRows, nowRows] = [total(old), total(now)];
  const reference = {
    kind: 'category',
    name,
    labels: before.labels,
    counts: old,
    others: 0,
    rows: oldRows,
    missing: 0
  } as const satisfies ReferenceColumn;
  const current = { kind: 'category', name, labels, counts: now, missing: 0 } as const satisfies CurrentColumn;
  return shiftOf(name, chiSquare.label, chiSquare.run(reference, current), {
    before: commonest(before.labels, old, oldRows),
    after: commonest(labels, now, nowRows),
    missingBefore: missingShare(oldRows, before.codes.length),
    missingAfter: missingShare(nowRows, after.codes.length)
  });
}

const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);

function countLevels({ codes, labels: own }: Levels, labels: readonly string[]): Float64Array {
  const place = new Map(labels.map((label, i) => [label, i]));
  const places = own.map((label) => place.get(label)!);
  const counts = new Float64Array(labels.length);
  for (const code of codes) if (code >= 0) counts[places[code]!]!++;
  return counts;
}

function commonest(labels: readonly string[], counts: Float64Array, rows: number): string {
  let best = -1;
  counts.forEach((count, i) => {
    if (best < 0 || count > counts[best]!) best = i;
  });
  return best < 0 || rows === 0 ? 'no value' : `${labels[best]!} (${Math.round((counts[best]! / rows) * 100)} %)`;
}
