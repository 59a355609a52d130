import type { ClassOutcome, Outcome } from '../../../core/outcome.ts';
import { rankedClasses } from '../ranking.ts';
import { calibrationCurve, type CalibrationCurve } from './calibration-curve.ts';
import { confusionTable, type ConfusionTable } from './confusion-table.ts';
import { gainCurve, type GainPoint, prCurve, type PrPoint, rocCurve, type RocCurve } from './ranking-curves.ts';
import { residualDiagnostics, type ResidualDiagnostics } from './residuals.ts';

/** Everything the Evaluate page draws, as data. */
export type OutcomeDetails =
  | {
      readonly kind: 'classes';
      readonly confusion: ConfusionTable;
      readonly calibration: CalibrationCurve;
      readonly curves: readonly ClassCurves[];
    }
  | { readonly kind: 'numbers'; readonly residuals: ResidualDiagnostics };

/** One class against the rest: the positive one of two, or each of more. */
export interface ClassCurves {
  readonly label: string;
  readonly roc: RocCurve;
  readonly pr: readonly PrPoint[];
  readonly gain: readonly GainPoint[];
}

/** Curves of more classes than this can't be told apart in a drawing; the most common ones are kept. */
const MOST_CLASSES = 10;

export function outcomeDetails(outcome: Outcome): OutcomeDetails {
  if (outcome.kind === 'numbers') return { kind: 'numbers', residuals: residualDiagnostics(outcome) };
  const curves = commonClasses(outcome).map((code) => ({
    label: outcome.labels[code]!,
    roc: rocCurve(outcome, code),
    pr: prCurve(outcome, code),
    gain: gainCurve(outcome, code)
  }));
  return { kind: 'classes', confusion: confusionTable(outcome), calibration: calibrationCurve(outcome), curves };
}

function commonClasses(outcome: ClassOutcome): number[] {
  const counts = new Uint32Array(outcome.labels.length);
  for (const code of outcome.actual) counts[code]! += 1;
  return rankedClasses(outcome)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, MOST_CLASSES);
}
