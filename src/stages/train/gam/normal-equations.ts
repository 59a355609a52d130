import type { Work } from '../../../kernels/work.ts';
import type { Block } from './blocks.ts';

/** Where the columns of a block begin in the design; the intercept is column 0. */
export interface Layout {
  readonly blocks: readonly Block[];
  readonly starts: readonly number[];
  readonly columns: number;
}

export function layOut(blocks: readonly Block[]): Layout {
  const starts: number[] = [];
  let columns = 1;
  for (const { size, hasMissing } of blocks) {
    starts.push(columns);
    columns += size + (hasMissing ? 1 : 0);
  }
  return { blocks, starts, columns };
}

const STRETCH = 4096;

/** Adds up what rows of a design weigh together: X'WX, row-major [columns, columns], and X'r. */
export function* addUpRows(layout: Layout, weights: Float64Array, right: Float64Array): Work<{ square: Float64Array; side: Float64Array }> {
  const { blocks, starts, columns } = layout;
  const square = new Float64Array(columns * columns);
  const side = new Float64Array(columns);
  const at = new Int32Array(1 + blocks.reduce((sum, { active }) => sum + active, 0));
  const values = new Float64Array(at.length);
  values[0] = 1;
  for (let row = 0; row < weights.length; row++) {
    const filled = fillRow(blocks, starts, row, at, values);
    const weight = weights[row]!;
    for (let a = 0; a < filled; a++) {
      const share = weight * values[a]!;
      const line = at[a]! * columns;
      side[at[a]!]! += values[a]! * right[row]!;
      for (let b = a; b < filled; b++) square[line + at[b]!]! += share * values[b]!;
    }
    if (row % STRETCH === 0) yield STRETCH * at.length * at.length;
  }
  for (let i = 0; i < columns; i++) for (let j = 0; j < i; j++) square[i * columns + j] = square[j * columns + i]!;
  return { square, side };
}

/** @returns how many places were filled */
function fillRow(blocks: readonly Block[], starts: readonly number[], row: number, at: Int32Array, values: Float64Array): number {
  let filled = 1;
  for (let j = 0; j < blocks.length; j++) {
    const { first, values: own, active, size } = blocks[j]!;
    const count = first[row] === size ? 1 : active;
    for (let k = 0; k < count; k++) {
      at[filled] = starts[j]! + first[row]! + k;
      values[filled++] = own[row * active + k]!;
    }
  }
  return filled;
}

/** The scores of all rows. */
export function scoresOf({ blocks, starts }: Layout, coefficients: Float64Array, rows: number): Float64Array {
  const out = new Float64Array(rows).fill(coefficients[0]!);
  blocks.forEach(({ first, values, active, size }, j) => {
    for (let row = 0; row < rows; row++) {
      const count = first[row] === size ? 1 : active;
      const from = starts[j]! + first[row]!;
      for (let k = 0; k < count; k++) out[row]! += coefficients[from + k]! * values[row * active + k]!;
    }
  });
  return out;
}
