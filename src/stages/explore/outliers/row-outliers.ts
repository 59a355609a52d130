import type { RowOutliers, RowReason, StrangeRow } from '../../../core/looks/outliers.ts';
import type { Matrix } from '../../../core/matrix.ts';
import type { Pacer } from '../../../core/pacer.ts';
import { createRng, forkRng } from '../../../core/rng.ts';
import { quantileSorted } from '../../../core/stats.ts';
import type { Table } from '../../../core/table.ts';
import { binomialCdf } from '../../../kernels/distributions.ts';
import { growIsolationForest, isolationScores, type IsolationForest } from '../../../kernels/isolation-forest.ts';
import { finish } from '../../../kernels/work.ts';
import { chanceRows } from './chance-rows.ts';
import { encodeRows, sideBySide, type EncodedColumn } from './encode-rows.ts';

/** Rows that chance would flag, of those it draws. */
export const EXPECTED_SHARE = 0.001;
/** So many rows or more come by chance in less than one table of twenty. */
const UNLIKELY = 0.05;
const CHANCE_ROWS = 20_000;
const SHOWN = 50;
const REASONS = 4;
const LEAST_SHARE = 0.05;
const BLOCK = 4096;

/**
 * Rows that are strange as a whole, by an isolation forest, with the columns that make them so. The bound is the score that one in a thousand rows
 * drawn by chance reaches. Null where fewer than two columns can be looked at, or under 20 rows.
 */
export async function rowOutliers(table: Table, pace: Pacer, seed = 0): Promise<RowOutliers | null> {
  const columns = await encodeRows(table, pace);
  if (columns.length < 2 || table.rows < 20) return null;
  const rows = sideBySide(columns, table.rows);
  const forest = finish(growIsolationForest(rows, forkRng(seed, 'isolation forest')));
  const scores = await scoreAll(forest, rows, pace);
  const drawn = (await scoreAll(forest, await chanceRows(columns, CHANCE_ROWS, createRng(seed + 1), pace), pace)).sort();
  const threshold = quantileSorted(drawn, 1 - EXPECTED_SHARE);
  const flagged = [...scores.keys()].filter((row) => scores[row]! > threshold).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const strange: StrangeRow[] = [];
  for (const row of flagged.slice(0, SHOWN)) {
    strange.push({ row, score: scores[row]!, chance: chanceOf(drawn, scores[row]!), reasons: reasonsFor(row, forest, rows, columns) });
    await pace(columns.length * forest.trees * 20);
  }
  return {
    columns: columns.map(({ name }) => name),
    rows: table.rows,
    sampled: false,
    threshold,
    count: flagged.length,
    expectedShare: EXPECTED_SHARE,
    expected: EXPECTED_SHARE * table.rows,
    isBeyondChance: flagged.length > 0 && 1 - binomialCdf(flagged.length - 1, table.rows, EXPECTED_SHARE) < UNLIKELY,
    strange
  };
}

async function scoreAll(forest: IsolationForest, rows: Matrix, pace: Pacer): Promise<Float64Array> {
  const scores = new Float64Array(rows.rows);
  for (let from = 0; from < rows.rows; from += BLOCK) {
    scores.set(isolationScores(forest, rows, from, Math.min(from + BLOCK, rows.rows)), from);
    await pace(BLOCK * forest.trees * 10);
  }
  return scores;
}

/** Of the rows drawn, those with such a score; the row itself counts as one, so that it is never none. */
function chanceOf(sorted: Float64Array, score: number): number {
  let above = sorted.length;
  while (above > 0 && sorted[above - 1]! >= score) above--;
  return (sorted.length - above + 1) / (sorted.length + 1);
}

/** Each column in turn is given its usual value; what that takes from the score is the column's part. */
function reasonsFor(row: number, forest: IsolationForest, { data, cols }: Matrix, columns: readonly EncodedColumn[]): RowReason[] {
  const own = data.slice(row * cols, (row + 1) * cols);
  const tries = new Float64Array((cols + 1) * cols);
  for (let at = 0; at <= cols; at++) {
    tries.set(own, at * cols);
    if (at < cols) tries[at * cols + at] = 0;
  }
  const scores = isolationScores(forest, { data: tries, rows: cols + 1, cols });
  const falls = columns.map((_, at) => Math.max(0, scores[cols]! - scores[at]!));
  const all = falls.reduce((total, fall) => total + fall, 0);
  return columns
    .map(({ name, say, usual }, at) => ({ column: name, value: say(row), usual, share: all > 0 ? falls[at]! / all : 0 }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share)
    .slice(0, REASONS);
}
