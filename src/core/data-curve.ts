import type { Metric } from './outcome.ts';

/** A score on rows left out, by how many rows were learned from. */
export interface DataCurve {
  readonly metric: string;
  readonly label: string;
  readonly higherIsBetter: boolean;
  /** Fewest rows first; the last is all the rows that a fold learns from. */
  readonly points: readonly DataPoint[];
  /**
   * The power law through the points, with the band its 95 % interval makes, from the fewest rows with which something was learned to twice the most;
   * null where it could not be fitted.
   */
  readonly law: PowerLaw | null;
  readonly line: readonly LinePoint[];
  /** What twice as many rows would add, counted so that above 0 is better; null without a law. */
  readonly gain: Metric | null;
  /** Gains below this are told to be none: a hundredth of the way from guessing to perfection, or of the error. */
  readonly negligible: number;
  readonly verdict: DataVerdict;
  readonly sentence: string;
  /** Fits that were made for it. */
  readonly fits: number;
}

export interface DataPoint {
  readonly rows: number;
  readonly score: Metric;
}

export interface LinePoint {
  readonly rows: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Distance from perfection: floor + scale (rows / most)^-power. */
export interface PowerLaw {
  readonly floor: number;
  readonly scale: number;
  readonly power: number;
}

export type DataVerdict = 'more-helps' | 'more-hardly-helps' | 'cannot-tell';
