import type { Metric } from './outcome.ts';

/** Whether a score may come from what a model will not have when it is used: five questions put to the fitted model. */
export interface LeakProbes {
  readonly metric: string;
  /** Over folds within the training part. */
  readonly base: Metric;
  readonly chance: number;
  readonly probes: readonly LeakProbe[];
  readonly sentence: string;
  /** Fits that were made for it. */
  readonly fits: number;
}

export type LeakProbeId = 'without-top' | 'one-column' | 'concentration' | 'order' | 'copies';

export interface LeakProbe {
  readonly id: LeakProbeId;
  /** The column it is about; null where it is about none. */
  readonly column: string | null;
  /** `unknown`: it could not be asked, and the sentence says why. */
  readonly verdict: 'suspicious' | 'clear' | 'unknown';
  readonly sentence: string;
  /** What to look at; null where nothing is suspicious. */
  readonly hint: string | null;
  /** The number it rests on: a score, a fall, a share. */
  readonly evidence: Metric | null;
}
