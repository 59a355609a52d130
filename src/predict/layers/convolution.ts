import type { NetworkLayer } from '../../core/network.ts';
import type { LayerRun } from './layer-run.ts';

type ConvolutionLayer = Extract<NetworkLayer, { kind: 'convolution' }>;

/** Height and width of the maps a convolution makes. */
export function convolvedSize(layer: Pick<ConvolutionLayer, 'height' | 'width' | 'size' | 'padding'>): { height: number; width: number } {
  const lost = layer.padding === 'same' ? 0 : layer.size - 1;
  return { height: layer.height - lost, width: layer.width - lost };
}

/**
 * A cross-correlation with stride 1, as networks mean by convolution. Padding `same` puts the odd pixel below and to the right.
 * @param kernel [size, size, channels, filters], row-major
 * @param bias [filters]
 */
export function convolution(layer: ConvolutionLayer, kernel: Float32Array, bias: Float32Array): LayerRun {
  const { filters } = layer;
  const { height, width } = convolvedSize(layer);
  const before = layer.padding === 'same' ? (layer.size - 1) >> 1 : 0;
  const output = new Float64Array(height * width * filters);
  const run = (input: Float64Array) => {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * filters;
        output.set(bias, at);
        addWindow(layer, kernel, { input, output, at, top: y - before, left: x - before });
      }
    }
  };
  return { output, run };
}

interface Window {
  readonly input: Float64Array;
  readonly output: Float64Array;
  readonly at: number;
  readonly top: number;
  readonly left: number;
}

/** Adds what the window says to the `filters` outputs at `at`. Pixels outside the map count as 0, and a 0 (common after relu) costs nothing. */
function addWindow(layer: ConvolutionLayer, kernel: Float32Array, { input, output, at, top, left }: Window): void {
  const { size, channels, filters } = layer;
  const lastRow = Math.min(size, layer.height - top);
  const lastCol = Math.min(size, layer.width - left);
  for (let row = Math.max(0, -top); row < lastRow; row++) {
    for (let col = Math.max(0, -left); col < lastCol; col++) {
      const from = ((top + row) * layer.width + left + col) * channels;
      const weights = (row * size + col) * channels * filters;
      for (let c = 0; c < channels; c++) {
        const value = input[from + c]!;
        if (value === 0) continue;
        const start = weights + c * filters;
        for (let f = 0; f < filters; f++) output[at + f]! += value * kernel[start + f]!;
      }
    }
  }
}
