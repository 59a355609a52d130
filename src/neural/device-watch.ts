import { isLatheError } from '../core/errors/lathe-error.ts';
import type { WorkContext } from '../core/context.ts';
import type { Engine } from '../core/model.ts';

/** Turns given for the news of a lost device to arrive after TensorFlow.js failed with a message of its own. */
const TURNS_FOR_NEWS = 200;

/** Races reads from a device against its loss: on some backends a read from a lost device never settles. */
export interface DeviceWatch {
  race<T>(reading: Promise<T>): Promise<T>;
  stop(): void;
}

export function watchDevice({ lost }: Engine): DeviceWatch {
  let fail: () => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    fail = () => reject(lost.reason as Error);
  });
  failure.catch(() => undefined); // Told through race; without one under way it is no unhandled rejection.
  lost.addEventListener('abort', fail);
  if (lost.aborted) fail();
  return { race: (reading) => Promise.race([reading, failure]), stop: () => lost.removeEventListener('abort', fail) };
}

/**
 * The real reason of a failure: TensorFlow.js blames a lost device on memory.
 * @returns the engine's own error when the device turns out to be lost, `error` otherwise
 */
export async function reasonOf(error: unknown, engine: Engine, context: WorkContext): Promise<unknown> {
  if (isLatheError(error) || context.signal.aborted) return error;
  for (let turn = 0; turn < TURNS_FOR_NEWS && !engine.lost.aborted; turn++) await context.breathe();
  return engine.lost.aborted ? engine.lost.reason : error;
}
