import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import type { ThreadTeam } from '../../../src/core/threads.ts';
import { Control } from '../../../src/kernels/threads/control.ts';
import { leadCrew } from '../../../src/kernels/threads/crew.ts';

const SERVE = fileURLToPath(new URL('../../../src/kernels/threads/serve-thread.ts', import.meta.url));

/** What workers/computing.ts does, for Node. */
const GLUE = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', async ({ module, memory, ...place }) => {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  parentPort.postMessage('here');
  Serve.serveThread(place, exports);
});`;

async function serveScript(): Promise<string> {
  const result = await build({
    ...{ configFile: false, envFile: false, publicDir: false, logLevel: 'silent' },
    build: { write: false, minify: false, target: 'es2022', lib: { entry: SERVE, formats: ['iife'], name: 'Serve' } }
  });
  const [chunk] = [result].flat().flatMap((made) => ('output' in made ? made.output : []));
  if (chunk?.type !== 'chunk') throw new Error('The thread script was not built.');
  return chunk.code + GLUE;
}

export interface NodeTeam extends ThreadTeam {
  /** How often a crew was made of it. */
  readonly enlisted: () => number;
  readonly end: () => Promise<void>;
}

/** A team of Node's threads, to be ended. */
export async function nodeTeam(size: number): Promise<NodeTeam> {
  const script = await serveScript();
  const workers = Array.from({ length: size - 1 }, () => new Worker(script, { eval: true }));
  let count = 0;
  return {
    async enlist(module, memory, names, own) {
      const control = new SharedArrayBuffer(Control.bytesFor(size));
      await Promise.all(
        workers.map(
          (worker, i) =>
            new Promise((settle) => {
              worker.once('message', settle);
              worker.postMessage({ module, memory, names, control, thread: i + 1 });
            })
        )
      );
      count += 1;
      return leadCrew(control, size, names, own);
    },
    enlisted: () => count,
    end: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
  };
}
