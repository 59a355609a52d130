import type { NetworkState } from '../../core/network.ts';
import { compileNetwork } from '../compile-network.ts';
import { defineScorer } from '../model-scorer.ts';
import { expectState, isFiniteArray, isNames } from './feature-columns.ts';
import { numbersOf } from './number-rows.ts';

const ID = 'autoencoder';

type AutoencoderState = NetworkState & {
  readonly names: readonly string[];
  readonly centres: Float64Array;
  readonly widths: Float64Array;
  /** How far out, in widths, a value is shown to the network at most. */
  readonly farthest: number;
};

/** Squares beyond this are as good as infinite. */
const FARTHEST = 1e300;

/** The mean squared error of what a network gives back of a row, in robust standard deviations of its columns. */
export const autoencoderScorer = defineScorer<AutoencoderState>({
  id: ID,
  holds: 'sums',
  stepsPerRow: ({ weights }) => weights.reduce((sum, values) => sum + values.length, 0),
  compile(state) {
    const { names, centres, widths, farthest } = state;
    const size = isNames(names) && names.length > 0 ? names.length : NaN;
    expectState(ID, 'centres', isFiniteArray(centres) && centres.length === size);
    expectState(ID, 'widths', isFiniteArray(widths) && widths.length === size && widths.every((width) => width > 0));
    expectState(ID, 'outputs', state.outputs === size && farthest > 0);
    const give = compileNetwork(state, size);
    const [own, shown] = [new Float64Array(size), new Float64Array(size)];
    return (table) => {
      const rows = numbersOf(table, names);
      return Float64Array.from({ length: table.rows }, (_, row) => {
        for (let j = 0; j < size; j++) {
          own[j] = (rows[row * size + j]! - centres[j]!) / widths[j]!;
          shown[j] = Math.max(-farthest, Math.min(farthest, own[j]!));
        }
        const back = give(shown);
        let sum = 0;
        for (let j = 0; j < size; j++) sum += (own[j]! - back[j]!) ** 2;
        return Math.min(sum / size, FARTHEST);
      });
    };
  }
});
