import type { PlainRecord } from '../../core/plain.ts';
import type { NumberColumn } from '../../core/table.ts';
import { defineApplier } from '../step-applier.ts';
import { numbersOf } from './replace-columns.ts';

/** Each new column is the product of some columns of the step, by their places; one may stand several times. */
export interface PolynomialState extends PlainRecord {
  /** [terms, degree], -1 = no factor. */
  readonly factors: Int32Array;
  readonly degree: number;
  readonly names: readonly string[];
}

/** Products of columns, behind them all. */
export const polynomial = defineApplier<PolynomialState>({
  id: 'polynomial',
  apply(table, columns, { factors, degree, names }) {
    const values = numbersOf('Multiply', table, columns);
    const products = names.map((name, term): NumberColumn => {
      const own = factors.subarray(term * degree, (term + 1) * degree).filter((place) => place >= 0);
      const product = new Float64Array(table.rows).fill(1);
      for (const place of own) values[place]!.forEach((x, row) => (product[row]! *= x));
      return { kind: 'number', name, values: product };
    });
    return { rows: table.rows, columns: [...table.columns, ...products] };
  }
});
