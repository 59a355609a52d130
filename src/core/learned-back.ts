import type { NetworkState } from './network.ts';

/** How a network is taught to give back what it is shown. */
export interface GivingBack {
  /** Units of each hidden layer, first to last. */
  readonly hidden: readonly number[];
  /** Pull of the kernels towards 0. */
  readonly alpha: number;
  /** Rows a step learns from. */
  readonly batchSize: number;
  /** Step size of Adam. */
  readonly learningRateInit: number;
  /** Most epochs. */
  readonly maxIter: number;
  /** Share of the rows held out, 0 to 1, and the epochs without getting better on them after which it stops. */
  readonly validationFraction: number;
  readonly nIterNoChange: number;
}

/** What came of it. */
export interface LearnedBack {
  readonly network: NetworkState;
  readonly epochs: number;
  /** The epoch whose weights these are. */
  readonly bestEpoch: number;
  /** Rows held out to stop by. */
  readonly heldOut: number;
  /** False when the last epoch still made it better. */
  readonly converged: boolean;
}
