import { compileCalibration } from '../../../predict/calibration.ts';
import type { ModelPackage } from '../../../predict/package-type.ts';

/** Of two classes, up to which raw number the first is surely answered, and from which on the second. */
export interface Boundary {
  readonly firstUpTo: number;
  readonly secondFrom: number;
}

/** Halvings: as near as numbers can tell. */
const HALVINGS = 80;

/**
 * Where the answer of a model of two classes turns over, as a raw number that goes up with the chance of the second class: through calibration and threshold,
 * which both leave the order as it is.
 * @param chanceOf the chance of the second class by the raw number, before calibration, never falling
 * @param from a raw number at which the chance is about 0, `to` one at which it is about 1
 */
export function boundaryOf(
  { calibration, threshold, target }: Pick<ModelPackage, 'calibration' | 'threshold' | 'target'>,
  chanceOf: (raw: number) => number,
  [from, to]: readonly [number, number]
): Boundary {
  const calibrate = compileCalibration(calibration, 2);
  const positive = target.positive === undefined ? 1 : target.labels!.indexOf(target.positive);
  const isSecond = (raw: number) => {
    const second = chanceOf(raw);
    const row = Float64Array.of(1 - second, second);
    calibrate(row);
    if (threshold === null) return row[1]! > row[0]!;
    return row[positive]! >= threshold ? positive === 1 : positive === 0;
  };
  let [low, high] = [from, to];
  if (isSecond(low)) return { firstUpTo: -Infinity, secondFrom: low };
  if (!isSecond(high)) return { firstUpTo: high, secondFrom: Infinity };
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (isSecond(middle)) high = middle;
    else low = middle;
  }
  return { firstUpTo: low, secondFrom: high };
}
