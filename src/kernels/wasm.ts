import { noteWasm } from './count-wasm.ts';
import type { Crew, Exported, ThreadTeam } from '../core/threads.ts';

/** A module as the build compiled it, from `import('./assembly/index.ts?asc')`. */
export type WasmImport = Promise<{ readonly wasm: Uint8Array<ArrayBuffer> }>;

/** Null where the engine has no WebAssembly, or lacks SIMD or threads that the module uses. */
function compiledOnce(fetch: () => WasmImport): () => Promise<WebAssembly.Module | null> {
  let compiled: Promise<WebAssembly.Module | null> | null = null;
  const compile = async () => {
    const { wasm } = await fetch();
    return WebAssembly.compile(wasm).catch(() => null);
  };
  return async () => (typeof WebAssembly === 'undefined' ? null : (compiled ??= compile()));
}

/**
 * Makes a function that gives new instances, each with a memory of its own; the module is fetched and compiled once.
 * @returns null where the engine has no WebAssembly or lacks SIMD: then the plain twin does the work
 */
export function wasmInstances<Exports>(fetch: () => WasmImport): () => Promise<Exports | null> {
  const compiled = compiledOnce(fetch);
  return async () => {
    const module = await compiled();
    if (!module) return null;
    const { exports } = await WebAssembly.instantiate(module);
    noteWasm(exports as object);
    return exports as Exports;
  };
}

/** Pages of 64 KiB: 4 GiB. What is not used is only an address. */
const MOST_PAGES = 65_536;

/**
 * Makes a function that gives a new instance whose memory a crew shares.
 * @param fetch a module that imports a shared `env.memory`
 * @param names of the functions that threads are asked for
 * @returns null where there is no crew to be had
 */
export function shareModule<Exports>(
  fetch: () => WasmImport,
  names: readonly string[]
): (team: ThreadTeam) => Promise<{ exported: Exports; crew: Crew } | null> {
  const compiled = compiledOnce(fetch);
  return async (team) => {
    const module = await compiled();
    const memory = module && sharedMemory();
    if (!module || !memory) return null;
    const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
    noteWasm({ memory });
    const crew = await team.enlist(module, memory, names, exports as Exported);
    return crew && { exported: { ...(exports as object), memory } as Exports, crew };
  };
}

function sharedMemory(): WebAssembly.Memory | null {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  } catch {
    // A device that can't set so many addresses apart works on one thread.
    return null;
  }
}
