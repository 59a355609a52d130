import type { Table } from '../../core/table.ts';
import { compileCalibration } from '../../predict/calibration.ts';
import type { Limits } from '../../predict/limits-type.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { fitDistance } from '../../stages/evaluate/limits/distance.ts';
import { fitSets } from '../../stages/evaluate/limits/prediction-sets.ts';
import { fitWidths } from '../../stages/evaluate/limits/widths.ts';
import { joinOutcomes } from '../experiment/outcome-of.ts';
import type { LeftOut } from './leave-out.ts';

/**
 * What a package knows of where it should not be asked: sets of classes, or ends of intervals by stretch, from training rows left out of folds; and how
 * far from the training rows a row lies.
 * @param features the training rows after the recipe
 */
export function limitsOfFit(leftOut: LeftOut, calibration: ModelPackage['calibration'], features: Table): Limits {
  const outcome = joinOutcomes(leftOut.judged.map((fold) => fold.outcome));
  const distance = fitDistance(features);
  if (outcome.kind === 'numbers') return { sets: null, widths: outcome.orders ? null : fitWidths(outcome), distance };
  const probabilities = outcome.probabilities.slice();
  compileCalibration(calibration, outcome.labels.length)(probabilities);
  return { sets: fitSets({ ...outcome, probabilities }), widths: null, distance };
}
