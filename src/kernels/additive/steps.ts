/**
 * The loops of cyclic boosting: a step changes the scores by the bin of one feature. Within a round a gradient follows a step by its second
 * derivative, which is exact for squares; every round derives anew.
 */

/**
 * Gradient and hessian of the rows by bin.
 * @param codes bin of each row
 * @param into [bins, 2], emptied first
 */
export function addUp(codes: Uint16Array, gradient: Float64Array, hessian: Float64Array, into: Float64Array): void {
  into.fill(0);
  for (let i = 0; i < codes.length; i++) {
    const at = 2 * codes[i]!;
    into[at]! += gradient[i]!;
    into[at + 1]! += hessian[i]!;
  }
}

/** Takes a step: the score of each row moves by the step of its bin, and its gradient with it. */
export function takeStep(
  codes: Uint16Array,
  step: Float64Array,
  scores: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array
): void {
  for (let i = 0; i < codes.length; i++) {
    const by = step[codes[i]!]!;
    scores[i]! += by;
    gradient[i]! += hessian[i]! * by;
  }
}

/** Moves the scores of rows that are only watched. */
export function follow(codes: Uint16Array, step: Float64Array, scores: Float64Array): void {
  for (let i = 0; i < codes.length; i++) scores[i]! += step[codes[i]!]!;
}
