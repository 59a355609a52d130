import type { BackendId, Engine } from '../core/model.ts';
import type { Storage } from '../storage/storage.ts';

/** What jobs may use from the outside world; workers hand in the real ones, tests hand in theirs. */
export interface JobServices {
  readonly storage: Storage;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface TrainingServices extends JobServices {
  /** Milliseconds with fractions, for measuring. */
  readonly clock: () => number;
  readonly version: string;
  /** Networks only. */
  readonly openEngine: (needs: 'dense' | 'convolution', preference: BackendId | 'auto') => Promise<Engine>;
}

/** What answers requests. */
export interface ServingServices extends JobServices {
  readonly clock: () => number;
  /** A uniform draw in [0, 1), to divide traffic by. */
  readonly draw: () => number;
  readonly newId: () => string;
}
