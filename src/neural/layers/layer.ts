import type { Tensor } from '@tensorflow/tfjs-core';
import type { NetworkLayer } from '../../core/network.ts';
import type { Rng } from '../../core/rng.ts';
import type { Tensorflow } from '../tensorflow.ts';

/** One array of numbers a layer keeps. */
export interface WeightSpec {
  readonly shape: readonly number[];
  /** False for moving averages, which are tracked and not learned. */
  readonly learned: boolean;
  /** Whether weight decay pulls on it: kernels, not biases. */
  readonly decays: boolean;
  readonly initial: (rng: Rng) => Float32Array;
}

/** One run of a batch through the network. */
export interface Pass {
  readonly tf: Tensorflow;
  /** False: no dropout, and batch norm uses its moving averages. */
  readonly training: boolean;
  /** Draws the dropout masks. */
  readonly rng: Rng;
  /** Takes tensors that must outlive the pass: the new values of weights that are tracked. The layer keeps them, the caller disposes of them. */
  readonly track: (weight: number, value: Tensor) => void;
}

export interface Layer {
  readonly weights: readonly WeightSpec[];
  /** Called inside `tf.tidy`. @param x a batch, first axis = rows */
  forward(x: Tensor, weights: readonly Tensor[], pass: Pass): Tensor;
  /** What the scorer runs in its place; null when nothing is left of it after training. */
  readonly record: NetworkLayer | null;
  /** Batch norm only: scale and shift of each output of the layer before it. */
  readonly fold?: (weights: readonly Float32Array[]) => { readonly scale: Float32Array; readonly shift: Float32Array };
}

/** A layer that learns nothing. */
export const NO_WEIGHTS: readonly WeightSpec[] = [];

/**
 * Uniform between -b and b with b = sqrt(6 / (inputs + outputs)).
 * Source: Glorot & Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks", equation 16.
 */
export function glorotUniform(length: number, inputs: number, outputs: number): (rng: Rng) => Float32Array {
  const bound = Math.sqrt(6 / (inputs + outputs));
  return (rng) => Float32Array.from({ length }, () => (2 * rng() - 1) * bound);
}

export const filled = (length: number, value: number) => () => new Float32Array(length).fill(value);
