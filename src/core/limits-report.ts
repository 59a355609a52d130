import type { Metric } from './outcome.ts';

export interface SetsReport extends PromiseKept {
  readonly method: string;
  /** Class by class. */
  readonly classes: readonly { readonly label: string; readonly inside: Metric }[];
  /** Share of rows with one class in their set, and of those the share that is right. */
  readonly single: Metric;
  readonly rightAlone: Metric;
  /** How many classes a set holds on average, and how many rows have a set of 1, 2, 3 ... classes. */
  readonly meanSize: number;
  readonly sizes: readonly number[];
}

/** How often what was promised for 95 of 100 rows was kept. */
export interface PromiseKept {
  /** Share of rows whose set holds the right class, or whose truth lies in their interval. */
  readonly inside: Metric;
  /**
   * How often luck alone takes the share as far from 0.95, 0 to 1: luck in which rows were counted here, and in which set the promise. Absent in reports of before, and
   * where rows belong together.
   */
  readonly luck?: number;
}

/** Some of the rows, and how often the promise was kept to them. */
export interface HeldPart {
  readonly label: string;
  readonly inside: Metric;
  /** Of intervals: their mean width; of sets: their mean size. */
  readonly wide: number;
}

/** By which measures a row can be far out: how numbers vary together, how soon random cuts set it apart, how little speaks for any class. */
export type FarMeasure = 'distance' | 'forest' | 'energy';

export interface FarReport {
  /** Share of rows that lie farther out than 99 in 100 training rows, and of these the share answered wrongly; the latter of classes. */
  readonly share: Metric;
  readonly wrong: Metric | null;
  /** Numbers that the distance looks at; 0 where there is none. */
  readonly columns: number;
  /** Share of rows that each measure alone calls far out; absent in reports of before. */
  readonly measures?: readonly { readonly measure: FarMeasure; readonly share: Metric }[];
}

export interface LimitsReport {
  readonly sets: SetsReport | null;
  /** Share of rows whose truth lies in their interval, and the mean width of these. */
  readonly widths: (PromiseKept & { readonly method: string; readonly meanWidth: number }) | null;
  readonly far: FarReport | null;
  /**
   * Share of rows it answers and does not abstain on; of these, and of the others, the share that is right, or of numbers the share whose truth lies in their interval.
   * Absent in reports of before.
   */
  readonly answers?: { readonly share: Metric; readonly right: Metric; readonly refused: Metric };
  /** By group: of the column the promise is kept by, and of the sensitive ones. */
  readonly groups?: readonly { readonly column: string; readonly isPromised: boolean; readonly parts: readonly HeldPart[] }[];
  /** By fifths of the rows, from those with the lowest prediction, or the least likely answer, to those with the highest. */
  readonly stretches?: readonly HeldPart[];
}
