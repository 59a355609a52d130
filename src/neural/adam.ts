import type { NamedTensorMap, Variable } from '@tensorflow/tfjs-core';
import type { Tensorflow } from './tensorflow.ts';
import { unpacked, uploadLike, type Weights } from './weights.ts';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** Adam with its state in plain sight, so that a checkpoint can hold it. */
export interface Adam {
  /** First, then second moments of the learned weights. */
  readonly moments: readonly Variable[];
  readonly steps: number;
  /**
   * @param gradients of the loss summed over `rows` rows, by variable name
   * @param batch `alpha` is the L2 penalty on kernels, as in scikit-learn: the gradient is (slope + alpha * kernel) / rows
   */
  step(gradients: NamedTensorMap, batch: { readonly rows: number; readonly alpha: number }): void;
  dispose(): void;
}

/**
 * Source: Kingma & Ba (2015), "Adam", with both bias corrections folded into the step size (end of section 2), as scikit-learn does.
 * @param from steps taken and moments, packed, to go on from
 */
export function createAdam(tf: Tensorflow, weights: Weights, learningRate: number, from?: { steps: number; moments: Float32Array }): Adam {
  const learned = weights.specs.map((spec, i) => ({ spec, variable: weights.variables[i]! })).filter(({ spec }) => spec.learned);
  const specs = learned.map(({ spec }) => spec);
  const values = from && unpacked([...specs, ...specs], from.moments);
  const first = uploadLike(tf, specs, values?.slice(0, specs.length));
  const second = uploadLike(tf, specs, values?.slice(specs.length));
  let steps = from?.steps ?? 0;
  const rate = () => (learningRate * Math.sqrt(1 - BETA2 ** steps)) / (1 - BETA1 ** steps);
  return {
    moments: [...first, ...second],
    get steps() {
      return steps;
    },
    step(gradients, { rows, alpha }) {
      steps++;
      tf.tidy(() =>
        learned.forEach(({ spec, variable }, i) => {
          const slope = gradients[variable.name]!;
          const gradient = tf.div(spec.decays && alpha > 0 ? tf.add(slope, tf.mul(variable, alpha)) : slope, rows);
          first[i]!.assign(tf.add(tf.mul(first[i]!, BETA1), tf.mul(gradient, 1 - BETA1)));
          second[i]!.assign(tf.add(tf.mul(second[i]!, BETA2), tf.mul(tf.square(gradient), 1 - BETA2)));
          variable.assign(tf.sub(variable, tf.div(tf.mul(first[i]!, rate()), tf.add(tf.sqrt(second[i]!), EPSILON))));
        })
      );
    },
    dispose: () => tf.dispose([...first, ...second])
  };
}
