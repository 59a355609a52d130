import { pause, type WorkContext } from '../../core/context.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import { releaseChecks } from './registry.ts';
import type { CheckResult } from '../../core/release-checks.ts';
import type { ReleaseCheck, ReleaseSubject } from './release-check.ts';

/** Every check on one package, in the order of the registry. A check that a failure stops has not passed, and says what stopped it. */
export async function runReleaseChecks(subject: ReleaseSubject, context: WorkContext): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const [i, check] of releaseChecks.all.entries()) {
    await pause(context);
    results.push({ name: check.label, ...outcomeOf(check, subject) });
    context.onProgress((i + 1) / releaseChecks.all.length, check.label);
  }
  return results;
}

function outcomeOf(check: ReleaseCheck, subject: ReleaseSubject): Omit<CheckResult, 'name'> {
  try {
    return check.run(subject);
  } catch (error) {
    if (!isLatheError(error)) throw error;
    return { passed: false, detail: error.message };
  }
}
