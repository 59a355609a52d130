import type { Metric } from '../../core/outcome.ts';
import type { UnitCurve, UnitCurves } from '../../charts/curve.ts';
import type { PrecisionRecallData } from '../../charts/precision-recall.ts';
import type { RocData } from '../../charts/roc.ts';
import type { Evaluation } from './evaluation.ts';
import type { LiftData } from './lift-chart.ts';

const NONE = { value: NaN, low: NaN, high: NaN };

/** Area by trapezoids, of points in the order of x. */
function areaUnder(points: readonly { x: number; y: number }[]): number {
  return points.slice(1).reduce((sum, point, i) => sum + ((point.y + points[i]!.y) / 2) * (point.x - points[i]!.x), 0);
}

/** Two classes: the area with its interval. More: that of each class; where it is not known, the area as drawn. */
const areaOf = (metric: Metric | undefined, single: boolean, points: readonly { x: number; y: number }[]): UnitCurve['area'] =>
  single ? (metric ?? NONE) : { ...NONE, value: areaUnder(points) };

const finite = (threshold: number) => (Number.isFinite(threshold) ? { threshold } : {});

/** ROC curves, at most four so that they can be told apart. */
export function rocData({ roc = [], metrics }: Evaluation): RocData {
  const curves = roc.slice(0, 4).map(({ label, curve, area }) => {
    const points = curve.points.map((p) => ({ x: p.falsePositiveRate, y: p.truePositiveRate, ...finite(p.threshold) }));
    return { label, points, area: roc.length > 1 && area ? area : areaOf(metrics['roc_auc'], roc.length === 1, points) };
  });
  return { curves: curves.filter((curve) => curve.points.length > 0), operating: null };
}

/** Precision over recall; `base` is the share of the first class. */
export function prData({ pr = [], metrics, confusion }: Evaluation): PrecisionRecallData {
  const curves = pr.slice(0, 4).map(({ label, curve }) => {
    const points = curve.map((p) => ({ x: p.recall, y: p.precision, ...finite(p.threshold) }));
    return { label, points, area: areaOf(metrics['pr_auc'], pr.length === 1, points) };
  });
  const all = (confusion?.classes ?? []).reduce((sum, line) => sum + line.actual, 0);
  const first = confusion?.classes.find((line) => line.label === pr[0]?.label)?.actual ?? 0;
  return { curves: curves.filter((curve) => curve.points.length > 0), operating: null, base: all > 0 ? first / all : 0 };
}

/** Share of the positives found among the share of rows ranked first. */
export function gainData({ gain = [] }: Evaluation): UnitCurves {
  const curves = gain.slice(0, 4).map(({ label, curve }) => {
    const points = [{ x: 0, y: 0 }, ...curve.map((p) => ({ x: p.share, y: p.gain, ...finite(p.threshold) }))];
    return { label, points, area: NONE };
  });
  return { curves: curves.filter((curve) => curve.points.length > 1), operating: null };
}

/** How many times more of a class than at random, among the share of rows ranked first. */
export function liftData({ gain = [] }: Evaluation): LiftData {
  const curves = gain.slice(0, 4).map(({ label, curve }) => ({ label, points: curve.map(({ share, lift }) => ({ share, lift })) }));
  return { curves: curves.filter((curve) => curve.points.length > 0) };
}

/** What calling rows positive from a threshold on would do, read off the curve. */
export interface AtThreshold {
  readonly threshold: number;
  readonly found: number;
  readonly missed: number;
  readonly falseAlarms: number;
  readonly rightlyLeft: number;
}

/**
 * At the model's own threshold the very counts of the confusion table; elsewhere what the curve says, which of many rows is drawn thinned.
 * @returns null unless there are two classes; thresholds outside the curve's give its ends
 */
export function atThreshold({ roc = [], confusion, decision }: Evaluation, threshold: number): AtThreshold | null {
  const [only] = roc;
  const own = confusion?.classes.find((line) => line.label === only?.label);
  if (roc.length !== 1 || !only || !own || !confusion) return null;
  const positives = own.actual;
  const negatives = confusion.classes.reduce((sum, line) => sum + line.actual, 0) - positives;
  if (threshold === (decision?.threshold ?? 0.5)) {
    const code = confusion.labels.indexOf(own.label);
    const found = confusion.counts[code]![code]!;
    const falseAlarms = own.predicted - found;
    return { threshold, found, missed: positives - found, falseAlarms, rightlyLeft: negatives - falseAlarms };
  }
  const point = only.curve.points.filter((candidate) => candidate.threshold >= threshold).at(-1) ?? only.curve.points[0];
  if (!point) return null;
  const found = Math.round(point.truePositiveRate * positives);
  const falseAlarms = Math.round(point.falsePositiveRate * negatives);
  return { threshold, found, missed: positives - found, falseAlarms, rightlyLeft: negatives - falseAlarms };
}
