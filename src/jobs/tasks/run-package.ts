import { cannotScore } from '../../core/errors/tasks.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { decodePackage, encodePackage, encodePlain, readPlain } from '../../predict/package-file.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import type { Storage } from '../../storage/storage.ts';
import type { TaskFit } from './task-way.ts';

const FORMAT = 'lathe-task-state';

/** What is stored under the hash of a run's model. */
export const encodeKept = (
  kept: TaskFit['kept'],
  model: { readonly id: string; readonly label: string; readonly params: PlainRecord }
): Uint8Array => ('pkg' in kept ? encodePackage(kept.pkg) : encodePlain({ format: FORMAT, model, state: kept.state }));

/**
 * A package to score with.
 * @throws LatheError `model-cannot-score` where a run kept what it found and no package
 */
export async function scoringPackage(storage: Storage, hash: string): Promise<ModelPackage> {
  const bytes = await storage.packages.get(hash);
  const state = stateIn(bytes);
  if (state) throw cannotScore(state.model.label);
  return decodePackage(bytes);
}

interface KeptState {
  readonly format: string;
  readonly model: { readonly label: string };
}

/** Whatever is damaged is told by the reader of packages. */
function stateIn(bytes: Uint8Array): KeptState | null {
  const head = new TextDecoder().decode(bytes.subarray(0, 64));
  if (!head.includes(`{"format":"${FORMAT}"`)) return null;
  return readPlain(bytes) as KeptState;
}
