import { defineScorer } from '../model-scorer.ts';
import { BATCH, checkTrees, leafFinder, type AveragedState } from './averaged-trees.ts';
import { expectState, isFiniteArray } from './feature-columns.ts';
import { readerOf } from './tree-features.ts';

/** Trees, and the answers of the rows in their leaves; see src/stages/train/forest/leaf-answers.ts, which writes them. */
interface QuantileForestState extends AveragedState {
  readonly quantile: number;
  readonly starts: Int32Array;
  readonly answers: Float64Array;
  readonly shares: Float64Array;
}

/** Elementary steps that one kept answer takes, which has to be found its place among the others. */
const STEPS_PER_ANSWER = 40;

export const quantileForestScorer = defineScorer<QuantileForestState>({
  id: 'quantile-forest',
  holds: 'rows',
  mayBeNonFinite: ['cuts'],
  stepsPerRow: ({ treeStarts, starts, answers }) =>
    (STEPS_PER_ANSWER * treeStarts.length * answers.length) / Math.max(1, starts.length - 1),
  atQuantile: (state, quantile) => ({ ...state, quantile }),
  compile(state) {
    check(state);
    const { features, treeStarts } = state;
    const quantile = quantileFinder(state);
    const own = new Int32Array(treeStarts.length);
    const readers = features.map(readerOf);
    return (table) => {
      const reads = readers.map((read) => read(table));
      const values = new Float64Array(Math.min(table.rows, BATCH) * features.length);
      const leaves = leafFinder(state, values);
      const out = new Float64Array(table.rows);
      for (let from = 0; from < table.rows; from += BATCH) {
        const to = Math.min(table.rows, from + BATCH);
        reads.forEach((read, j) => read(from, to, values, j, features.length));
        for (let i = from; i < to; i++) {
          treeStarts.forEach((root, t) => (own[t] = leaves(root, (i - from) * features.length)));
          out[i] = quantile(own);
        }
      }
      return out;
    };
  }
});

/**
 * Finds the least answer up to which the chosen share lies, each tree counting the same. All kept answers are put in order once: of a row only the places
 * of its own in that order have to be sorted.
 */
function quantileFinder({ quantile, starts, answers, shares, treeStarts }: QuantileForestState): (leaves: Int32Array) => number {
  const inOrder = Uint32Array.from(answers.keys()).sort((a, b) => answers[a]! - answers[b]! || a - b);
  const placeOf = new Uint32Array(answers.length);
  inOrder.forEach((at, place) => (placeOf[at] = place));
  let places: Uint32Array = new Uint32Array(1024);
  // Shares add up with rounding: at the very end the last answer is the one.
  const wanted = quantile * treeStarts.length * (1 - 1e-12);
  return (leaves) => {
    let count = 0;
    for (const leaf of leaves) {
      const [from, to] = [starts[leaf]!, starts[leaf + 1]!];
      if (count + to - from > places.length) places = widened(places, 2 * (count + to - from));
      for (let at = from; at < to; at++) places[count++] = placeOf[at]!;
    }
    const own = places.subarray(0, count).sort();
    let reached = 0;
    let at = -1;
    while (reached < wanted && at + 1 < count) reached += shares[inOrder[own[++at]!]!]!;
    return answers[inOrder[own[at]!]!]!;
  };
}

function widened(places: Uint32Array, length: number): Uint32Array {
  const wider = new Uint32Array(length);
  wider.set(places);
  return wider;
}

function check(state: QuantileForestState): void {
  const { present, quantile, starts, answers, shares, values } = state;
  checkTrees('quantile-forest', state);
  const expect = (what: string, holds: boolean) => expectState('quantile-forest', what, holds);
  expect('quantile', present.length === 0 && quantile > 0 && quantile < 1);
  expect('answers', isFiniteArray(answers) && isFiniteArray(shares) && shares.length === answers.length);
  const isInOrder = starts.every((start, i) => (i === 0 ? start === 0 : start > starts[i - 1]!));
  expect('leaves', isInOrder && starts.length === values.length + 1 && starts.at(-1) === answers.length);
}
