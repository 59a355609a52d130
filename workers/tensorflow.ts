import { noBackend } from '../src/core/errors/networks.ts';
import type { Engine } from '../src/core/model.ts';
import type { Tensorflow } from '../src/neural/tensorflow.ts';
import { replaceIfLost, watchBackend } from './tensorflow/device-loss.ts';
import { ladder, type BackendPreference, type NetworkNeeds, type Rung } from './tensorflow/ladder.ts';
import { loadBackend, loadCore } from './tensorflow/load.ts';
import { surveyBackends } from './tensorflow/survey.ts';

export { surveyBackends };

/**
 * A TensorFlow.js engine on the first backend of the ladder that starts, or on the one asked for. One engine at a time: the backend is global
 * to the worker. After a lost device the next call sets it up anew.
 * @throws LatheError `no-backend` with what was wrong with each
 */
export async function openEngine(needs: NetworkNeeds, preference: BackendPreference): Promise<Engine> {
  const rungs = ladder(await surveyBackends(), needs, preference);
  const tf = await loadCore();
  const failed: string[] = [];
  for (const rung of rungs) {
    try {
      return await startOn(tf, rung, failed);
    } catch (error) {
      failed.push(`${rung.id} did not start (${error instanceof Error ? error.message : String(error)})`);
    }
  }
  throw noBackend(needs, failed);
}

async function startOn(tf: Tensorflow, { id, reason }: Rung, failed: readonly string[]): Promise<Engine> {
  await loadBackend(id);
  replaceIfLost(tf, id);
  if (!(await tf.setBackend(id))) throw new Error('it could not be set up');
  return { tf, backend: id, reason: [...failed, reason].join(', '), lost: watchBackend(tf, id) };
}
