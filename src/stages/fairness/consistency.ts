import { pause, type WorkContext } from '../../core/context.ts';
import type { Metric } from '../../core/outcome.ts';
import { deviation, mean } from '../../core/stats.ts';
import type { Column, Table } from '../../core/table.ts';
import { counted } from '../../core/words.ts';
import { normalQuantile } from '../../kernels/distributions.ts';

const NEIGHBOURS = 5;

/** Each of these is held against each other; more would take minutes and say the same. */
const MOST_ROWS = 2_000;

/**
 * Whether people who are alike are answered alike: one less the mean distance of each answer from that of the five nearest rows. Numbers are measured in
 * standard deviations, categories differ by one or not at all, a gap is as far as can be. The interval takes rows as independent.
 * Source: Zemel, Wu, Swersky, Pitassi & Dwork (2013), "Learning fair representations", section 5.
 * @param inputs what people are compared by, without the sensitive columns
 * @param called 1 for each row called positive, else 0
 */
export async function consistencyOf(inputs: Table, called: Uint8Array, context: WorkContext, level = 0.95): Promise<Metric> {
  const step = Math.max(1, Math.ceil(inputs.rows / MOST_ROWS));
  const rows = Array.from({ length: Math.ceil(inputs.rows / step) }, (_, i) => i * step);
  const apart = inputs.columns.flatMap((column) => distanceBy(column) ?? []);
  const n = rows.length;
  if (n <= NEIGHBOURS || apart.length === 0) return { value: NaN, low: NaN, high: NaN, method: 'none: nothing to compare rows by', n };
  const alike = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (i % 50 === 0) await pause(context);
    context.onProgress(i / n);
    const near = nearest(rows, i, apart);
    alike[i] = 1 - Math.abs(called[rows[i]!]! - mean(near.map((row) => called[row]!)));
  }
  const value = mean(alike);
  const half = (normalQuantile(0.5 + level / 2) * deviation(alike)) / Math.sqrt(n);
  const method = `five nearest of ${counted(n, 'row')}, normal interval`;
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half), method, n };
}

type Apart = (a: number, b: number) => number;

/** Squared distance by one column; null for texts and images. */
function distanceBy(column: Column): Apart | null {
  if (column.kind === 'category') return (a, b) => (column.codes[a] === column.codes[b] && column.codes[a]! >= 0 ? 0 : 1);
  if (column.kind !== 'number' && column.kind !== 'time') return null;
  const present = column.values.filter((value) => !Number.isNaN(value));
  const spread = present.length > 1 ? deviation(present) : 0;
  if (!(spread > 0)) return null;
  return (a, b) => {
    const gap = (column.values[a]! - column.values[b]!) / spread;
    return Number.isNaN(gap) ? 1 : gap * gap;
  };
}

/** The nearest others, the earlier rows of equals. */
function nearest(rows: readonly number[], at: number, apart: readonly Apart[]): number[] {
  const best: { row: number; distance: number }[] = [];
  for (let j = 0; j < rows.length; j++) {
    if (j === at) continue;
    const most = best.length < NEIGHBOURS ? Infinity : best.at(-1)!.distance;
    let distance = 0;
    for (let c = 0; c < apart.length && distance < most; c++) distance += apart[c]!(rows[at]!, rows[j]!);
    if (distance >= most) continue;
    if (best.length === NEIGHBOURS) best.pop();
    let place = best.length;
    while (place > 0 && best[place - 1]!.distance > distance) place--;
    best.splice(place, 0, { row: rows[j]!, distance });
  }
  return best.map(({ row }) => row);
}
