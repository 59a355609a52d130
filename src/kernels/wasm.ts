/** A module as the build compiled it, from `import('./assembly/index.ts?asc')`. */
export type WasmImport = Promise<{ readonly wasm: Uint8Array<ArrayBuffer> }>;

/**
 * Makes a function that gives new instances, each with a memory of its own; the module is fetched and compiled once.
 * @returns null where the engine has no WebAssembly or lacks SIMD: then the plain twin does the work
 */
export function wasmInstances<Exports>(fetch: () => WasmImport): () => Promise<Exports | null> {
  let compiled: Promise<WebAssembly.Module | null> | null = null;
  const compile = async () => {
    const { wasm } = await fetch();
    return WebAssembly.compile(wasm).catch(() => null);
  };
  return async () => {
    if (typeof WebAssembly === 'undefined') return null;
    const module = await (compiled ??= compile());
    return module && ((await WebAssembly.instantiate(module)).exports as Exports);
  };
}
