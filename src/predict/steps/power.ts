import type { PlainRecord } from '../../core/plain.ts';
import { defineApplier } from '../step-applier.ts';
import { mapNumbers } from './replace-columns.ts';

/** One entry for each column of the step; what comes out of the power is brought to `(x - center) / scale`. */
export interface PowerState extends PlainRecord {
  readonly method: string;
  readonly lambdas: Float64Array;
  /** With "box-cox" the smallest value of the training rows, above 0; what is smaller counts as it. */
  readonly least: Float64Array;
  readonly center: Float64Array;
  readonly scale: Float64Array;
}

/** (x^lambda - 1) / lambda, and the logarithm at lambda 0. Source: Box & Cox (1964). @param x above 0 */
export const boxCox = (x: number, lambda: number): number => powerOfLog(Math.log(x), lambda);

/** Box and Cox's power of 1 + x, and its mirror image below 0. Source: Yeo & Johnson (2000). */
export const yeoJohnson = (x: number, lambda: number): number =>
  x >= 0 ? powerOfLog(Math.log1p(x), lambda) : -powerOfLog(Math.log1p(-x), 2 - lambda);

/** (e^(lambda u) - 1) / lambda, which is u itself at lambda 0. */
export const powerOfLog = (u: number, lambda: number): number => (lambda === 0 ? u : Math.expm1(lambda * u) / lambda);

/** Bends numbers by a power of each column's own; missing stays missing. */
export const power = defineApplier<PowerState>({
  id: 'power',
  apply: (table, columns, { method, lambdas, least, center, scale }) =>
    mapNumbers('Bend', table, columns, (i) => {
      const lambda = lambdas[i]!;
      const floor = least[i]!;
      const bent = method === 'box-cox' ? (x: number) => boxCox(Math.max(x, floor), lambda) : (x: number) => yeoJohnson(x, lambda);
      return (x) => (bent(x) - center[i]!) / scale[i]!;
    })
});
