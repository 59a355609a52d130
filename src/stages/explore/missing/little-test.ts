import type { Pacer } from '../../../core/pacer.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import type { Table } from '../../../core/table.ts';
import { chiSquareSf } from '../../../kernels/distributions.ts';
import { cholesky, solveCholesky } from '../../../kernels/linear/cholesky.ts';
import { standardised } from '../association/correlation.ts';
import { gapPatterns, MOST_PATTERN_COLUMNS, type GapPattern } from './gap-patterns.ts';
import { fitNormalWithGaps, submatrix, type NormalLaw } from './normal-with-gaps.ts';

/** Whether the gaps of the number columns fall by chance alone. */
export interface LittleTest extends PlainRecord {
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
  readonly columns: number;
  readonly patterns: number;
  readonly rows: number;
}

/** More patterns than this are too rare, each, for a test whose law holds for many rows. */
const MOST_PATTERNS = 1000;
const FEWEST_ROWS = 30;
/** With nearly as many patterns as rows there are no groups to compare, and the fit takes longest of all. */
const FEWEST_ROWS_PER_PATTERN = 2;

/**
 * Little's test of "missing completely at random": whether the rows with different gaps have the same means of what they do have. A small p-value
 * says that the gaps go with the values of other columns. Number columns only; those with most gaps where there are more than 30.
 * Source: Little (1988), "A test of missing completely at random for multivariate data with missing values".
 * @returns null where there is nothing to test: no gaps, one column, few rows, gaps that differ from row to row, or columns that follow from each other
 */
export async function littleTest(table: Table, pace: Pacer): Promise<LittleTest | null> {
  const columns = await candidates(table, pace);
  if (columns.length < 2 || table.rows < FEWEST_ROWS) return null;
  const patterns = await gapPatterns(columns, table.rows, pace);
  if (patterns.length < 2 || patterns.length > MOST_PATTERNS) return null;
  if (table.rows < FEWEST_ROWS_PER_PATTERN * patterns.length) return null;
  const law = await fitNormalWithGaps(patterns, columns.length, pace);
  if (!law) return null;
  const rows = patterns.reduce((total, pattern) => total + pattern.rows, 0);
  const statistic = patterns.reduce((total, pattern) => total + distance(pattern, law, columns.length), 0);
  const df = patterns.reduce((total, { seen }) => total + seen.length, 0) - columns.length;
  if (!(df > 0) || !Number.isFinite(statistic)) return null;
  return { statistic, df, pValue: chiSquareSf(statistic, df), columns: columns.length, patterns: patterns.length, rows };
}

/** Number columns that vary, standardised, most gaps first; none where none has a gap. */
async function candidates(table: Table, pace: Pacer): Promise<Float64Array[]> {
  const found: { scaled: Float64Array; gaps: number }[] = [];
  for (const column of table.columns) {
    if (column.kind !== 'number') continue;
    const scaled = standardised(column.values);
    let [gaps, size] = [0, 0];
    for (const value of scaled) {
      if (Number.isNaN(value)) gaps++;
      else size += Math.abs(value);
    }
    await pace(table.rows * 6);
    if (size > 0 && gaps < table.rows) found.push({ scaled, gaps });
  }
  if (found.every(({ gaps }) => gaps === 0)) return [];
  const most = found.sort((a, b) => b.gaps - a.gaps).slice(0, MOST_PATTERN_COLUMNS);
  return most.map(({ scaled }) => scaled);
}

/** How far the means of one pattern lie from the law's, in its own measure. */
function distance({ seen, rows, sums }: GapPattern, { mean, covariance }: NormalLaw, size: number): number {
  const away = Float64Array.from(seen, (column, a) => sums[a]! / rows - mean[column]!);
  const triangle = cholesky(submatrix(covariance, seen, size), seen.length);
  if (!triangle) return NaN;
  const solved = solveCholesky(triangle, seen.length, away.slice());
  return rows * away.reduce((total, value, a) => total + value * solved[a]!, 0);
}
