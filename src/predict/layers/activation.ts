import type { ActivationName } from '../../core/network.ts';
import type { LayerRun } from './layer-run.ts';

/** The same function on each of `units` values. */
export function activation(fn: ActivationName, units: number): LayerRun {
  const output = new Float64Array(units);
  const relu = (input: Float64Array) => {
    for (let i = 0; i < units; i++) output[i] = input[i]! > 0 ? input[i]! : 0;
  };
  const tanh = (input: Float64Array) => {
    for (let i = 0; i < units; i++) output[i] = Math.tanh(input[i]!);
  };
  return { output, run: fn === 'relu' ? relu : tanh };
}
