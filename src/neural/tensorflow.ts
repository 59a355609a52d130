import type * as Tf from '@tensorflow/tfjs-core';
import type { Engine } from '../core/model.ts';

/** TensorFlow.js with a backend set, its gradients and chained operations registered. */
export type Tensorflow = typeof Tf;

/** What is inside an engine: the one place that says so. */
export const tensorflowOf = (engine: Engine): Tensorflow => engine.tf as Tensorflow;
