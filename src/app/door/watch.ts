import type { Watch } from '../api/watch.ts';

const never = new AbortController().signal;

/** The signal of a watch; one that never aborts when none was given. */
export const signalOf = (watch: Watch | undefined): AbortSignal => watch?.signal ?? never;

/** What is asked for, without the watch on it: functions stay on the page, workers can't be handed any. */
export function unwatched<O extends Watch>({ signal: _s, onProgress: _p, onJob: _j, priority: _u, ...asked }: O): Omit<O, keyof Watch> {
  return asked;
}

/** The work itself is over, and what came of it is looked at. */
export const sayLooking = (watch: Watch | undefined): void => watch?.onProgress?.({ share: 1, note: 'looking at what it found' });

/** The progress callback of a watch in the form the workers take, for one part of the work. */
export function progressOf(watch: Watch | undefined, from = 0, to = 1): (share: number, note?: string) => void {
  const report = watch?.onProgress;
  if (!report) return () => undefined;
  return (share, note) => report({ share: from + share * (to - from), ...(note === undefined ? {} : { note }) });
}
