import type { CurvePoint } from '../../../core/model.ts';

export interface LearningSummary {
  readonly steps: number;
  /** Step with the lowest loss: on held-out rows where there are any, otherwise on the training rows. */
  readonly bestStep: number;
  readonly train: number;
  readonly validation: number | null;
  /** Held-out less training loss at the last step. */
  readonly gap: number | null;
  /** `training-only`: the loss still fell, but on the rows that were learned, where it falls as long as one trains. */
  readonly verdict: 'still-improving' | 'training-only' | 'settled' | 'overfitting' | 'diverged' | 'unknown';
}

/** A loss that has come back up by this share of all it had fallen is called overfitting. */
const RISE = 0.1;

/** What a learning curve says in one word, and the numbers behind it; null for no curve. */
export function learningSummary(curve: readonly CurvePoint[]): LearningSummary | null {
  const last = curve.at(-1);
  if (!last) return null;
  const lossOf = (point: CurvePoint) => point.validation ?? point.train;
  const best = curve.reduce((low, point) => (lossOf(point) < lossOf(low) ? point : low));
  const gap = last.validation === null ? null : last.validation - last.train;
  return {
    steps: last.step,
    bestStep: best.step,
    train: last.train,
    validation: last.validation,
    gap,
    verdict: verdictOn(curve, lossOf(best), lossOf(last))
  };
}

function verdictOn(curve: readonly CurvePoint[], best: number, last: number): LearningSummary['verdict'] {
  const lossOf = (point: CurvePoint) => point.validation ?? point.train;
  if (curve.some((point) => !Number.isFinite(lossOf(point)))) return 'diverged';
  if (curve.length < 5) return 'unknown';
  const fallen = lossOf(curve[0]!) - best;
  if (curve.at(-1)!.validation !== null && last - best > RISE * fallen && fallen > 0) return 'overfitting';
  const before = lossOf(curve[Math.floor(curve.length * 0.8)]!);
  if (before - last <= 0.02 * fallen) return 'settled';
  return curve.at(-1)!.validation === null ? 'training-only' : 'still-improving';
}
