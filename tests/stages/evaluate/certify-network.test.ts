import { describe, expect, test } from 'vitest';
import type { ActivationName, MlpState, NetworkLayer } from '../../../src/core/network.ts';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { mlp } from '../../../src/predict/models/mlp.ts';
import { boundaryOf } from '../../../src/stages/evaluate/attack/boundary.ts';
import { certifyNetwork } from '../../../src/stages/evaluate/attack/certify-network.ts';
import { certifySums } from '../../../src/stages/evaluate/attack/certify-sums.ts';
import { boundedLayers, leastOfSums, stepsOfBounds } from '../../../src/stages/evaluate/attack/network-bounds.ts';
import { quiet } from '../../jobs/support.ts';

const NAMES = ['a', 'b', 'c'];
const ROWS = 25;

function network(rng: Rng, hidden: readonly number[], outputs: number, fn: ActivationName = 'relu'): MlpState {
  const widths = [NAMES.length, ...hidden, outputs];
  const layers: NetworkLayer[] = [];
  const weights: Float32Array[] = [];
  widths.slice(1).forEach((width, i) => {
    const inputs = widths[i]!;
    layers.push({ kind: 'dense', inputs, outputs: width });
    weights.push(Float32Array.from({ length: inputs * width }, () => normal(rng) * Math.sqrt(2 / inputs)), Float32Array.from({ length: width }, () => 0.3 * normal(rng))); // prettier-ignore
    if (i < hidden.length) layers.push({ kind: 'activation', fn });
  });
  return { columns: NAMES, layers, weights, output: 'softmax', outputs, targetMean: 0, targetScale: 1 };
}

/** What the scorer answers. */
function answers({ columns, ...state }: MlpState, x: Float64Array): Int32Array {
  const rows = x.length / columns.length;
  const table = {
    rows,
    columns: columns.map((name, j) => ({ kind: 'number' as const, name, values: Float64Array.from({ length: rows }, (_, i) => x[i * columns.length + j]!) })) // prettier-ignore
  };
  const shares = mlp.compile({ columns, ...state })(table);
  return Int32Array.from({ length: rows }, (_, i) => {
    const own = shares.subarray(i * state.outputs, (i + 1) * state.outputs);
    return own.indexOf(Math.max(...own));
  });
}

const rowsOf = (rng: Rng) => Float64Array.from({ length: ROWS * NAMES.length }, () => normal(rng));
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const labels = ['no', 'yes'];
const half = boundaryOf({ calibration: null, threshold: null, target: { name: 'y', type: 'category', labels } }, sigmoid, [-60, 60]);
/** `b` moves in its own unit, twice as fast as its feature. */
const moves = NAMES.map((column) => ({ column, slope: column === 'b' ? 0.5 : 1, offset: 0 }));
const units = new Map([['a', 1], ['b', 2], ['c', 1]]); // prettier-ignore
const taskOf = (state: MlpState, x: Float64Array) => ({
  ...{ layers: boundedLayers(state.layers, state.weights)!, boundary: state.outputs === 2 ? half : null, outputs: state.outputs, x },
  ...{ rows: ROWS, moves, units, has: () => true, predicted: answers(state, x), context: quiet }
});

