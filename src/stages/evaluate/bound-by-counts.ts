import type { ClassOutcome } from '../../core/outcome.ts';
import { clopperPearson, type Interval } from '../../kernels/intervals.ts';
import { piecesOf, type Units } from '../../kernels/units.ts';
import { actualTotal, type Confusion, confusionOf, hits, weightsOf } from './confusion.ts';
import type { ConfusionMetric } from './metric-type.ts';

/**
 * An interval for a metric that resampling can't bound: rows too few to draw from, or the same value on every resample. Of the n_k rows of class k
 * some share was answered rightly; by Clopper-Pearson the share to come lies within bounds. The interval spans what the metric becomes when one class,
 * or all of them together, come to the worse or to the better bound. Where only one class has rows, the other may turn up as often as n rows without
 * it allow, and nothing is known of how it would be answered. Rows that belong together count as one, so that a class has no more than the groups or
 * blocks it turns up in.
 */
export function boundByCounts(metric: ConfusionMetric, outcome: ClassOutcome, level: number, units: Units | null = null): Interval {
  const confusion = confusionOf(outcome);
  const rows = units ? fewerByUnits(effectiveRows(outcome), outcome, units) : effectiveRows(outcome);
  const seen = [...rows.keys()].filter((k) => rows[k]! > 0);
  const turn = (from: Confusion, k: number, to: Side) => turned(from, k, recallBound(confusion, k, rows[k]!, level)[to]);
  const turnAll = (from: Confusion, to: Side) => seen.reduce((turning, k) => turn(turning, k, to), from);
  const starts =
    seen.length === 1 ? [confusion, ...withOther(confusion, seen[0]!, clopperPearson(0, rows[seen[0]!]!, level).high)] : [confusion];
  const reached = starts.flatMap((start) => [
    start,
    ...sides.flatMap((to) => [turnAll(start, to), ...(seen.length > 1 ? seen.map((k) => turn(start, k, to)) : [])])
  ]);
  const scores = reached.map((each) => metric.score(each)).filter((score) => !Number.isNaN(score));
  const what = units === null ? 'rows' : units.kind === 'groups' ? 'groups' : `blocks of ${units.run}`;
  const method = `Clopper-Pearson on the ${what} of ${seen.length === 1 ? 'the one class that has any' : 'each class'}`;
  return { low: Math.min(...scores), high: Math.max(...scores), method };
}

type Side = 'low' | 'high';
const sides: readonly Side[] = ['low', 'high'];

/** Rows of each class; with weights as many as would tell as much if they counted alike (Kish, 1965). */
function effectiveRows(outcome: ClassOutcome): Float64Array {
  const weights = weightsOf(outcome);
  const sums = new Float64Array(outcome.labels.length);
  const squares = new Float64Array(outcome.labels.length);
  outcome.actual.forEach((k, row) => {
    sums[k]! += weights[row]!;
    squares[k]! += weights[row]! ** 2;
  });
  return sums.map((sum, k) => (sum > 0 ? (sum * sum) / squares[k]! : 0));
}

/** No more of each class than the pieces that hold rows of it. */
function fewerByUnits(rows: Float64Array, { actual }: ClassOutcome, units: Units): Float64Array {
  const pieces = piecesOf(units);
  const holding = Array.from(rows, () => new Set<number>());
  actual.forEach((k, row) => holding[k]!.add(pieces[row]!));
  return rows.map((count, k) => Math.min(count, holding[k]!.size));
}

const recallBound = (confusion: Confusion, k: number, rows: number, level: number): Interval =>
  clopperPearson((rows * hits(confusion, k)) / actualTotal(confusion, k), rows, level);

/** The matrix with this share of class k's rows answered rightly; mistakes keep their kind, and where there were none they fall evenly on the others. */
function turned(confusion: Confusion, k: number, recall: number): Confusion {
  const { classes, present } = confusion;
  const cells = confusion.cells.slice();
  const total = actualTotal(confusion, k);
  const wrong = total - hits(confusion, k);
  const others = [...present.keys()].filter((j) => j !== k && (present[j] || classes === 2));
  const targets = others.length > 0 ? others : [otherThan(k)];
  for (const j of others) if (wrong > 0) cells[k * classes + j]! *= ((1 - recall) * total) / wrong;
  if (wrong === 0) for (const j of targets) cells[k * classes + j] = ((1 - recall) * total) / targets.length;
  cells[k * classes + k] = recall * total;
  return { ...confusion, cells };
}

/** A share of all rows given to a class that had none: all answered rightly, and all taken for the one that was seen. */
function withOther(confusion: Confusion, seen: number, share: number): Confusion[] {
  const { classes } = confusion;
  const other = otherThan(seen);
  const total = actualTotal(confusion, seen);
  return [other, seen].map((answer) => {
    const cells = confusion.cells.map((cell) => cell * (1 - share));
    cells[other * classes + answer]! += share * total;
    return { ...confusion, cells, present: confusion.present.map((is, k) => (k === other ? 1 : is)) };
  });
}

/** Some class but this one; in two classes, the other. */
const otherThan = (k: number): number => (k === 0 ? 1 : 0);
