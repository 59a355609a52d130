import type { BackendId } from '../../src/core/model.ts';

/** One backend of TensorFlow.js on this machine. */
export interface BackendReport {
  readonly id: BackendId;
  readonly usable: boolean;
  /** Why it is out, or what to know about it. */
  readonly reason?: string;
  /** Works on the processor in place of a GPU: right answers, some 30 times slower than Wasm. */
  readonly software?: boolean;
}
