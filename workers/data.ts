import { openStorage } from '../src/storage/open-storage.ts';
import { serve } from '../src/wire/serve.ts';
import { readerThreads } from './reader-threads.ts';
import { dataApi, type DataServices } from './data-api.ts';
import { decodeImage } from './image-decoder.ts';

/** One database connection for the life of the worker, opened when first needed. */
let services: Promise<DataServices> | null = null;

const readers = readerThreads(navigator.hardwareConcurrency);

const ready = (): Promise<DataServices> =>
  (services ??= openStorage().then((storage) => ({
    storage,
    now: () => Date.now(),
    clock: () => performance.now(),
    draw: () => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32,
    newId: () => crypto.randomUUID(),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    decode: decodeImage,
    importing: { build: self.location.pathname, checkpointMs: 1000, leastBytes: 16 * 1024 * 1024, ...(readers && { readers }) }
  })));

serve(dataApi(ready), 'data');
