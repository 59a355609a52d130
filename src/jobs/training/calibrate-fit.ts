import type { CalibrationChoice } from '../../core/calibration-kind.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { fitBeta } from '../../stages/train/calibrate-beta.ts';
import { fitTemperature } from '../../stages/train/calibrate-temperature.ts';
import { fitIsotonic, fitPlatt } from '../../stages/train/calibrate.ts';
import { joinOutcomes } from '../experiment/outcome-of.ts';
import type { LeftOut } from './leave-out.ts';

/**
 * Learns how far a model's probabilities can be believed, from training rows that each fold's model had not seen.
 * @returns null when no calibration is wanted, or there are no classes
 */
export function calibrateFit(kind: CalibrationChoice, leftOut: LeftOut): ModelPackage['calibration'] {
  const outcome = joinOutcomes(leftOut.judged.map((fold) => fold.outcome));
  if (kind === 'none' || outcome.kind !== 'classes') return null;
  const { labels, actual, probabilities, weights } = outcome;
  return { kind, state: fits[kind](probabilities, { kind: 'classes', name: '', labels, codes: actual }, weights) };
}

const fits = { platt: fitPlatt, isotonic: fitIsotonic, beta: fitBeta, temperature: fitTemperature } as const;
