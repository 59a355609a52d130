import type { LayerRun } from './layer-run.ts';

/**
 * Every output is a weighted sum of all inputs, plus a bias.
 * @param kernel [inputs, outputs], row-major
 * @param bias [outputs]
 */
export function dense(inputs: number, outputs: number, kernel: Float32Array, bias: Float32Array): LayerRun {
  const output = new Float64Array(outputs);
  const run = (input: Float64Array) => {
    output.set(bias);
    for (let i = 0; i < inputs; i++) {
      const value = input[i]!;
      if (value === 0) continue;
      const start = i * outputs;
      for (let o = 0; o < outputs; o++) output[o]! += value * kernel[start + o]!;
    }
  };
  return { output, run };
}
