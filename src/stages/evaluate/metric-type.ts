import type { ClassOutcome, NumberOutcome, OrderOf } from '../../core/outcome.ts';
import type { LearningTask } from '../../core/target.ts';
import type { Interval } from '../../kernels/intervals.ts';
import type { Confusion } from './confusion.ts';

/** Scores the outcome it was prepared for under any row weights; NaN where the score is not defined. */
export type Scorer = (weights: Float64Array) => number;

interface Described {
  /** As scikit-learn calls it; what `Problem.metric` and `Run.metrics` are keyed by. */
  readonly id: string;
  readonly label: string;
  /** One plain sentence: what the number says. */
  readonly doc: string;
  readonly tasks: readonly LearningTask[];
  readonly higherIsBetter: boolean;
  /** Smallest and largest value it can take. */
  readonly range: readonly [number, number];
  /** A model that says the same of every row has exactly the value of chance, whichever rows it is measured on. */
  readonly fixedWhenConstant?: boolean;
  /** What is true of this metric's interval whatever the data. */
  readonly intervalLimit?: string;
  /** Judged only when asked for, or when there are more than two classes. */
  readonly isExtra?: boolean;
}

/** A metric of the confusion matrix alone: all of them share one count per weighting. */
export interface ConfusionMetric extends Described {
  readonly from: 'confusion';
  score(confusion: Confusion): number;
  /** What guessing without looking gives on these rows; NaN when there is no such level. */
  chance(outcome: ClassOutcome): number;
  /** An interval without resampling, for rows that all count the same; null = resample. */
  interval?(confusion: Confusion, level: number): Interval | null;
  /** Why the value is not what one would expect; null = nothing to say. */
  remark?(confusion: Confusion): string | null;
}

/** A metric of class probabilities. */
export interface ProbabilityMetric extends Described {
  readonly from: 'probabilities';
  prepare(outcome: ClassOutcome): Scorer;
  chance(outcome: ClassOutcome): number;
  interval?(outcome: ClassOutcome, level: number): Interval | null;
  /** Stands in when every resample gives the value itself: a perfect score on few rows is no proof of perfection. */
  boundAtPerfect?(outcome: ClassOutcome, value: number, level: number): Interval | null;
  remark?(outcome: ClassOutcome): string | null;
}

/** A metric of predicted numbers. */
export interface NumberMetric extends Described {
  readonly from: 'numbers';
  /** It looks at the order of the answers only, where that is one of this; left out, at their size. */
  readonly ofOrder?: OrderOf;
  prepare(outcome: NumberOutcome): Scorer;
  chance(outcome: NumberOutcome): number;
  remark?(outcome: NumberOutcome): string | null;
}

export type MetricType = ConfusionMetric | ProbabilityMetric | NumberMetric;
