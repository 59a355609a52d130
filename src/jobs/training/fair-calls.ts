import type { Calls } from '../../predict/calls-type.ts';
import { compileCalibration } from '../../predict/calibration.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { groupThresholds } from '../../stages/fairness/mitigate/group-thresholds.ts';
import { stakesOf } from '../../stages/fairness/mitigate/parity.ts';
import { joinOutcomes } from '../experiment/outcome-of.ts';
import { groupedOf } from './fair-plan.ts';
import type { LeftOut } from './leave-out.ts';
import type { RunPlan } from './plan-run.ts';

/** Above every probability: a rule that calls nobody surely; infinities have no place in a package. */
const NEVER = 2;

/**
 * How the package of a fair run calls its rows; undefined where the model itself is what is fair.
 * @param leftOut training rows left out of folds, by whose calibrated probabilities the thresholds are set
 */
export function callsOf(plan: RunPlan, leftOut: LeftOut | null, calibration: ModelPackage['calibration']): Calls | undefined {
  const { fairly } = plan;
  if (!fairly || fairly.way === 'reweighing') return undefined;
  if (fairly.way === 'reductions') return { kind: 'drawn' };
  const outcome = leftOut && joinOutcomes(leftOut.judged.map((fold) => fold.outcome));
  if (outcome?.kind !== 'classes') return undefined;
  const probabilities = outcome.probabilities.slice();
  compileCalibration(calibration, 2)(probabilities);
  const rows = Uint32Array.from(leftOut!.judged.flatMap(({ fold }) => [...fold.validation]));
  const scores = Float64Array.from(rows, (_, i) => probabilities[2 * i + plan.scoring.positive!]!);
  const grouped = { ...groupedOf({ ...plan, fairly }, rows, outcome.weights), stakes: stakesOf(plan.scoring.threshold) };
  const rules = groupThresholds(grouped, scores, fairly.parity);
  if (!rules) return undefined;
  const bounded = rules.map((rule) => ({ ...rule, low: Math.min(rule.low, NEVER), high: Math.min(rule.high, NEVER) }));
  return { kind: 'by-group', column: fairly.sensitive, labels: fairly.levels, rules: bounded };
}
