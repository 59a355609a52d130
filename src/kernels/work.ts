/**
 * A long computation in small strides: it yields how many elementary steps it has done since the last time, so that whoever drives it can let
 * messages in and stop it. It knows no clock and no signal.
 */
export type Work<T> = Generator<number, T, void>;

/** Runs to the end in one go: for tests and for work known to be short. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
