import type { ModelPackage } from '../../predict/package-type.ts';
import { fitIsotonic, fitPlatt } from '../../stages/train/calibrate.ts';
import { joinOutcomes } from '../experiment/outcome-of.ts';
import type { LeftOut } from './leave-out.ts';

/**
 * Learns how far a model's probabilities can be believed, from training rows that each fold's model had not seen.
 * @returns null when no calibration is wanted, or there are no classes
 */
export function calibrateFit(kind: 'none' | 'platt' | 'isotonic', leftOut: LeftOut): ModelPackage['calibration'] {
  const outcome = joinOutcomes(leftOut.judged.map((fold) => fold.outcome));
  if (kind === 'none' || outcome.kind !== 'classes') return null;
  const fit = kind === 'platt' ? fitPlatt : fitIsotonic;
  const { labels, actual, probabilities, weights } = outcome;
  return { kind, state: fit(probabilities, { kind: 'classes', name: '', labels, codes: actual }, weights) };
}
