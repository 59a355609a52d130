/** Cohen's kappa of two lists of flags: how far the same rows are flagged, corrected for chance; 1 = the same, 0 = as by chance. NaN where either flags none. */
export function flagAgreement(a: readonly boolean[], b: readonly boolean[]): number {
  const n = a.length;
  const [inA, inB] = [a.filter(Boolean).length / n, b.filter(Boolean).length / n];
  if (inA === 0 || inB === 0) return NaN;
  const same = a.filter((flag, i) => flag === b[i]).length / n;
  const chance = inA * inB + (1 - inA) * (1 - inB);
  return chance === 1 ? 1 : (same - chance) / (1 - chance);
}
