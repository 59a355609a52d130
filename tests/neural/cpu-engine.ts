import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js'; // The build for Node has none; both copies share one registry.
import type { Engine, FitContext } from '../../src/core/model.ts';
import { createRng } from '../../src/core/rng.ts';

/** TensorFlow.js on plain JavaScript, as every machine has it. */
export async function cpuEngine(lost: AbortSignal = new AbortController().signal): Promise<Engine> {
  await tf.setBackend('cpu');
  return { tf, backend: 'cpu', reason: 'asked for', lost };
}

/** A real turn of the event loop, as a worker's `breathe` gives. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

export function fitContext(seed: number, changes: Partial<FitContext> = {}): FitContext {
  return {
    signal: new AbortController().signal,
    breathe,
    onProgress: () => undefined,
    rng: createRng(seed),
    onCurve: () => undefined,
    openEngine: () => cpuEngine(),
    ...changes
  };
}
