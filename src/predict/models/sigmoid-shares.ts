/**
 * Probabilities from the log-odds of each class against the rest: their chances as shares of the sum of all, in place of the classes that occurred in
 * training; the others get 0.
 * @param raw log-odds of one row
 * @param present codes of the classes that occurred
 * @param at where the row begins in `into`
 */
export function writeSharesOfRest(raw: Float64Array, present: Int32Array, into: Float64Array, at: number): void {
  const chances = raw.map((odds) => 1 / (1 + Math.exp(-odds)));
  const sum = chances.reduce((all, chance) => all + chance, 0);
  chances.forEach((chance, k) => (into[at + present[k]!] = sum > 0 ? chance / sum : 1 / chances.length));
}
