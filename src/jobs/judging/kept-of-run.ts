import type { PlainRecord } from '../../core/plain.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { JobServices } from '../services.ts';

export type KeptKind = 'report' | 'explanation' | 'fairness' | 'mitigation' | 'stress' | 'data-curve' | 'error-tree' | 'leak-probes';

export const keyOfRun = ({ id, modelHash, splitHash }: RunRecord, kind: KeptKind, about: string): string =>
  `${kind}:${id}:${modelHash}:${splitHash}:${about}`;

/**
 * What was found out about a run, made once and kept. The key begins with `kind:run`, so that a project's documents find it, and holds the hashes of
 * what it was made from.
 * @param about what else it depends on: the part, the columns, the metric
 */
export async function keptOfRun(
  { storage, now }: JobServices,
  run: RunRecord,
  kind: KeptKind,
  about: string,
  make: () => Promise<PlainRecord>
): Promise<PlainRecord> {
  const key = keyOfRun(run, kind, about);
  const known = await storage.results.find(key, run.projectId);
  if (known) return known.value as PlainRecord;
  const value = await make();
  await storage.results.put({ key, projectId: run.projectId, kind, value, createdAt: now() });
  return value;
}
