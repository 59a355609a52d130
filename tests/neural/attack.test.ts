import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { NetworkState } from '../../src/core/network.ts';
import { resolveParams } from '../../src/core/params.ts';
import { gather } from '../../src/core/table.ts';
import { gatherTarget } from '../../src/core/target.ts';
import { lossSlope } from '../../src/neural/attack/loss-slope.ts';
import { fastGradientSign, projectedGradient } from '../../src/neural/attack/step-attack.ts';
import { cnn } from '../../src/neural/models/cnn.ts';
import { openNetwork } from '../../src/neural/open-network.ts';
import { tensorflowOf } from '../../src/neural/tensorflow.ts';
import { compileNetwork } from '../../src/predict/compile-network.ts';
import { quiet } from '../jobs/support.ts';
import { cpuEngine, fitContext } from './cpu-engine.ts';
import { digits } from './digits.ts';

/** Log-odds 2a - b of the second class. */
const linear: NetworkState = {
  layers: [{ kind: 'dense', inputs: 2, outputs: 2 }],
  weights: [Float32Array.of(0, 2, 0, -1), Float32Array.of(0, 0)],
  ...{ output: 'softmax', outputs: 2, targetMean: 0, targetScale: 1 }
};

test('the slope of a linear network is its weights times what is missing to certainty, and nothing is left on the device', async () => {
  const own = tensorflowOf(await cpuEngine());
  const before = tf.memory().numTensors;
  const network = openNetwork(own, linear);
  const slope = await lossSlope(own, network, { x: Float32Array.of(1, 1, 0, 0), shape: [2], classes: Int32Array.of(1, 0), outputs: 2 });
  network.dispose();
  const missing = 1 - 1 / (1 + Math.exp(-1));
  [-2 * missing, missing, 1, -0.5].forEach((expected, i) => expect(slope[i]).toBeCloseTo(expected, 5));
  expect(tf.memory().numTensors).toBe(before);
});

test('one step goes to the corner a linear loss is worst at; many stay within bounds and get there too', async () => {
  const own = tensorflowOf(await cpuEngine());
  const network = openNetwork(own, linear);
  const at: Float32Array[] = [];
  const task = {
    ...{ rows: 1, width: 2, low: Float32Array.of(-0.5, -0.25), high: Float32Array.of(0.5, 0), context: quiet },
    slope: (moves: Float32Array) =>
      lossSlope(own, network, { x: moves.map((move) => 1 + move), shape: [2], classes: Int32Array.of(1), outputs: 2 }),
    look: async (moves: Float32Array) => void at.push(moves.slice())
  };
  expect([...(await fastGradientSign(task))]).toEqual([-0.5, 0]);
  await projectedGradient(task, 8);
  network.dispose();
  expect(at).toHaveLength(8);
  expect([...at.at(-1)!]).toEqual([-0.5, 0]);
  expect(at.every(([a, b]) => a! >= -0.5 && a! <= 0.5 && b! >= -0.25 && b! <= 0)).toBe(true);
});

test('a network of pictures gives the same on the device as by its scorer, and its slope is that of small differences', async () => {
  const data = digits();
  const params = resolveParams('cnn', cnn.params, { filters: [4], denseUnits: 8, maxIter: 1, dropout: 0 });
  const few = Uint32Array.from({ length: 200 }, (_, i) => i);
  const { state } = await cnn.fit(
    { ...data, features: gather(data.features, few), target: gatherTarget(data.target, few) },
    params,
    fitContext(1)
  );
  const own = tensorflowOf(await cpuEngine());
  const network = openNetwork(own, state as unknown as NetworkState);
  const x = Float32Array.from({ length: 64 }, (_, i) => Math.sin(i));
  const score = compileNetwork(state as unknown as NetworkState, 64);
  const lossAt = (input: Float32Array) => -Math.log(score(Float64Array.from(input))[3]!);
  const slope = await lossSlope(own, network, { x, shape: [8, 8, 1], classes: Int32Array.of(3), outputs: 10 });
  network.dispose();
  const top = slope.reduce((best, value, i) => (Math.abs(value) > Math.abs(slope[best]!) ? i : best), 0);
  for (const i of [top, 9, 40]) {
    const [up, down] = [x.slice(), x.slice()];
    up[i]! += 1e-3;
    down[i]! -= 1e-3;
    expect(slope[i]).toBeCloseTo((lossAt(up) - lossAt(down)) / (up[i]! - down[i]!), 2);
  }
});
