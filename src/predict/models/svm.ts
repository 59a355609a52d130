import type { Plain } from '../../core/plain.ts';
import { defineScorer } from '../model-scorer.ts';
import { writeShares } from './class-shares.ts';
import { coupled } from './coupled.ts';
import { encodedColumns, expectState, isClasses, isFiniteArray, isNames } from './feature-columns.ts';

/** Support vectors; see src/stages/train/svm/pack-machines.ts, which writes them. */
interface SvmState {
  readonly [key: string]: Plain;
  readonly features: readonly string[];
  readonly outputs: number;
  /** Classes seen in training; none for a number. */
  readonly present: Int32Array;
  readonly gamma: number;
  readonly supports: Float64Array;
  readonly starts: Int32Array;
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
  /** How the decision of each pair becomes log-odds of its second class; none for a number. */
  readonly slopes: Float64Array;
  readonly offsets: Float64Array;
}

/** Sums of kernels, one for a number, else one for each pair of classes: then log-odds by a line, coupled over the pairs. */
export const svmScorer = defineScorer<SvmState>({
  id: 'svm',
  holds: 'rows',
  stepsPerRow: ({ supports, coefficients }) => supports.length + 20 * coefficients.length,
  compile(state) {
    check(state);
    const { features, outputs, present, slopes, offsets } = state;
    const kernels = new Float64Array(state.starts.at(-1)!);
    const decisions = new Float64Array(state.intercepts.length);
    return (table) => {
      const columns = encodedColumns(table, features);
      const out = new Float64Array(table.rows * outputs);
      for (let i = 0; i < table.rows; i++) {
        writeKernels(state, columns, i, kernels);
        writeDecisions(state, kernels, decisions);
        if (present.length === 0) {
          out[i] = decisions[0]!;
          continue;
        }
        const odds = decisions.map((decision, pair) => slopes[pair]! * decision + offsets[pair]!);
        if (present.length === 2) writeShares(odds, present, out, i * outputs);
        else coupled(odds, present.length).forEach((share, k) => (out[i * outputs + present[k]!] = share));
      }
      return out;
    };
  }
});

function writeKernels({ supports, gamma }: SvmState, columns: readonly Float64Array[], row: number, into: Float64Array): void {
  for (let s = 0, at = 0; s < into.length; s++) {
    let sum = 0;
    for (const values of columns) {
      const off = values[row]! - supports[at++]!;
      sum += off * off;
    }
    into[s] = Math.exp(-gamma * sum);
  }
}

function writeDecisions({ starts, coefficients, intercepts, present }: SvmState, kernels: Float64Array, into: Float64Array): void {
  into.set(intercepts);
  const add = (pair: number, code: number, other: number) => {
    for (let s = starts[code]!; s < starts[code + 1]!; s++) into[pair]! += coefficients[other * kernels.length + s]! * kernels[s]!;
  };
  if (present.length === 0) add(0, 0, 0);
  for (let first = 0, pair = 0; first < present.length; first++) {
    for (let second = first + 1; second < present.length; second++, pair++) {
      add(pair, first, second - 1);
      add(pair, second, first);
    }
  }
}

function check({ features, outputs, present, gamma, supports, starts, coefficients, intercepts, slopes, offsets }: SvmState): void {
  const expect = (what: string, holds: boolean) => expectState('svm', what, holds);
  expect('features', isNames(features));
  expect('classes', isClasses(present, outputs) && (present.length >= 2 || (present.length === 0 && outputs === 1)));
  const classes = Math.max(present.length, 1);
  const vectors = starts.at(-1)!;
  expect('starts', starts.length === classes + 1 && starts.every((start, k) => start >= (k === 0 ? 0 : starts[k - 1]!)));
  expect('supports', isFiniteArray(supports) && supports.length === vectors * features.length);
  expect('coefficients', isFiniteArray(coefficients) && coefficients.length === Math.max(classes - 1, 1) * vectors);
  const pairs = Math.max((classes * (classes - 1)) / 2, 1);
  expect('intercepts', isFiniteArray(intercepts) && intercepts.length === pairs && gamma > 0);
  const lines = present.length === 0 ? 0 : pairs;
  expect('lines', [slopes, offsets].every((each) => isFiniteArray(each) && each.length === lines)); // prettier-ignore
}
