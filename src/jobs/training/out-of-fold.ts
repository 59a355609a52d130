import { gatherOutcome, type Outcome } from '../../core/outcome.ts';
import type { Plain } from '../../core/plain.ts';
import type { CvSpec } from '../../core/split.ts';
import type { RowSet } from '../../core/table.ts';
import type { Storage } from '../../storage/storage.ts';
import { joinOutcomes } from '../experiment/outcome-of.ts';
import type { JobServices } from '../services.ts';
import type { FoldOutcome } from './cross-validate.ts';
import type { RunRequest } from './run-request.ts';

/** What the folds' models of a run said of rows they had not seen, one fold behind the other; a row stands in it once in each repeat. */
export interface OutOfFold {
  readonly outcome: Outcome;
  /** Beside the outcome: the fold each row was left out of, and its number in the dataset. Null of runs of an earlier Lathe. */
  readonly places: { readonly folds: Int32Array; readonly rows: RowSet } | null;
}

const keyOf = (runId: string): string => `out-of-fold:${runId}`;

/** Keeps what the folds' models said, for judging where no validation part is, and for telling luck from merit in a choice. */
export async function keepOutOfFold(
  { runId, experiment }: Pick<RunRequest, 'runId' | 'experiment'>,
  judged: readonly FoldOutcome[],
  { storage, now }: JobServices
): Promise<void> {
  const kept: OutOfFold = {
    outcome: joinOutcomes(judged.map(({ outcome }) => outcome)),
    places: {
      folds: Int32Array.from(judged.flatMap(({ fold }, i) => Array.from(fold.validation, () => i))),
      rows: Uint32Array.from(judged.flatMap(({ fold }) => [...fold.validation]))
    }
  };
  const value = kept as unknown as Plain;
  await storage.results.put({ key: keyOf(runId), projectId: experiment.project.id, kind: 'out-of-fold', value, createdAt: now() });
}

/** @returns undefined when the run was not cross-validated */
export async function readOutOfFold(storage: Storage, runId: string): Promise<OutOfFold | undefined> {
  const known = (await storage.results.find(keyOf(runId)))?.value as unknown as OutOfFold | Outcome | undefined;
  return known && 'kind' in known ? { outcome: known, places: null } : known;
}

/** Rows are judged once in every repeat of the folds: of more than one, the first. */
export function firstRepeat({ outcome, places }: OutOfFold, { repeats = 1 }: CvSpec): OutOfFold {
  if (repeats < 2) return { outcome, places };
  const count = outcome.actual.length / repeats;
  const first = Uint32Array.from({ length: count }, (_, row) => row);
  return {
    outcome: gatherOutcome(outcome, first),
    places: places && { folds: places.folds.slice(0, count), rows: places.rows.slice(0, count) }
  };
}
