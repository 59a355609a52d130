import type { Exported } from '../src/core/threads.ts';
import { serveThread } from '../src/kernels/threads/serve-thread.ts';
import type { Enlisting } from './compute-threads.ts';

/** One of a crew: says that it is there, and serves until it is dismissed. */
addEventListener('message', ({ data }: MessageEvent<Enlisting>) => void enlisted(data));

async function enlisted({ module, memory, ...place }: Enlisting): Promise<void> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  postMessage('here');
  serveThread(place, exports as Exported);
}
