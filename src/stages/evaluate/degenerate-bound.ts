import { clopperPearson, type Interval } from '../../kernels/intervals.ts';
import { actualTotal, type Confusion } from './confusion.ts';
import type { ConfusionMetric } from './metric-type.ts';

/**
 * An interval for a metric that is the same on every resample, as with no error on few rows. Nothing was seen to go otherwise in n_k rows of
 * class k, so by Clopper-Pearson at most a share s_k of its rows goes otherwise; the interval spans what the metric becomes when that share of
 * one class, whichever matters most, turns to wrong answers or to right ones.
 */
export function degenerateBound(metric: ConfusionMetric, confusion: Confusion, value: number, level: number): Interval {
  let [low, high] = [value, value];
  for (let k = 0; k < confusion.classes; k++) {
    const rows = actualTotal(confusion, k);
    if (rows === 0) continue;
    const share = clopperPearson(0, rows, level).high;
    for (const turned of [moveRow(confusion, k, share, true), moveRow(confusion, k, share, false)]) {
      const score = metric.score(turned);
      low = Math.min(low, score);
      high = Math.max(high, score);
    }
  }
  return { low, high, method: 'Clopper-Pearson on the rows of each class' };
}

/** The matrix with a share of class k's rows answered rightly, or wrongly and evenly over the classes present. */
function moveRow(confusion: Confusion, k: number, share: number, toRight: boolean): Confusion {
  const { classes, present } = confusion;
  const cells = confusion.cells.slice();
  const total = actualTotal(confusion, k);
  const targets = [...present.keys()].filter((j) => (toRight ? j === k : j !== k && (present[j] || classes === 2)));
  for (let j = 0; j < classes; j++) cells[k * classes + j]! *= targets.length > 0 ? 1 - share : 1;
  for (const j of targets) cells[k * classes + j]! += (share * total) / targets.length;
  return { ...confusion, cells };
}
