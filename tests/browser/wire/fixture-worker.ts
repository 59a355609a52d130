import { LatheError } from '../../../src/core/errors/lathe-error.ts';
import { serve } from '../../../src/wire/serve.ts';
import { workContext } from '../../../src/wire/work-context.ts';
import { pause } from '../../../src/core/context.ts';

let calls = 0;

/** A worker that does everything a worker can do wrong. */
const api = {
  calls: () => ++calls,
  double: (x: number) => x * 2,
  failClearly() {
    throw new LatheError('too-few-rows', 'Needs 10 rows.', 'Add rows.', { have: 3, odd: () => 1 }, new Error('the deep reason'));
  },
  failPlainly() {
    throw new TypeError('x is not a function');
  },
  failWithText() {
    return Promise.reject('just text' as unknown as Error);
  },
  hang() {
    for (;;);
  },
  close() {
    self.close();
    return new Promise(() => undefined);
  },
  rejectUnhandled() {
    void Promise.reject(new Error('nobody listens'));
    return new Promise(() => undefined);
  },
  throwLater() {
    setTimeout(() => {
      throw new Error('thrown later');
    });
    return new Promise(() => undefined);
  },
  async work(ms: number, signal: AbortSignal, onProgress: (share: number, note?: string) => void) {
    const context = workContext(signal, onProgress);
    const end = performance.now() + ms;
    let turns = 0;
    for (; performance.now() < end; turns++) {
      context.onProgress(Math.max(0, 1 - (end - performance.now()) / ms) * 0.99, `turn ${turns}`);
      await pause(context);
    }
    context.onProgress(1);
    return turns;
  },
  isAborted: (signal: AbortSignal) => signal.aborted
};

export type FixtureApi = typeof api;

serve(api, 'fixture');
