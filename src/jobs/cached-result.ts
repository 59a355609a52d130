import type { Plain } from '../core/plain.ts';
import type { JobServices } from './services.ts';

/** What a result was made from. Equal keys mean equal results: bump `version` when the making changes. */
export interface ResultKey {
  readonly kind: string;
  readonly version: number;
  readonly datasetHash: string;
  readonly more?: readonly string[];
}

/** What a result is kept under. */
export const resultId = ({ kind, version, datasetHash, more = [] }: ResultKey): string =>
  JSON.stringify([kind, version, datasetHash, ...more]);

/** The stored result of this key, or a new one, stored. What another project found for equal work is kept for this one too. */
export async function cachedResult<T>(
  { storage, now }: JobServices,
  projectId: string,
  key: ResultKey,
  make: () => Promise<T>
): Promise<T> {
  const id = resultId(key);
  const known = await storage.results.find(id, projectId);
  const value = known ? (known.value as T) : await make();
  if (known?.projectId === projectId) return value;
  await storage.results.put({ key: id, projectId, kind: key.kind, value: value as Plain, createdAt: now() });
  return value;
}
