import type { PlainRecord } from '../../core/plain.ts';
import { expectState, isFiniteArray, isNames } from './feature-columns.ts';

/** What every isolation forest holds, one tree behind the other, as `kernels/isolation-trees.ts` grows them. */
export interface IsolationPaths extends PlainRecord {
  readonly names: readonly string[];
  readonly roots: Int32Array;
  /** The left child; the right one stands behind it. */
  readonly left: Int32Array;
  readonly path: Float64Array;
  /** Rows each tree was grown on. */
  readonly sample: number;
}

/** Rows that go down a tree together: it and they stay near the processor meanwhile. */
const TOGETHER = 512;

const EULER = 0.5772156649015329;

/**
 * 2 ^ -(mean path / path of a whole tree): near 1 = strange, 0.5 and below = not.
 * @param leafOf the leaf that a row comes to from a root
 */
export function strangeness(
  { roots, path, sample }: IsolationPaths,
  rows: number,
  leafOf: (row: number, root: number) => number
): Float64Array {
  const whole = sample > 2 ? 2 * (Math.log(sample - 1) + EULER) - (2 * (sample - 1)) / sample : 1;
  const totals = new Float64Array(rows);
  for (let from = 0; from < rows; from += TOGETHER) {
    const to = Math.min(rows, from + TOGETHER);
    for (const root of roots) for (let row = from; row < to; row++) totals[row]! += path[leafOf(row, root)]!;
  }
  return totals.map((total) => 2 ** (-total / (roots.length * whole)));
}

/** @param isCut whether a node has children. @throws LatheError `package-damaged` */
export function checkPaths(id: string, { names, roots, left, path, sample }: IsolationPaths, isCut: (node: number) => boolean): void {
  const expect = (what: string, holds: boolean) => expectState(id, what, holds);
  expect('names', isNames(names) && names.length > 0 && sample >= 1);
  expect('nodes', isFiniteArray(path) && left instanceof Int32Array && left.length === path.length);
  expect(
    'splits',
    left.every((child, node) => !isCut(node) || (child > node && child + 1 < path.length))
  );
  expect('roots', roots instanceof Int32Array && roots.length > 0 && roots.every((root) => root >= 0 && root < path.length));
}
