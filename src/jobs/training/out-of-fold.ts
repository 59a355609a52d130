import type { Outcome } from '../../core/outcome.ts';
import type { Plain } from '../../core/plain.ts';
import type { Storage } from '../../storage/storage.ts';
import type { JobServices } from '../services.ts';
import type { RunRequest } from './run-request.ts';

const keyOf = (runId: string): string => `out-of-fold:${runId}`;

/** Keeps what the folds' models said of the rows they had not seen, for judging where no validation part is. */
export async function keepOutOfFold(
  { runId, experiment }: Pick<RunRequest, 'runId' | 'experiment'>,
  outcome: Outcome,
  { storage, now }: JobServices
): Promise<void> {
  const value = outcome as unknown as Plain;
  await storage.results.put({ key: keyOf(runId), projectId: experiment.project.id, kind: 'out-of-fold', value, createdAt: now() });
}

/** @returns undefined when the run was not cross-validated */
export async function readOutOfFold(storage: Storage, runId: string): Promise<Outcome | undefined> {
  return (await storage.results.find(keyOf(runId)))?.value as unknown as Outcome | undefined;
}
