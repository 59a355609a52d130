import type { Remote } from 'comlink';
import { orAborted, settlesWithin } from './abortable.ts';
import { startWorker, type LiveWorker } from './live-worker.ts';

export interface WorkerHandleOptions {
  /** How long an aborted task may go on before its worker is replaced, in milliseconds. */
  readonly graceMs?: number;
  /** How long a new worker may take to say that it is up. Until then its death makes no noise. */
  readonly startMs?: number;
}

/**
 * One worker: started when first needed, kept warm, one task at a time in the order they came. An aborted task ends for its caller at once; its
 * worker is replaced when it does not stop within the grace. A worker that crashes, or dies without a word, fails its task with `worker-crashed`, and
 * the next task gets a new one.
 */
export class WorkerHandle<Api> {
  readonly #name: string;
  readonly #spawn: () => Worker;
  readonly #graceMs: number;
  readonly #startMs: number;
  #live: LiveWorker<Api> | null = null;
  #free: Promise<void> = Promise.resolve();
  #queued = 0;

  /** @param name what a person reads when it crashes: "The training worker" */
  constructor(name: string, spawn: () => Worker, { graceMs = 2_000, startMs = 30_000 }: WorkerHandleOptions = {}) {
    this.#name = name;
    this.#spawn = spawn;
    this.#graceMs = graceMs;
    this.#startMs = startMs;
  }

  /** Tasks under way or waiting. */
  get queued(): number {
    return this.#queued;
  }

  /** Resolves when the tasks asked for so far are over, and those given up have stopped or were killed. */
  get idle(): Promise<void> {
    return this.#free;
  }

  /**
   * Runs `task` when the earlier ones are done.
   * @returns what the task returns
   * @throws `signal.reason` as soon as the signal aborts, waiting or not; LatheError `worker-crashed`; whatever the task throws
   */
  async run<T>(signal: AbortSignal, task: (api: Remote<Api>) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const turn: { live: LiveWorker<Api> | null } = { live: null };
    const work = this.#free.then(() => {
      signal.throwIfAborted();
      const live = (turn.live = this.#warm());
      return Promise.race([live.ready.then(() => task(live.api)), live.death]);
    });
    this.#free = work.then(ignore, ignore);
    this.#queued++;
    try {
      return await orAborted(signal, work);
    } finally {
      this.#queued--;
      if (signal.aborted && turn.live) void this.#replaceIfStuck(turn.live, work);
    }
  }

  #warm(): LiveWorker<Api> {
    if (!this.#live || this.#live.isDead()) this.#live = startWorker<Api>(this.#name, this.#spawn, this.#startMs);
    return this.#live;
  }

  async #replaceIfStuck(live: LiveWorker<Api>, work: Promise<unknown>): Promise<void> {
    if (!(await settlesWithin(work, this.#graceMs))) live.kill('it did not stop when asked to');
  }

  /** Ends the worker, and with it the task under way. The next task starts a new one. */
  stop(): void {
    this.#live?.kill('it was stopped');
    this.#live = null;
  }
}

const ignore = () => undefined;
