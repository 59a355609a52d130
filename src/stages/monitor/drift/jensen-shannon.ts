import { defineDriftTest, NOTHING } from '../drift-test.ts';
import { cellsOf } from '../shares.ts';

/**
 * Jensen-Shannon distance with logarithms to base 2: 0 = the same shares, 1 = no cell in common.
 * Source: Endres & Schindelin (2003), "A new metric for probability distributions".
 */
export const jensenShannon = defineDriftTest({
  id: 'jensen-shannon',
  label: 'Jensen–Shannon distance',
  doc: 'How unlike the shares of the cells are: 0 = the same, 1 = nothing in common.',
  accepts: ['number', 'category'],

  run(reference, current) {
    const cells = cellsOf(reference, current);
    if (!cells) return NOTHING;
    const before = sharesOf(cells.reference);
    const now = sharesOf(cells.current);
    let divergence = 0;
    before.forEach((p, i) => {
      const middle = (p + now[i]!) / 2;
      divergence += (entropyTerm(p, middle) + entropyTerm(now[i]!, middle)) / 2;
    });
    return { statistic: Math.sqrt(Math.max(0, divergence)), pValue: null };
  }
});

const entropyTerm = (share: number, middle: number) => (share > 0 ? share * Math.log2(share / middle) : 0);

function sharesOf(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}
