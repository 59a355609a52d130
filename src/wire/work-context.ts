import type { WorkContext } from '../core/context.ts';
import { createBreathe } from './breathe.ts';
import type { ProgressCallback } from './progress.ts';
import { throttleProgress } from './throttle-progress.ts';

/** One for the whole thread: each channel is a pair of ports that live on. */
let breathe: (() => Promise<void>) | null = null;

/** What a job may use, made from what came over the wire: the signal as it is, progress throttled to 10 a second. */
export function workContext(signal: AbortSignal, onProgress: ProgressCallback): WorkContext {
  breathe ??= createBreathe();
  return { signal, breathe, onProgress: throttleProgress(onProgress) };
}
