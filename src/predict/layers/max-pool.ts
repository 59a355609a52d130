import type { NetworkLayer } from '../../core/network.ts';
import type { LayerRun } from './layer-run.ts';

type MaxPoolLayer = Extract<NetworkLayer, { kind: 'max-pool' }>;

/** The largest value of each window of each channel. */
export function maxPool({ height, width, channels, size }: MaxPoolLayer): LayerRun {
  const rows = Math.floor(height / size);
  const cols = Math.floor(width / size);
  const output = new Float64Array(rows * cols * channels);
  const largest = (input: Float64Array, from: number) => {
    let best = -Infinity;
    for (let row = 0; row < size; row++) {
      for (let col = 0; col < size; col++) best = Math.max(best, input[from + (row * width + col) * channels]!);
    }
    return best;
  };
  const run = (input: Float64Array) => {
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < cols; x++) {
        const from = (y * size * width + x * size) * channels;
        for (let c = 0; c < channels; c++) output[(y * cols + x) * channels + c] = largest(input, from + c);
      }
    }
  };
  return { output, run };
}
