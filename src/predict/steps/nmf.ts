import { descendWeights, productsOfRows } from '../../core/non-negative-weights.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { NumberColumn } from '../../core/table.ts';
import { defineApplier } from '../step-applier.ts';
import { inPlaceOf } from './along-directions.ts';
import { numbersOf } from './replace-columns.ts';

/** The parts of which rows are made up. */
export interface NmfState extends PlainRecord {
  /** [parts, columns], not negative */
  readonly components: Float64Array;
  readonly names: readonly string[];
}

/** Passes over the weights of a row, at most. */
const PASSES = 1000;
/** They end when this little of the first slope is left. */
const TOLERANCE = 1e-9;

/** Puts in the place of the columns how much of each part a row is best made up of, none less than 0; a gap counts as 0. */
export const nmf = defineApplier<NmfState>({
  id: 'nmf',
  apply(table, columns, { components, names }) {
    const values = numbersOf('Non-negative parts', table, columns);
    const parts = names.map((name): NumberColumn => ({ kind: 'number', name, values: new Float64Array(table.rows) }));
    const products = productsOfRows(components, names.length);
    const [weights, along] = [new Float64Array(names.length), new Float64Array(names.length)];
    for (let row = 0; row < table.rows; row++) {
      along.fill(0);
      values.forEach((own, j) => {
        const x = own[row]!;
        if (x !== 0 && !Number.isNaN(x)) for (let k = 0; k < along.length; k++) along[k]! += x * components[k * values.length + j]!;
      });
      settle(weights.fill(0), along, products);
      parts.forEach((part, k) => (part.values[row] = weights[k]!));
    }
    return inPlaceOf(table, columns, parts);
  }
});

function settle(weights: Float64Array, along: Float64Array, products: Float64Array): void {
  const first = descendWeights(weights, along, products);
  for (let pass = 1; pass < PASSES; pass++) if (descendWeights(weights, along, products) <= TOLERANCE * first) return;
}
