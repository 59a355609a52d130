import type { Metric } from './outcome.ts';

export interface SetsReport {
  readonly method: string;
  /** Share of rows whose set holds the right class: of all rows, and class by class. */
  readonly inside: Metric;
  readonly classes: readonly { readonly label: string; readonly inside: Metric }[];
  /** Share of rows with one class in their set, and of those the share that is right. */
  readonly single: Metric;
  readonly rightAlone: Metric;
  /** How many classes a set holds on average, and how many rows have a set of 1, 2, 3 ... classes. */
  readonly meanSize: number;
  readonly sizes: readonly number[];
}

export interface LimitsReport {
  readonly sets: SetsReport | null;
  /** Share of rows whose truth lies in their interval, and the mean width of these. */
  readonly widths: { readonly method: string; readonly inside: Metric; readonly meanWidth: number } | null;
  /** Share of rows that lie farther out than 99 in 100 training rows, and of these the share answered wrongly; the latter of classes. */
  readonly far: { readonly share: Metric; readonly wrong: Metric | null; readonly columns: number } | null;
}
