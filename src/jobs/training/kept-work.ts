import { isLatheError } from '../../core/errors/lathe-error.ts';
import type { FitContext } from '../../core/model.ts';
import type { Plain, PlainRecord } from '../../core/plain.ts';
import type { TrainingServices } from '../services.ts';
import type { WarmStart } from './warm-start.ts';

/** What a run has done so far, kept so that it can go on after a pause, or after its tab is gone. */
export interface KeptWork {
  /** The same, for a part of the work with names of its own. */
  within(part: string): KeptWork;
  find(name: string): Promise<Plain | undefined>;
  /** To be written when it is due, or at a pause. */
  keep(name: string, value: Plain): void;
  /** What a fit needs to go on from its last checkpoint, and to leave new ones. Of all fits of a run only the last checkpoint is kept. */
  fitting(): Promise<Pick<FitContext, 'onCheckpoint' | 'wantsCheckpoint' | 'onEnd' | 'resumeFrom'>>;
  /** Writes what is not written yet. */
  write(): Promise<void>;
  /** Resolves when no write is under way. @returns what kept something from being written, in a sentence */
  settled(): Promise<readonly string[]>;
}

/** Milliseconds between two writes, when the services say nothing else: about what a closed tab costs. */
const CHECKPOINT_MS = 2_000;

/** A run's fit under way. */
const FIT = 'fit';

interface KeptFit {
  /** Which fit it is of. */
  readonly at: string;
  readonly state: PlainRecord;
}

/** How long the work took so far: a closed tab can't say it any more. */
const SPENT = 'spent';

/** How long a run had worked, in milliseconds, by the last write of what is kept of it. */
export const spentOf = async ({ storage }: TrainingServices, runId: string): Promise<number> =>
  ((await storage.jobs.kept(runId, SPENT)) as number | undefined) ?? 0;

/**
 * What is kept of one run, in the store of its job.
 * @param spent milliseconds that were worked on it so far
 * @param warm where it goes on from earlier runs
 */
export function keptWork(runId: string, spent: () => number, services: TrainingServices, warm: WarmStart | null = null): KeptWork {
  const { jobs } = services.storage;
  const pen = new Pen(runId, spent, services);
  const at = (path: string): KeptWork => ({
    within: (part) => at(`${path}${part}/`),
    find: async (name) => (await jobs.kept(runId, path + name)) as Plain | undefined,
    keep(name, value) {
      pen.add(path + name, value);
      if (pen.isDue()) void pen.write();
    },
    async fitting() {
      const kept = (await jobs.kept(runId, FIT)) as KeptFit | undefined;
      return {
        ...(await warm?.fitting(path)),
        ...(kept?.at === path && { resumeFrom: kept.state }),
        wantsCheckpoint: () => pen.isDue(),
        onCheckpoint(state) {
          pen.add(FIT, { at: path, state } satisfies KeptFit);
          void pen.write();
        }
      };
    },
    write: () => pen.write(),
    settled: async () => [...(await pen.settled()), ...((await warm?.settled()) ?? [])]
  });
  return at('');
}

/**
 * Writes parts one after the other, and stops doing so when one can't be written: a run is worth more than what is kept of it, and the person is told.
 */
class Pen {
  readonly #runId: string;
  readonly #spent: () => number;
  readonly #services: TrainingServices;
  #waiting: Record<string, unknown> = {};
  #writing: Promise<void> = Promise.resolve();
  #isWriting = false;
  #lastAt: number;
  #failure: string | null = null;

  constructor(runId: string, spent: () => number, services: TrainingServices) {
    this.#runId = runId;
    this.#spent = spent;
    this.#services = services;
    this.#lastAt = services.clock();
  }

  /** A copy: trees of DART change after they were handed over, and what waits to be written must not. */
  add(name: string, value: unknown): void {
    if (this.#failure === null) this.#waiting[name] = structuredClone(value);
  }

  isDue(): boolean {
    const { clock, checkpointMs = CHECKPOINT_MS } = this.#services;
    return this.#failure === null && !this.#isWriting && clock() - this.#lastAt >= checkpointMs;
  }

  write(): Promise<void> {
    if (Object.keys(this.#waiting).length === 0) return this.#writing;
    const parts = { ...this.#waiting, [SPENT]: this.#spent() };
    this.#waiting = {};
    this.#lastAt = this.#services.clock();
    this.#isWriting = true;
    const { storage } = this.#services;
    this.#writing = this.#writing
      .then(() => storage.jobs.keep(this.#runId, parts))
      .catch((error: unknown) => {
        if (!isLatheError(error)) throw error;
        this.#failure = error.message;
      })
      .finally(() => (this.#isWriting = false));
    return this.#writing;
  }

  async settled(): Promise<readonly string[]> {
    await this.#writing;
    return this.#failure === null ? [] : [`What it had done could not be kept on the way: ${this.#failure}`];
  }
}
