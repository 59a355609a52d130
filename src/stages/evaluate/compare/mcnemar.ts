import { binomialCdf } from '../../../kernels/distributions.ts';

export interface McNemar {
  /** Rows only the first model got right, and rows only the second did. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly pValue: number;
  readonly test: string;
}

/**
 * Whether two classifiers err equally often on the same rows, from the rows on which only one is right: were they as good as each other, each of these
 * would fall to either side like a coin. The binomial is counted out however many there are.
 * Source: McNemar (1947), "Note on the sampling error of the difference between correlated proportions or percentages".
 */
export function mcNemar(onlyFirst: number, onlySecond: number): McNemar {
  const differ = onlyFirst + onlySecond;
  const pValue = differ === 0 ? 1 : Math.min(1, 2 * binomialCdf(Math.min(onlyFirst, onlySecond), differ, 0.5));
  return { onlyFirst, onlySecond, pValue, test: 'McNemar, exact' };
}
