import type { ClassOutcome } from '../../../core/outcome.ts';
import { weightsOf } from '../confusion.ts';
import { rankClass } from '../ranking.ts';
import { thin } from './thin.ts';

/** What calling every row from this score on positive gives. */
export interface ThresholdPoint {
  /** Infinity at the point where no row is called positive. */
  readonly threshold: number;
  /** Weighted rows called positive and rightly, called positive and wrongly. */
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly positives: number;
  readonly negatives: number;
}

/** Every distinct threshold of one class against the rest, from the highest score down. */
export function thresholdPoints(outcome: ClassOutcome, code: number): ThresholdPoint[] {
  const { rows, hit, last, score } = rankClass(outcome, code);
  const weights = weightsOf(outcome);
  let [positives, negatives] = [0, 0];
  rows.forEach((row, i) => (hit[i] ? (positives += weights[row]!) : (negatives += weights[row]!)));
  const points: ThresholdPoint[] = [{ threshold: Infinity, truePositives: 0, falsePositives: 0, positives, negatives }];
  let [truePositives, falsePositives] = [0, 0];
  rows.forEach((row, i) => {
    if (hit[i]) truePositives += weights[row]!;
    else falsePositives += weights[row]!;
    if (last[i]) points.push({ threshold: score[i]!, truePositives, falsePositives, positives, negatives });
  });
  return points;
}

const MOST_POINTS = 500;

export interface RocPoint {
  readonly threshold: number;
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

export interface RocCurve {
  readonly points: readonly RocPoint[];
  /** Where the true less the false positive rate is largest (Youden, 1950); null without rows on both sides. */
  readonly best: RocPoint | null;
}

/** The ROC curve of one class against the rest, thinned for drawing; empty when one side has no rows. */
export function rocCurve(outcome: ClassOutcome, code: number): RocCurve {
  const points = thresholdPoints(outcome, code).map(({ threshold, truePositives, falsePositives, positives, negatives }) => ({
    threshold,
    falsePositiveRate: falsePositives / negatives,
    truePositiveRate: truePositives / positives
  }));
  if (points.some((point) => Number.isNaN(point.falsePositiveRate + point.truePositiveRate))) return { points: [], best: null };
  const heightOf = (point: RocPoint) => point.truePositiveRate - point.falsePositiveRate;
  const best = points.reduce((top, point) => (heightOf(point) > heightOf(top) ? point : top));
  return { points: thin(points, MOST_POINTS, (point) => point.falsePositiveRate, (point) => point.truePositiveRate), best }; // prettier-ignore
}

export interface PrPoint {
  readonly threshold: number;
  readonly recall: number;
  readonly precision: number;
}

/** The precision-recall curve of one class against the rest, from high precision to full recall; empty when no row is of the class. */
export function prCurve(outcome: ClassOutcome, code: number): PrPoint[] {
  const points = thresholdPoints(outcome, code)
    .slice(1)
    .map(({ threshold, truePositives, falsePositives, positives }) => ({
      threshold,
      recall: truePositives / positives,
      precision: truePositives / (truePositives + falsePositives)
    }))
    .filter((point) => !Number.isNaN(point.recall + point.precision));
  return thin(points, MOST_POINTS, (point) => point.recall, (point) => point.precision); // prettier-ignore
}

export interface GainPoint {
  readonly threshold: number;
  /** Share of all rows called positive, from the highest score down. */
  readonly share: number;
  /** Share of the positive rows among them. */
  readonly gain: number;
  /** How many times more positives than among as many rows drawn at random. */
  readonly lift: number;
}

/** Cumulative gain and lift of one class against the rest; empty when no row is of the class. */
export function gainCurve(outcome: ClassOutcome, code: number): GainPoint[] {
  const points = thresholdPoints(outcome, code)
    .slice(1)
    .map(({ threshold, truePositives, falsePositives, positives, negatives }) => {
      const share = (truePositives + falsePositives) / (positives + negatives);
      return { threshold, share, gain: truePositives / positives, lift: truePositives / positives / share };
    })
    .filter((point) => !Number.isNaN(point.lift));
  return thin(points, MOST_POINTS, (point) => point.share, (point) => point.gain); // prettier-ignore
}
