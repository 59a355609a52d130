import type { ProgressCallback } from './progress.ts';

/**
 * Passes on at most `perSecond` reports a second, and always the last one (share 1). The callback is never awaited: a slow screen does not
 * slow the work, and a failing one does not fail it.
 * @param now milliseconds on any steady clock
 */
export function throttleProgress(
  callback: ProgressCallback,
  perSecond = 10,
  now: () => number = () => performance.now()
): ProgressCallback {
  let next = -Infinity;
  return (share, note) => {
    const at = now();
    if (at < next && share < 1) return;
    next = at + 1000 / perSecond;
    report(callback, share, note);
  };
}

function report(callback: ProgressCallback, share: number, note: string | undefined): void {
  try {
    const answer: unknown = note === undefined ? callback(share) : callback(share, note);
    if (answer instanceof Promise) answer.catch(() => undefined);
  } catch {
    // The one who listens is gone; the work goes on.
  }
}
