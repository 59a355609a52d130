import type { TrainingServices } from '../src/jobs/services.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import { serve } from '../src/wire/serve.ts';
import { computeThreads } from './compute-threads.ts';
import { openEngine, surveyBackends } from './tensorflow.ts';
import { trainingApi } from './training-api.ts';

/** Those of the page's cores that are not busy with it. */
const threads = computeThreads(navigator.hardwareConcurrency, globalThis.crossOriginIsolated);

/** One database connection for the life of the worker, opened when first needed. */
let services: Promise<TrainingServices> | null = null;

const ready = (): Promise<TrainingServices> =>
  (services ??= openStorage().then((storage) => ({
    storage,
    now: () => Date.now(),
    clock: () => performance.now(),
    version: __LATHE_VERSION__,
    browser: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    threads,
    openEngine
  })));

serve(trainingApi(ready, surveyBackends), 'training');
