import { pause, type WorkContext } from '../../core/context.ts';
import type { Work } from '../../kernels/work.ts';

/** Elementary steps between two pauses: a few milliseconds. */
const STRIDE = 2e6;

/** Drives work to its end, pausing on the way. @throws the signal's reason when it is aborted */
export async function driveWork<T>(work: Work<T>, context: WorkContext): Promise<T> {
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
