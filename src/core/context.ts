import type { Rng } from './rng.ts';

/** What long work may use from the outside world; nothing else is reachable. */
export interface WorkContext {
  readonly signal: AbortSignal;
  /** Lets queued messages (an abort, for one) in. Await it about every 50 ms of work, then `signal.throwIfAborted()`. */
  readonly breathe: () => Promise<void>;
  /** The completed share, 0 to 1. Never awaited; the caller may drop reports. */
  readonly onProgress: (share: number, note?: string) => void;
}

export interface SeededContext extends WorkContext {
  readonly rng: Rng;
}

/** Passes on a part of the work as its own 0 to 1. */
export function partOf<C extends WorkContext>(context: C, from: number, to: number): C {
  return { ...context, onProgress: (share: number, note?: string) => context.onProgress(from + share * (to - from), note) };
}

/** Lets messages in and stops when told to. */
export async function pause(context: WorkContext): Promise<void> {
  await context.breathe();
  context.signal.throwIfAborted();
}
