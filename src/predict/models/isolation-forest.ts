import type { Plain } from '../../core/plain.ts';
import { defineScorer } from '../model-scorer.ts';
import { expectState, isFiniteArray, isNames } from './feature-columns.ts';
import { numbersOf } from './number-rows.ts';

/** Trees one behind the other, as `kernels/isolation-forest.ts` grows them; a node is split where `feature` is not -1. */
interface IsolationState {
  readonly [key: string]: Plain;
  readonly names: readonly string[];
  readonly roots: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** The left child; the right one stands behind it. */
  readonly left: Int32Array;
  readonly path: Float64Array;
  /** Rows each tree was grown on. */
  readonly sample: number;
}

const EULER = 0.5772156649015329;

/** 2 ^ -(mean path / path of a whole tree): near 1 = strange, 0.5 and below = not. */
export const isolationForestScorer = defineScorer<IsolationState>({
  id: 'isolation-forest',
  holds: 'cut-points',
  compile(state) {
    check(state);
    const { names, roots, feature, threshold, left, path, sample } = state;
    const whole = sample > 2 ? 2 * (Math.log(sample - 1) + EULER) - (2 * (sample - 1)) / sample : 1;
    return (table) => {
      const rows = numbersOf(table, names);
      return Float64Array.from({ length: table.rows }, (_, i) => {
        let total = 0;
        for (const root of roots) {
          let node = root;
          for (let at = feature[node]!; at >= 0; at = feature[node]!)
            node = left[node]! + (rows[i * names.length + at]! > threshold[node]! ? 1 : 0);
          total += path[node]!;
        }
        return 2 ** (-total / (roots.length * whole));
      });
    };
  }
});

function check({ names, roots, feature, threshold, left, path, sample }: IsolationState): void {
  const expect = (what: string, holds: boolean) => expectState('isolation-forest', what, holds);
  expect('names', isNames(names) && names.length > 0 && sample >= 1);
  expect('thresholds', isFiniteArray(threshold) && isFiniteArray(path) && path.length === threshold.length);
  const nodes = threshold.length;
  expect('nodes', feature instanceof Int32Array && left instanceof Int32Array && feature.length === nodes && left.length === nodes);
  expect(
    'splits',
    feature.every((at, node) => at < names.length && (at < 0 || (left[node]! > node && left[node]! + 1 < nodes)))
  );
  expect('roots', roots instanceof Int32Array && roots.length > 0 && roots.every((root) => root >= 0 && root < nodes));
}
