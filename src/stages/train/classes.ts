import type { ClassTarget } from '../../core/target.ts';

/** The classes that occur among the training rows. A fold may lack one; the model then gives it probability 0. */
export interface PresentClasses {
  /** For each row, the place of its class in `present`. */
  readonly codes: Int32Array;
  /** Codes of the target's labels, ascending. */
  readonly present: Int32Array;
}

export function presentClasses(target: ClassTarget): PresentClasses {
  const counts = new Float64Array(target.labels.length);
  for (const code of target.codes) counts[code]!++;
  const present = Int32Array.from(counts.keys()).filter((code) => counts[code]! > 0);
  const placeOf = new Int32Array(target.labels.length);
  present.forEach((code, place) => (placeOf[code] = place));
  return { codes: target.codes.map((code) => placeOf[code]!), present };
}

/**
 * What each row counts, after giving every class the same total when asked.
 * @param classes how many classes `codes` may hold
 * @returns length n; with `balanced` the weight of a row is multiplied by n / (classes * rows of its class), as scikit-learn does
 */
export function rowWeights(
  codes: Int32Array,
  classes: number,
  weights: Float64Array | null,
  classWeight: 'none' | 'balanced'
): Float64Array {
  const out = weights ? weights.slice() : new Float64Array(codes.length).fill(1);
  if (classWeight === 'none') return out;
  const counts = new Float64Array(classes);
  for (const code of codes) counts[code]!++;
  for (let i = 0; i < out.length; i++) out[i]! *= codes.length / (classes * counts[codes[i]!]!);
  return out;
}
