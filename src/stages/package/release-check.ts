import type { Bar } from '../../core/bar.ts';
import type { Metric } from '../../core/outcome.ts';
import type { CheckResult } from '../../core/release-checks.ts';
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
  /** The metric the project goes by; null when it was not measured. */
  readonly result: null | {
    readonly metric: string;
    /** On the rows that the baseline was measured on as well. */
    readonly value: Metric;
    readonly baseline: Metric | null;
    /** On the test part once it was opened for this run, else on the same rows as `value`. */
    readonly strictest: { readonly score: Metric; readonly part: string };
    readonly bar: Bar | null;
    readonly better: 'higher' | 'lower';
  };
}

export interface ReleaseCheck {
  readonly id: string;
  readonly label: string;
  run(subject: ReleaseSubject): Omit<CheckResult, 'name'>;
}
