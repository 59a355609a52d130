/**
 * Turns raw scores into probabilities, in place of the classes that occurred in training; the others get 0. One raw score is the log-odds of the
 * second class, several are soft-maximised.
 * @param raw scores of one row
 * @param present codes of the classes that occurred
 * @param at where the row begins in `into`
 */
export function writeShares(raw: Float64Array, present: Int32Array, into: Float64Array, at: number): void {
  if (raw.length === 1) {
    const small = Math.exp(-Math.abs(raw[0]!));
    const likely = 1 / (1 + small);
    const unlikely = small / (1 + small);
    into[at + present[0]!] = raw[0]! >= 0 ? unlikely : likely;
    into[at + present[1]!] = raw[0]! >= 0 ? likely : unlikely;
    return;
  }
  let highest = -Infinity;
  for (const score of raw) highest = Math.max(highest, score);
  let sum = 0;
  for (const score of raw) sum += Math.exp(score - highest);
  for (let k = 0; k < raw.length; k++) into[at + present[k]!] = Math.exp(raw[k]! - highest) / sum;
}
