import type { Plain } from '../../core/plain.ts';
import type { ModelScorer } from '../model-scorer.ts';
import { expectState, isFiniteArray, isNames } from './feature-columns.ts';
import { numbersOf } from './number-rows.ts';

interface CentresState {
  readonly [key: string]: Plain;
  readonly names: readonly string[];
  /** Row-major [clusters, names]. */
  readonly centres: Float64Array;
}

/** A row belongs wholly to the nearest centre, the first of equals. @param id of the kind of model, for what is said of a broken state */
export const nearestCentre = (id: string): Pick<ModelScorer<CentresState>, 'holds' | 'compile'> => ({
  holds: 'sums',
  compile({ names, centres }) {
    const size = isNames(names) && names.length > 0 ? names.length : NaN;
    expectState(id, 'centres', isFiniteArray(centres) && centres.length >= size && centres.length % size === 0);
    const clusters = centres.length / size;
    return (table) => {
      const rows = numbersOf(table, names);
      const out = new Float64Array(table.rows * clusters);
      for (let i = 0; i < table.rows; i++) out[i * clusters + nearestOf(rows, i * size, centres, size)] = 1;
      return out;
    };
  }
});

function nearestOf(rows: Float64Array, at: number, centres: Float64Array, size: number): number {
  let best = 0;
  let least = Infinity;
  for (let c = 0; c * size < centres.length; c++) {
    let sum = 0;
    for (let j = 0; j < size; j++) {
      const off = rows[at + j]! - centres[c * size + j]!;
      sum += off * off;
    }
    if (sum < least) {
      least = sum;
      best = c;
    }
  }
  return best;
}
