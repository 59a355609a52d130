import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { openLinearKernel } from '../../../src/kernels/linear/open-linear-kernel.ts';
import { curvatureAt, valueAt, type Objective, type RowLoss } from '../../../src/kernels/linear/objective.ts';
import { binaryLoss, softmaxLoss } from '../../../src/kernels/linear/row-losses.ts';
import { finish } from '../../../src/kernels/work.ts';

const [ROWS, COLS] = [40, 3];
const rng = createRng(5);
const draws = (count: number) => Float64Array.from({ length: count }, () => normal(rng));
const weights = new Float64Array(ROWS).map((_, i) => (1 + (i % 3)) / (2 * ROWS));
const codes = (classes: number) => Int32Array.from({ length: ROWS }, (_, i) => i % classes);

async function objectiveOf(loss: RowLoss, outputs: number): Promise<Objective> {
  const kernel = await openLinearKernel({ rows: ROWS, cols: COLS, outputs, hasSquares: outputs === 1 });
  for (let j = 0; j < COLS; j++) kernel.column(j).set(draws(ROWS));
  return { kernel, loss, l2: Float64Array.of(0.1, 0.2, 0.3), fitIntercept: true, every: 1 };
}

const losses: readonly (readonly [string, RowLoss, number])[] = [
  ['two classes', binaryLoss(codes(2), weights), 1],
  ['three classes', softmaxLoss(codes(3), weights), 3]
];

test.each(losses)('%s: the slope is the derivative of the value', async (_name, loss, outputs) => {
  const objective = await objectiveOf(loss, outputs);
  const at = draws(outputs * (COLS + 1));
  const slope = new Float64Array(at.length);
  finish(valueAt(objective, at, slope));
  at.forEach((value, j) => {
    const valueWith = (shift: number) => finish(valueAt(objective, at.with(j, value + shift), new Float64Array(at.length)));
    expect(slope[j]).toBeCloseTo((valueWith(1e-6) - valueWith(-1e-6)) / 2e-6, 7);
  });
});

describe.each(losses.filter(([, , outputs]) => outputs === 1))('%s', (_name, loss) => {
  test('second derivatives are those of the slope', async () => {
    const objective = await objectiveOf(loss, 1);
    const at = draws(COLS + 1);
    const curvature = finish(curvatureAt(objective, at));
    const slopeAt = (j: number, shift: number) => {
      const slope = new Float64Array(at.length);
      finish(valueAt(objective, at.with(j, at[j]! + shift), slope));
      return slope;
    };
    at.forEach((_, j) => {
      const [above, below] = [slopeAt(j, 1e-6), slopeAt(j, -1e-6)];
      at.forEach((_, k) => expect(curvature[j * (COLS + 1) + k]).toBeCloseTo((above[k]! - below[k]!) / 2e-6, 6));
    });
  });
});
