import { pause, type WorkContext } from './context.ts';

/** Counts work done; pauses once it adds up to some 20 ms. */
export type Pacer = (steps: number) => Promise<void>;

/**
 * Pauses by work instead of by clock, which pure layers do not have.
 * @param stepsPerPause simple steps of a loop (an addition, a comparison) between two pauses; a million of them take 1 to 5 ms
 */
export function createPacer(context: WorkContext, stepsPerPause = 4_000_000): Pacer {
  let done = 0;
  return async (steps) => {
    done += steps;
    if (done < stepsPerPause) return;
    done = 0;
    await pause(context);
  };
}
