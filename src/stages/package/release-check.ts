import type { Metric } from '../../core/outcome.ts';
import type { Table } from '../../core/table.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import type { Scorer } from '../../predict/scorer.ts';

/** What is checked before a model gets a version number. */
export interface ReleaseSubject {
  readonly pkg: ModelPackage;
  /** The file of the package. */
  readonly bytes: Uint8Array;
  readonly scorer: Scorer;
  /** Held-out rows with (at least) the input columns. */
  readonly rows: Table;
  /** Milliseconds with fractions, from any start. */
  readonly clock: () => number;
  /** Longest a single answer may take; the problem's own limit, where it has one. */
  readonly latencyMs: number;
  /** The metric the project goes by, on held-out rows; null when it was not measured. */
  readonly result: null | {
    readonly metric: string;
    readonly value: Metric;
    readonly baseline: Metric | null;
    readonly bar: number | null;
    readonly better: 'higher' | 'lower';
  };
}

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  /** What was looked at and what was found, with the numbers. */
  readonly detail: string;
}

export interface ReleaseCheck {
  readonly id: string;
  readonly label: string;
  run(subject: ReleaseSubject): { readonly passed: boolean; readonly detail: string };
}