describe.each([
  [[8], 2, 'relu'],
  [[8, 8], 2, 'relu'],
  [[10, 6], 3, 'relu'],
  [[8, 8], 2, 'tanh'],
  [[6], 3, 'tanh']
] as const)('a network of %j, %i classes, %s', (hidden, outputs, fn) => {
  const rng = createRng(hidden.length + outputs);
  const state = network(rng, hidden, outputs, fn);
  const x = rowsOf(rng);

  test('nothing within the proven radius turns an answer over, corners included; and the radius says something', async () => {
    const task = taskOf(state, x);
    const box = await certifyNetwork(task);
    const tries = 600;
    let far = 0;
    for (let row = 0; row < ROWS; row++) {
      const at = (reach: number) =>
        Float64Array.from({ length: tries * 3 }, (_, i) => {
          const turn = i % 2 === 0 ? 2 * rng() - 1 : Math.sign(rng() - 0.5);
          return x[row * 3 + (i % 3)]! + reach * turn;
        });
      const within = answers(state, at(box[row]! * (1 - 1e-9)));
      expect(within.every((answer) => answer === task.predicted[row])).toBe(true);
      if (answers(state, at(3 * box[row]! + 0.02)).some((answer) => answer !== task.predicted[row])) far++;
    }
    // Most rows fall within three times of what is proven: the bound is no empty one.
    expect(box.filter((radius) => radius > 0).length).toBeGreaterThan(0.9 * ROWS);
    expect(far).toBeGreaterThan(0.5 * ROWS);
  });

  test('no answer of the last layer is smaller than the bound on it', () => {
    const layers = boundedLayers(state.layers, state.weights)!;
    const inputs = { low: Float64Array.of(-1, 0, 0.2), high: Float64Array.of(0.5, 0.4, 0.2) };
    const [bound] = leastOfSums(layers, inputs, [Float64Array.from({ length: outputs }, (_, k) => (k === 0 ? 1 : 0))]);
    const one: MlpState = { ...state, output: 'linear', outputs: 1, layers: [...state.layers, { kind: 'dense', inputs: outputs, outputs: 1 }], weights: [...state.weights, Float32Array.from({ length: outputs }, (_, k) => (k === 0 ? 1 : 0)), new Float32Array(1)] }; // prettier-ignore
    const drawn = NAMES.map((name, j) => ({ kind: 'number' as const, name, values: Float64Array.from({ length: 3000 }, () => inputs.low[j]! + rng() * (inputs.high[j]! - inputs.low[j]!)) })); // prettier-ignore
    const least = Math.min(...mlp.compile(one)({ rows: 3000, columns: drawn }));
    expect(bound).toBeLessThanOrEqual(least + 1e-5);
    expect(bound).toBeGreaterThan(least - 3);
  });
});

test('without a hidden layer it is the exact radius of a linear model', async () => {
  const rng = createRng(4);
  const state = network(rng, [], 2);
  const x = rowsOf(rng);
  const box = await certifyNetwork(taskOf(state, x));
  const [kernel, bias] = state.weights as [Float32Array, Float32Array];
  const sum = { intercept: bias[1]! - bias[0]!, coefficients: Float64Array.from(NAMES, (_, j) => kernel[2 * j + 1]! - kernel[2 * j]!) };
  const exact = certifySums({ sums: [sum], boundary: half, x, rows: ROWS, moves, units, has: () => true, predicted: answers(state, x) });
  box.forEach((radius, row) => {
    expect(radius).toBeLessThanOrEqual(exact.box[row]!);
    expect(radius).toBeGreaterThan(Math.min(8, exact.box[row]!) - 8 / 2 ** 13);
  });
});

test('what may not change is not changed: gaps, and columns that nobody may touch', async () => {
  const rng = createRng(5);
  const state = network(rng, [8], 2);
  const task = taskOf(state, rowsOf(rng));
  const whole = await certifyNetwork(task);
  const gap = await certifyNetwork({ ...task, has: (column) => column !== 'a' });
  const still = await certifyNetwork({ ...task, moves: moves.map((move) => (move.column === 'a' ? null : move)) });
  expect(gap).toEqual(still);
  expect(gap.reduce((sum, radius) => sum + radius, 0)).toBeGreaterThan(whole.reduce((sum, radius) => sum + radius, 0));
  expect(await certifyNetwork({ ...task, moves: moves.map(() => null) })).toEqual(new Float64Array(ROWS).fill(8));
});

test('layers that no bounds are known for have none, and the work is counted', () => {
  expect(boundedLayers([{ kind: 'max-pool', height: 2, width: 2, channels: 1, size: 2 }], [])).toBeNull();
  const { layers, weights } = network(createRng(1), [4], 2);
  expect(stepsOfBounds(boundedLayers(layers, weights)!)).toBe(2 * 2 * 12 + 2 * (12 + 8));
});
