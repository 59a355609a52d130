import { threadLost } from '../../core/errors/training.ts';
import type { Crew, Exported, ThreadCall } from '../../core/threads.ts';
import { Control, DISMISSED, FAILED, RUNNING, TICKET, waitWhile } from './control.ts';

/** A round of work takes milliseconds: a thread that is silent for so long is gone. */
const LONGEST_MS = 20_000;

/** Only the caller's own thread. */
export const alone = (exported: Exported): Crew => ({
  size: 1,
  run: ([own]) => [(own ?? []).map(([name, ...args]) => exported[name]!(...args) ?? 0)],
  leave: () => undefined
});

/**
 * A crew whose other threads run `serveThread`.
 * @param shared `Control.bytesFor(size)` bytes
 * @param size with the caller's own
 * @param exported of the caller's own instance
 */
export function leadCrew(shared: SharedArrayBuffer, size: number, names: readonly string[], exported: Exported): Crew {
  const control = new Control(shared);
  const { words } = control;
  const placeOf = new Map(names.map((name, i) => [name, i]));
  const own = alone(exported);

  const send = (thread: number, calls: readonly ThreadCall[]) => {
    calls.forEach(([name, ...args], i) => control.setCall(thread, i, placeOf.get(name)!, args));
    control.setCalls(thread, calls.length);
  };
  const start = () => {
    Atomics.store(words, RUNNING, size - 1);
    Atomics.add(words, TICKET, 1);
    Atomics.notify(words, TICKET);
  };
  const waitForAll = () => {
    for (let left = Atomics.load(words, RUNNING); left > 0;) {
      const now = waitWhile(words, RUNNING, left, LONGEST_MS);
      if (now === left) throw threadLost();
      left = now;
    }
    if (Atomics.load(words, FAILED) === 1) throw threadLost();
  };

  return {
    size,
    run(calls) {
      if (calls.length === 1) return own.run(calls);
      for (let thread = 1; thread < size; thread++) send(thread, calls[thread] ?? []);
      start();
      const [first] = own.run(calls);
      waitForAll();
      return calls.map((made, thread) => (thread === 0 ? first! : made.map((_, i) => control.result(thread, i))));
    },
    leave() {
      for (let thread = 1; thread < size; thread++) control.setCalls(thread, DISMISSED);
      start();
    }
  };
}
