import { isLatheError } from '../core/errors/lathe-error.ts';
import type { Storage } from '../storage/storage.ts';

/**
 * Ends the record of a run whose worker had to be killed, or died: it could not write any more how the run ended. A record that says how it ended
 * stays as it is.
 */
export async function closeRun(storage: Storage, runId: string, reason: unknown): Promise<void> {
  const known = isLatheError(reason) ? { code: reason.code, message: reason.message, hint: reason.hint } : null;
  const ending = known ? ({ status: 'failed', error: known } as const) : ({ status: 'cancelled', error: null } as const);
  await storage.runs.update(runId, (run) => (run.status === 'running' ? { ...run, ...ending } : run)).catch(() => undefined);
  await storage.jobs.end(runId);
}
