import { PAUSED } from '../../core/pausing.ts';
import type { TrainingApi } from '../../wire/contracts.ts';
import type { WorkerHandle } from '../../wire/worker-handle.ts';
import type { Watch } from '../api/watch.ts';
import type { Services } from '../services.ts';
import { JobClock } from './job-clock.ts';
import { TurnQueue, type Turn } from './turn-queue.ts';

/** Work that keeps the machine busy. */
export interface HeavyAsk {
  readonly id: string;
  readonly projectId: string;
  readonly kind: 'train' | 'tune' | 'auto';
  readonly label: string;
}

/** What heavy work is given when it is its turn. */
export interface JobHand {
  readonly trainer: WorkerHandle<TrainingApi>;
  /** Its signal stops at a pause and a cancel. */
  readonly watch: Watch & { readonly signal: AbortSignal };
  readonly clock: JobClock;
  /** Between two pieces of work: lets a more urgent job go first. */
  giveWay(): Promise<void>;
  /** What is still written after the work was stopped; nobody goes on with the job before. */
  closing(work: Promise<unknown>): void;
}

/** A job of this page. */
export interface ActiveJob extends HeavyAsk {
  readonly stop: AbortController;
  readonly came: number;
  priority: number;
  state: 'waiting' | 'working';
  share: number;
  note: string;
}

/**
 * The heavy jobs of this page: one works at a time unless more are asked for, the most urgent first. A search gives way between its trials. Other tabs
 * have queues of their own; that no two work on the same job is seen to by the locks of the jobs themselves.
 */
export class HeavyJobs {
  readonly queue = new TurnQueue();
  readonly #services: Services;
  readonly #active = new Map<string, ActiveJob>();
  #closing: Promise<unknown> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Those that work and those that wait, in the order they came. */
  get active(): readonly ActiveJob[] {
    return [...this.#active.values()];
  }

  /** Resolves when what was stopped has written how it ended. */
  get closed(): Promise<unknown> {
    return this.#closing;
  }

  /**
   * @param work is given a hand when it is its turn
   * @throws the reason it was stopped with; what the work throws
   */
  async run<T>(ask: HeavyAsk, watch: Watch | undefined, work: (hand: JobHand) => Promise<T>): Promise<T> {
    const job = this.#enlist(ask, watch);
    const signal = watch?.signal ? AbortSignal.any([watch.signal, job.stop.signal]) : job.stop.signal;
    try {
      watch?.onJob?.(job.id);
      if (this.queue.isFull) watch?.onProgress?.({ share: 0, note: WAITS });
      const turn = await this.queue.enter(job, signal);
      return await work(this.#handOf(job, turn, signal, watch)).finally(() => turn.leave());
    } finally {
      this.#active.delete(job.id);
    }
  }

  #enlist(ask: HeavyAsk, watch: Watch | undefined): ActiveJob {
    const came = this.#services.now();
    const job: ActiveJob = {
      ...ask,
      stop: new AbortController(),
      came,
      priority: watch?.priority ?? 0,
      state: 'waiting',
      share: 0,
      note: WAITS
    };
    this.#active.set(job.id, job);
    return job;
  }

  #handOf(job: ActiveJob, turn: Turn, signal: AbortSignal, watch: Watch | undefined): JobHand {
    const clock = new JobClock(this.#services.now);
    const onProgress: Watch['onProgress'] = (progress) => {
      Object.assign(job, { share: progress.share, note: progress.note ?? '' });
      watch?.onProgress?.(progress);
    };
    job.state = 'working';
    clock.start();
    return {
      trainer: this.#services.trainerAt?.(turn.seat) ?? this.#services.trainer,
      watch: { ...watch, signal, onProgress },
      clock,
      giveWay: async () => {
        clock.stop();
        job.state = 'waiting';
        await turn.giveWay(signal);
        job.state = 'working';
        clock.start();
      },
      closing: (end) => {
        this.#closing = Promise.allSettled([this.#closing, end]);
      }
    };
  }

  /** @returns false when it is none of this page's */
  pause(id: string): boolean {
    return this.#stop(id, new DOMException(PAUSED, 'AbortError'));
  }

  /** @returns false when it is none of this page's */
  cancel(id: string): boolean {
    return this.#stop(id, undefined);
  }

  #stop(id: string, reason: DOMException | undefined): boolean {
    const job = this.#active.get(id);
    job?.stop.abort(reason);
    return job !== undefined;
  }

  /** @returns false when it is none of this page's */
  setPriority(id: string, priority: number): boolean {
    const job = this.#active.get(id);
    if (job) job.priority = priority;
    return job !== undefined;
  }
}

const WAITS = 'waits for its turn';
