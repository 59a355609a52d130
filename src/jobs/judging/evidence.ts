import type { ClassOutcome, Metric, NumberOutcome, Outcome } from '../../core/outcome.ts';
import type { Plain } from '../../core/plain.ts';
import { calibrationCurve } from '../../stages/evaluate/curves/calibration-curve.ts';
import { confusionTable } from '../../stages/evaluate/curves/confusion-table.ts';
import { orderBands } from '../../stages/evaluate/curves/order-bands.ts';
import { gainCurve, prCurve, rocCurve } from '../../stages/evaluate/curves/ranking-curves.ts';
import { reliabilityParts } from '../../stages/evaluate/curves/reliability-parts.ts';
import { decisionCurve } from '../../stages/evaluate/decisions/net-benefit.ts';
import { residualFindings } from '../../stages/evaluate/curves/residual-findings.ts';
import { delongInterval, placementsOf } from '../../stages/evaluate/delong.ts';
import { rankClass } from '../../stages/evaluate/ranking.ts';
import { unitsOf } from '../../stages/evaluate/units-of.ts';
import { residualDiagnostics } from '../../stages/evaluate/curves/residuals.ts';

/** The evidence under a score, as data for charts and tables. */
export function evidenceOf(outcome: Outcome): Record<string, Plain> {
  const evidence = outcome.kind === 'numbers' ? numberEvidence(outcome) : classEvidence(outcome);
  return evidence as unknown as Record<string, Plain>;
}

/** An answer that is good for an order only is off by nothing. */
const numberEvidence = (outcome: NumberOutcome): object =>
  outcome.orders ? { order: orderBands(outcome) } : { residuals: { ...residualDiagnostics(outcome), findings: residualFindings(outcome) } };

/** With two classes the curves of the positive one, else one curve a class, against the rest. */
function classEvidence(outcome: ClassOutcome): object {
  const codes = outcome.positive === null ? outcome.labels.map((_, code) => code) : [outcome.positive];
  const curves = <T>(make: (outcome: ClassOutcome, code: number) => T) =>
    codes.map((code) => ({ label: outcome.labels[code]!, curve: make(outcome, code) }));
  return {
    labels: outcome.labels,
    confusion: confusionTable(outcome),
    roc: codes.map((code) => ({ label: outcome.labels[code]!, curve: rocCurve(outcome, code), area: areaOfClass(outcome, code) })),
    pr: curves(prCurve),
    gain: curves(gainCurve),
    calibration: calibrationCurve(outcome),
    reliability: reliabilityParts(outcome),
    benefit: decisionCurve(outcome)
  };
}

/** The area under the curve of one class against the rest, with DeLong's interval; null where rows have weights or belong together, which that does not know. */
function areaOfClass(outcome: ClassOutcome, code: number): Metric | null {
  if (outcome.weights || unitsOf(outcome)) return null;
  const ranking = rankClass(outcome, code);
  return { value: placementsOf(ranking).area, ...delongInterval(ranking, 0.95), n: outcome.actual.length };
}
