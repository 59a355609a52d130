import type { Metric } from '../../core/outcome.ts';
import type { ParamInfo } from './params.ts';

/** A way in which rows go wrong before a model sees them. */
export interface StressInfo {
  id: string;
  label: string;
  doc: string;
  params: Record<string, ParamInfo>;
  /** Usual doses, ascending, and the largest there is. */
  doses: number[];
  most: number;
  /** What a dose counts. */
  axis: string;
}

/** One dose of one kind; `drop` is above 0 where the metric got worse, whichever way it goes. */
export interface StressResult {
  kind: string;
  level: number;
  metric: Metric;
  drop: number;
  /** The same with its 95 % interval. */
  fall: Metric;
  /** "10 % of the values missing". */
  words: string;
  columns: string[];
}

export interface StressReport {
  runId: string;
  /** `validation`, or `training` where no rows were kept for it: the run has seen these. */
  on: string;
  rows: number;
  metric: string;
  label: string;
  higherIsBetter: boolean;
  /** The metric when one guesses without looking, and the bar of the problem; null where there is none. */
  guessing: number | null;
  bar: number | null;
  curves: StressCurve[];
  ranking: StressRanking | null;
}

export interface StressCurve {
  kind: string;
  label: string;
  doc: string;
  axis: string;
  isShare: boolean;
  /** Behind a dose that is no share. */
  unit: string | null;
  columns: string[];
  /** Of rows that lean to an end of a column: which end, the worst of how many ways. */
  lean: { end: 'high' | 'low'; among: number } | null;
  /** Ascending by dose; the first is the rows as they are. */
  points: StressPoint[];
  /** The first dose at which the model gave no answer; none was tried beyond. */
  refusal: { words: string; message: string } | null;
  /** Where the level of guessing, and of the bar, is lost; null where it was never reached. */
  guessing: LostLevel | null;
  bar: LostLevel | null;
  sentence: string;
}

export interface StressPoint {
  dose: number;
  words: string;
  metric: Metric;
  drop: Metric;
  /** Standard deviation of the metric over the trials. */
  deviation: number | null;
  /** Of weighted rows: how many unweighted ones they are worth. */
  effectiveRows: number | null;
}

export interface LostLevel {
  level: number;
  /** From this dose on the interval reaches the level. */
  notSurelyFrom: number | null;
  /** From this dose on the score itself is no better. */
  from: number | null;
}

export interface StressRanking {
  dose: number;
  words: string;
  /** What hurts most first. */
  columns: {
    column: string;
    end: 'high' | 'low' | null;
    point: StressPoint | null;
    refusal: { words: string; message: string } | null;
  }[];
  sentence: string;
}
