import type { Crew, Exported, ThreadTeam } from '../src/core/threads.ts';
import { Control } from '../src/kernels/threads/control.ts';
import { leadCrew } from '../src/kernels/threads/crew.ts';
import type { ThreadPlace } from '../src/kernels/threads/serve-thread.ts';

/** More wait for the memory. */
const MOST = 8;

/** A thread that has not come by then is not waited for. */
const LONGEST_MS = 5000;

export interface Enlisting extends ThreadPlace {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

/**
 * Threads for the kernels, started when first enlisted and kept warm. Null where there is one core alone or memory can't be shared, which takes a
 * page that is cross-origin isolated.
 */
export function computeThreads(cores: number, isIsolated: boolean): ThreadTeam | null {
  const helpers = Math.min(MOST, cores) - 1;
  return helpers < 1 || !isIsolated || typeof SharedArrayBuffer === 'undefined' ? null : new WorkerTeam(helpers);
}

/** One crew at a time. */
class WorkerTeam implements ThreadTeam {
  readonly #helpers: number;
  #workers: Worker[] = [];
  #isOut = false;

  constructor(helpers: number) {
    this.#helpers = helpers;
  }

  async enlist(module: WebAssembly.Module, memory: WebAssembly.Memory, names: readonly string[], own: Exported): Promise<Crew | null> {
    if (this.#isOut) return null;
    this.#isOut = true;
    const size = this.#helpers + 1;
    const control = new SharedArrayBuffer(Control.bytesFor(size));
    if (this.#workers.length === 0) this.#workers = Array.from({ length: this.#helpers }, spawn);
    const came = await Promise.all(this.#workers.map((worker, i) => call(worker, { module, memory, names, control, thread: i + 1 })));
    if (came.every(Boolean)) return this.#released(leadCrew(control, size, names, own));
    this.#disband();
    return null;
  }

  /** A crew that lost a thread is not asked again: the next one is made of new threads. */
  #released(crew: Crew): Crew {
    return {
      size: crew.size,
      run: (calls) => {
        try {
          return crew.run(calls);
        } catch (lost) {
          this.#disband();
          throw lost;
        }
      },
      leave: () => {
        if (this.#isOut) crew.leave();
        this.#isOut = false;
      }
    };
  }

  #disband(): void {
    for (const worker of this.#workers) worker.terminate();
    this.#workers = [];
    this.#isOut = false;
  }
}

const spawn = () => new Worker(new URL('./computing.ts', import.meta.url), { type: 'module', name: 'computing' });

/** Whether the thread came. */
const call = (worker: Worker, place: Enlisting): Promise<boolean> =>
  new Promise((settle) => {
    const end = (came: boolean) => {
      clearTimeout(timer);
      worker.onmessage = worker.onerror = null;
      settle(came);
    };
    const timer = setTimeout(() => end(false), LONGEST_MS);
    worker.onmessage = () => end(true);
    worker.onerror = () => end(false);
    worker.postMessage(place);
  });
