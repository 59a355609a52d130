import { LatheError } from '../../core/errors/lathe-error.ts';
import type { Project } from '../api/projects.ts';
import type { ModelInfo, Run } from '../api/training.ts';
import type { Watch } from '../api/watch.ts';

export interface AutoTaskAsk {
  readonly train: Project['train'];
  readonly fitting: readonly ModelInfo[];
  readonly seed: number;
  readonly budgetMs: number;
  readonly ranked: (runs: readonly Run[]) => Promise<Run[]>;
  readonly now: () => number;
}

/**
 * Every kind of model of a special task with its defaults, in the order of the registry, until the budget is used. A model that can't do with these
 * data says so in its record, and the others go on.
 * @returns the runs that were finished, best first
 */
export async function tryEachModel(ask: AutoTaskAsk, watch: Watch | undefined): Promise<Run[]> {
  const { train, fitting, seed, budgetMs, now } = ask;
  const began = now();
  const runs: Run[] = [];
  let refusal: LatheError | null = null;
  for (const [i, { id, label }] of fitting.entries()) {
    if (i > 0 && now() - began >= budgetMs) break;
    try {
      runs.push(await train({ model: id, seed }, stepWatch(watch, i / fitting.length, label)));
    } catch (reason) {
      if (!(reason instanceof LatheError)) throw reason;
      refusal = reason;
    }
  }
  if (runs.length === 0 && refusal) throw refusal;
  return ask.ranked(runs);
}

function stepWatch(watch: Watch | undefined, share: number, note: string): Watch {
  const { signal, onProgress } = watch ?? {};
  return { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress: () => onProgress({ share, note }) } : {}) };
}
