import { createRng } from '../../../core/rng.ts';
import { quantileSorted } from '../../../core/stats.ts';
import type { Column } from '../../../core/table.ts';
import type { Classes } from './classes.ts';

/**
 * What one column alone can say about the target, honestly: five folds, and each row is answered by what the rows of the other folds with the
 * same value (for numbers: in the same hundredth of the range of ranks) had. A column of names can't shine this way, for its values are new in
 * every fold. A missing value is a value.
 */
const FOLDS = 5;
const MOST_BINS = 100;
const ROWS_PER_BIN = 20;
/** Pulls the answer of a rare value towards the average of all. */
const PRIOR_ROWS = 1;

export interface Cells {
  readonly codes: Int32Array;
  readonly levels: number;
}

/** The fold of each row, drawn with a fixed seed. */
export function drawFolds(rows: number): Uint8Array {
  const rng = createRng(20_260_101);
  const folds = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) folds[i] = Math.floor(rng() * FOLDS);
  return folds;
}

/** A column as cells; null for texts and images. Bins are cut without a look at the target. @param sorted its values, for number and time columns */
export function cellsOf(column: Column, sorted: Float64Array): Cells | null {
  if (column.kind === 'category') return { codes: column.codes.map((code) => code + 1), levels: column.labels.length + 1 };
  if (column.kind !== 'number' && column.kind !== 'time') return null;
  const edges = edgesOf(sorted);
  const codes = new Int32Array(column.values.length);
  for (let i = 0; i < codes.length; i++) codes[i] = Number.isNaN(column.values[i]) ? 0 : 1 + binOf(edges, column.values[i]!);
  return { codes, levels: edges.length + 2 };
}

function edgesOf(sorted: Float64Array): Float64Array {
  const bins = Math.max(2, Math.min(MOST_BINS, Math.floor(sorted.length / ROWS_PER_BIN)));
  const edges = Float64Array.from({ length: bins - 1 }, (_, i) => quantileSorted(sorted, (i + 1) / bins));
  return edges.filter((edge, i) => i === 0 || edge !== edges[i - 1]);
}

/** Values on an edge belong to the bin below it, so that a value with many ties has a bin of its own. */
function binOf(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface ClassPower {
  /** Mean over the classes of class against rest, each out of fold. */
  readonly auc: number;
  readonly balancedAccuracy: number;
  readonly n: number;
}

/** Out-of-fold power over classes. */
export function classPower(cells: Cells, target: Classes, folds: Uint8Array): ClassPower {
  const k = target.labels.length;
  const counts = new Float64Array(FOLDS * cells.levels * k);
  for (let i = 0; i < folds.length; i++) {
    const code = target.codes[i]!;
    if (code >= 0) counts[(folds[i]! * cells.levels + cells.codes[i]!) * k + code]!++;
  }
  const chances = foldChances(counts, cells.levels, k);
  const totals = new Float64Array(k);
  counts.forEach((count, at) => (totals[at % k]! += count));
  const present = [...totals.keys()].filter((c) => totals[c]! > 0);
  const aucs = present.map((c) => aucOf(counts, chances, k, c));
  const recalls = recallsOf(counts, chances, k);
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    auc: average(aucs),
    balancedAccuracy: average(present.map((c) => recalls[c]! / totals[c]!)),
    n: totals.reduce((a, b) => a + b, 0)
  };
}

/** The chance of each class in each cell, from the other folds. Same layout as the counts. */
function foldChances(counts: Float64Array, levels: number, k: number): Float64Array {
  const size = levels * k;
  const chances = new Float64Array(counts.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const rest = new Float64Array(size);
    const prior = new Float64Array(k);
    for (let at = 0; at < counts.length; at++) if (Math.floor(at / size) !== fold) rest[at % size]! += counts[at]!;
    rest.forEach((count, at) => (prior[at % k]! += count));
    const all = prior.reduce((a, b) => a + b, 0);
    for (let level = 0; level < levels; level++) {
      let inLevel = 0;
      for (let c = 0; c < k; c++) inLevel += rest[level * k + c]!;
      for (let c = 0; c < k; c++)
        chances[fold * size + level * k + c] = (rest[level * k + c]! + (PRIOR_ROWS * prior[c]!) / all) / (inLevel + PRIOR_ROWS);
    }
  }
  return chances;
}

/** Area under the ROC curve of one class against the rest; rows of one fold and cell share a score. */
function aucOf(counts: Float64Array, chances: Float64Array, k: number, positive: number): number {
  const groups: { score: number; hits: number; others: number }[] = [];
  for (let start = 0; start < counts.length; start += k) {
    let all = 0;
    for (let c = 0; c < k; c++) all += counts[start + c]!;
    if (all > 0)
      groups.push({ score: chances[start + positive]!, hits: counts[start + positive]!, others: all - counts[start + positive]! });
  }
  groups.sort((a, b) => a.score - b.score);
  let [wins, othersBelow, hits, at] = [0, 0, 0, 0];
  while (at < groups.length) {
    const score = groups[at]!.score;
    let [tiedHits, tiedOthers] = [0, 0];
    for (; at < groups.length && groups[at]!.score === score; at++) {
      tiedHits += groups[at]!.hits;
      tiedOthers += groups[at]!.others;
    }
    wins += tiedHits * (othersBelow + tiedOthers / 2);
    othersBelow += tiedOthers;
    hits += tiedHits;
  }
  return hits * othersBelow > 0 ? wins / (hits * othersBelow) : NaN;
}

/** Rows of each class that get their own class as the likeliest. */
function recallsOf(counts: Float64Array, chances: Float64Array, k: number): Float64Array {
  const right = new Float64Array(k);
  for (let start = 0; start < counts.length; start += k) {
    let best = 0;
    for (let c = 1; c < k; c++) if (chances[start + c]! > chances[start + best]!) best = c;
    right[best]! += counts[start + best]!;
  }
  return right;
}

/** Out-of-fold share of the variance of a number explained by the cells; below 0 = worse than the mean. */
export function numberPower(cells: Cells, centred: Float64Array, folds: Uint8Array): { r2: number; n: number } {
  const rows = new Float64Array(FOLDS * cells.levels);
  const sums = new Float64Array(FOLDS * cells.levels);
  let [squares, n] = [0, 0];
  for (let i = 0; i < folds.length; i++) {
    const value = centred[i]!;
    if (value !== value) continue;
    const at = folds[i]! * cells.levels + cells.codes[i]!;
    rows[at]!++;
    sums[at]! += value;
    squares += value * value;
    n++;
  }
  let gained = 0;
  for (let level = 0; level < cells.levels; level++) {
    let [allRows, allSum] = [0, 0];
    for (let at = level; at < rows.length; at += cells.levels) {
      allRows += rows[at]!;
      allSum += sums[at]!;
    }
    for (let at = level; at < rows.length; at += cells.levels) {
      const guess = (allSum - sums[at]!) / (allRows - rows[at]! + PRIOR_ROWS);
      gained += 2 * guess * sums[at]! - rows[at]! * guess * guess;
    }
  }
  return { r2: squares > 0 ? gained / squares : NaN, n };
}
