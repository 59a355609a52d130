import type { PlainRecord } from '../../core/plain.ts';
import type { NumberColumn } from '../../core/table.ts';
import { defineApplier } from '../step-applier.ts';
import { numbersOf, replaceColumns } from './replace-columns.ts';

interface FourierState extends PlainRecord {
  /** What a gap counts as. */
  readonly means: Float64Array;
  /** [waves, columns] */
  readonly directions: Float64Array;
  readonly offsets: Float64Array;
  readonly names: readonly string[];
}

/** Puts waves of all the columns in their place: the cosine of a weighted sum, so tall that the products of two rows come near their kernel. */
export const fourierFeatures = defineApplier<FourierState>({
  id: 'fourier-features',
  apply(table, columns, { means, directions, offsets, names }) {
    const values = numbersOf('Random waves', table, columns);
    const height = Math.sqrt(2 / names.length);
    const waves = names.map((name, k): NumberColumn => {
      const wave = new Float64Array(table.rows).fill(offsets[k]!);
      values.forEach((own, j) => {
        const share = directions[k * values.length + j]!;
        for (let row = 0; row < wave.length; row++) wave[row]! += share * (Number.isNaN(own[row]) ? means[j]! : own[row]!);
      });
      for (let row = 0; row < wave.length; row++) wave[row] = height * Math.cos(wave[row]!);
      return { kind: 'number', name, values: wave };
    });
    const last = columns.length - 1;
    return replaceColumns(table, columns, (_, i) => (i === last ? waves : []));
  }
});
