import { defineDriftTest, NOTHING } from '../drift-test.ts';
import { cellsOf, smoothShares } from '../shares.ts';

/**
 * Population stability index: the sum over cells of (q - p) ln(q / p), 0 and up. Below 0.1 is called stable, above 0.25 a large shift. Without
 * any change it still is about (cells - 1)(1/n + 1/m), so on few rows it must not alarm alone.
 * Source: Siddiqi (2006), Credit Risk Scorecards; Yurdakul (2018) for its size under no change.
 */
export const populationStability = defineDriftTest({
  id: 'psi',
  label: 'Population stability index',
  doc: 'How far the shares of the cells moved: below 0.1 little, above 0.25 a lot.',
  accepts: ['number', 'category'],

  run(reference, current) {
    const cells = cellsOf(reference, current);
    if (!cells) return NOTHING;
    const before = smoothShares(cells.reference);
    const now = smoothShares(cells.current);
    return { statistic: now.reduce((sum, share, i) => sum + (share - before[i]!) * Math.log(share / before[i]!), 0), pValue: null };
  }
});
