import type { Exported } from '../../core/threads.ts';
import { Control, DISMISSED, FAILED, RUNNING, TICKET, waitWhile } from './control.ts';

export interface ThreadPlace {
  readonly control: SharedArrayBuffer;
  /** Which of the crew it is; 0 is the one that enlisted it. */
  readonly thread: number;
  readonly names: readonly string[];
}

/** What an enlisted thread does until it is dismissed. It hears nothing else meanwhile. */
export function serveThread({ control: shared, thread, names }: ThreadPlace, exported: Exported): void {
  const control = new Control(shared);
  const { words } = control;
  for (let seen = 0; ;) {
    const ticket = waitWhile(words, TICKET, seen, Infinity);
    if (ticket === seen) continue;
    seen = ticket;
    const count = control.calls(thread);
    if (count === DISMISSED) return;
    try {
      for (let i = 0; i < count; i++) {
        const { name, args } = control.call(thread, i);
        control.setResult(thread, i, exported[names[name]!]!(...args) ?? 0);
      }
    } catch {
      Atomics.store(words, FAILED, 1);
    }
    if (Atomics.sub(words, RUNNING, 1) === 1) Atomics.notify(words, RUNNING);
  }
}
