import { defineScorer } from '../model-scorer.ts';
import { expectState, isFiniteArray } from './feature-columns.ts';
import { checkPaths, strangeness, type IsolationPaths } from './isolation-paths.ts';
import { numbersOf } from './number-rows.ts';

const ID = 'extended-isolation-forest';

/** Cut along slopes, as `kernels/extended-isolation-forest.ts` grows them. */
interface ExtendedState extends IsolationPaths {
  readonly width: number;
  /** Of each node, which cut is its own; -1 = a leaf. */
  readonly cutOf: Int32Array;
  readonly offset: Float64Array;
  /** Row-major [cuts, width] */
  readonly columns: Int32Array;
  readonly slopes: Float64Array;
}

/** Rows that few cuts set apart are strange. */
export const extendedIsolationForestScorer = defineScorer<ExtendedState>({
  id: ID,
  holds: 'cut-points',
  stepsPerRow: ({ roots, width, sample }) => roots.length * width * Math.ceil(Math.log2(sample + 1)),
  compile(state) {
    check(state);
    const { names, left, width, cutOf, offset, columns, slopes } = state;
    const cols = names.length;
    return (table) => {
      const rows = numbersOf(table, names);
      return strangeness(state, table.rows, (row, root) => {
        const base = row * cols;
        let node = root;
        for (let cut = cutOf[node]!; cut >= 0; cut = cutOf[node]!) {
          const end = (cut + 1) * width;
          let along = 0;
          for (let k = end - width; k < end; k++) along += slopes[k]! * rows[base + columns[k]!]!;
          node = left[node]! + (along > offset[cut]! ? 1 : 0);
        }
        return node;
      });
    };
  }
});

function check(state: ExtendedState): void {
  const { names, path, width, cutOf, offset, columns, slopes } = state;
  const expect = (what: string, holds: boolean) => expectState(ID, what, holds);
  expect('cuts', isFiniteArray(offset) && isFiniteArray(slopes) && width >= 1 && slopes.length === offset.length * width);
  expect(
    'columns',
    columns instanceof Int32Array && columns.length === slopes.length && columns.every((at) => at >= 0 && at < names.length)
  );
  expect('nodes', cutOf instanceof Int32Array && cutOf.length === path.length && cutOf.every((cut) => cut < offset.length));
  checkPaths(ID, state, (node) => cutOf[node]! >= 0);
}
