import { pause, type WorkContext } from '../core/context.ts';
import type { Work } from './work.ts';

/** Elementary steps between two pauses: 3 to 15 ms on the machines of today, well under the 100 ms within which a cancel is to be heard. */
const STRIDE = 2e6;

/**
 * Drives work to its end, pausing on the way.
 * @throws the signal's reason when it is aborted
 */
export async function drive<T>(work: Work<T>, context: WorkContext): Promise<T> {
  let since = 0;
  await pause(context);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    since += step.value;
    if (since < STRIDE) continue;
    since = 0;
    await pause(context);
  }
}
