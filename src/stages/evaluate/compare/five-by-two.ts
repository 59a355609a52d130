import { fSf } from '../../../kernels/distributions.ts';

export interface FiveByTwo {
  readonly statistic: number;
  readonly pValue: number;
  readonly test: string;
}

/**
 * Whether two ways of training differ, from five halvings of the same rows: each half is learned from and judged on in turn. The F of 10 and 5 degrees
 * of freedom takes the spread within each halving, where the two trainings share no row.
 * Source: Alpaydin (1999), "Combined 5 x 2 cv F test for comparing supervised classification learning algorithms".
 * @param differences ten, of the halves of each halving side by side
 * @returns NaN where no halving shows any spread and there is a difference
 */
export function fiveByTwo(differences: readonly number[]): FiveByTwo {
  const test = '5x2cv F';
  let [squares, spread] = [0, 0];
  for (let i = 0; i < 10; i += 2) {
    const [a, b] = [differences[i]!, differences[i + 1]!];
    const middle = (a + b) / 2;
    squares += a * a + b * b;
    spread += (a - middle) ** 2 + (b - middle) ** 2;
  }
  if (!(spread > 0)) return { statistic: NaN, pValue: squares === 0 ? 1 : NaN, test };
  const statistic = squares / (2 * spread);
  return { statistic, pValue: fSf(statistic, 10, 5), test };
}
