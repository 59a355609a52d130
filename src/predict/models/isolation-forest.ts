import { defineScorer } from '../model-scorer.ts';
import { expectState, isFiniteArray } from './feature-columns.ts';
import { checkPaths, strangeness, type IsolationPaths } from './isolation-paths.ts';
import { numbersOf } from './number-rows.ts';

/** Cut straight across one column; a node is split where `feature` is not -1. */
interface IsolationState extends IsolationPaths {
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
}

/** Rows that few cuts set apart are strange. */
export const isolationForestScorer = defineScorer<IsolationState>({
  id: 'isolation-forest',
  holds: 'cut-points',
  compile(state) {
    check(state);
    const { names, feature, threshold, left } = state;
    return (table) => {
      const rows = numbersOf(table, names);
      return strangeness(state, table.rows, (row, root) => {
        let node = root;
        for (let at = feature[node]!; at >= 0; at = feature[node]!)
          node = left[node]! + (rows[row * names.length + at]! > threshold[node]! ? 1 : 0);
        return node;
      });
    };
  }
});

function check(state: IsolationState): void {
  const { names, feature, threshold, path } = state;
  const expect = (what: string, holds: boolean) => expectState('isolation-forest', what, holds);
  expect('thresholds', isFiniteArray(threshold) && threshold.length === path.length);
  expect('features', feature instanceof Int32Array && feature.length === path.length && feature.every((at) => at < names.length));
  checkPaths('isolation-forest', state, (node) => feature[node]! >= 0);
}
