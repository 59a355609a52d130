import type { PlainRecord } from './plain.ts';

export type ActivationName = 'relu' | 'tanh';

/** One layer as the scorer runs it. Training-only layers (dropout, batch norm, which is folded into the layer before it) are not here. */
export type NetworkLayer =
  /** Kernel [inputs, outputs] and bias [outputs]. */
  | { readonly kind: 'dense'; readonly inputs: number; readonly outputs: number }
  /** Kernel [size, size, channels, filters] and bias [filters], stride 1, over maps of [height, width, channels]. */
  | {
      readonly kind: 'convolution';
      readonly height: number;
      readonly width: number;
      readonly channels: number;
      readonly filters: number;
      readonly size: number;
      readonly padding: 'same' | 'valid';
    }
  /** Windows of size x size, as far apart; what is left over at the right and bottom edge is dropped. */
  | { readonly kind: 'max-pool'; readonly height: number; readonly width: number; readonly channels: number; readonly size: number }
  | { readonly kind: 'activation'; readonly fn: ActivationName };

/** A trained network: nothing but layers and numbers. */
export type NetworkState = PlainRecord & {
  readonly layers: readonly NetworkLayer[];
  /** Kernel, then bias, of each layer that has them, in the order of the layers. */
  readonly weights: readonly Float32Array[];
  /** `softmax`: class probabilities. `linear`: one number, which is `value * targetScale + targetMean` in the target's unit. */
  readonly output: 'softmax' | 'linear';
  readonly outputs: number;
  readonly targetMean: number;
  readonly targetScale: number;
};

/** A network over number columns; `columns` are its inputs in order. */
export type MlpState = NetworkState & { readonly columns: readonly string[] };

/** A network over one image column; a pixel enters as `(value / 255 - pixelMean) / pixelScale`. */
export type CnnState = NetworkState & {
  readonly column: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly pixelMean: number;
  readonly pixelScale: number;
};
