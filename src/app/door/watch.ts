import type { Watch } from '../api/watch.ts';

const never = new AbortController().signal;

/** The signal of a watch; one that never aborts when none was given. */
export const signalOf = (watch: Watch | undefined): AbortSignal => watch?.signal ?? never;

/** The progress callback of a watch in the form the workers take, for one part of the work. */
export function progressOf(watch: Watch | undefined, from = 0, to = 1): (share: number, note?: string) => void {
  const report = watch?.onProgress;
  if (!report) return () => undefined;
  return (share, note) => report({ share: from + share * (to - from), ...(note === undefined ? {} : { note }) });
}
