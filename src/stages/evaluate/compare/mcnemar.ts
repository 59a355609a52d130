import { binomialCdf, chiSquareSf } from '../../../kernels/distributions.ts';

export interface McNemar {
  /** Rows only the first model got right, and rows only the second did. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly pValue: number;
  readonly test: string;
}

/** Below this many rows on which the models differ the binomial is counted out. */
const FEW = 25;

/**
 * Whether two classifiers err equally often on the same rows, from the rows on which only one is right.
 * Source: McNemar (1947); exact binomial when few, chi-square with Edwards' continuity correction otherwise.
 */
export function mcNemar(onlyFirst: number, onlySecond: number): McNemar {
  const differ = onlyFirst + onlySecond;
  if (differ < FEW) {
    const pValue = Math.min(1, 2 * binomialCdf(Math.min(onlyFirst, onlySecond), differ, 0.5));
    return { onlyFirst, onlySecond, pValue: differ === 0 ? 1 : pValue, test: 'McNemar, exact' };
  }
  const statistic = (Math.abs(onlyFirst - onlySecond) - 1) ** 2 / differ;
  return { onlyFirst, onlySecond, pValue: chiSquareSf(statistic, 1), test: 'McNemar' };
}
