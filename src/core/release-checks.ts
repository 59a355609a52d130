/** One look at a model before it gets a version number. */
export interface CheckResult {
  readonly name: string;
  /** Null where there is nothing to check: it counts neither among the passed nor among the failed. */
  readonly passed: boolean | null;
  /** What was looked at and what was found, with the numbers; where the check does not apply, why, in one sentence. */
  readonly detail: string;
}

/** The check that a model is of use at all, as every list of checks names it. */
export const BASELINE_CHECK = 'Better than the baseline';

export const failedOf = <C extends Pick<CheckResult, 'passed'>>(checks: readonly C[]): C[] =>
  checks.filter(({ passed }) => passed === false);

/** Of those that apply: "8 of 9". */
export const passedOfAll = (checks: readonly Pick<CheckResult, 'passed'>[]): string => {
  const applying = checks.filter(({ passed }) => passed !== null);
  return `${applying.length - failedOf(applying).length} of ${applying.length}`;
};

/** "8 of 8 checks passed; 1 does not apply: no bar was set before training", with `how` behind "checks" where it is given. No full stop. */
export function sayChecks(checks: readonly CheckResult[], how = ''): string {
  const outside = checks.filter(({ passed }) => passed === null);
  const told = `${passedOfAll(checks)} ${checks.length - outside.length === 1 ? 'check' : 'checks'}${how} passed`;
  if (outside.length === 0) return told;
  const reasons = outside.map(({ detail }) => detail.slice(0, 1).toLowerCase() + detail.slice(1).replace(/\.$/, ''));
  return `${told}; ${outside.length} ${outside.length === 1 ? 'does' : 'do'} not apply: ${reasons.join('; ')}`;
}
