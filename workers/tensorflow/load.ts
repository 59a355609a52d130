import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import type { BackendId } from '../../src/core/model.ts';
import type { Tensorflow } from '../../src/neural/tensorflow.ts';

/** TensorFlow.js with every gradient and chained operation, which bundlers drop unless they are imported by name; loaded when first asked for. */
export async function loadCore(): Promise<Tensorflow> {
  const tf = await import('@tensorflow/tfjs-core');
  await import('@tensorflow/tfjs-core/dist/register_all_gradients.js');
  await import('@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js');
  return tf;
}

/** Loads a backend, which registers itself. */
export async function loadBackend(id: BackendId): Promise<void> {
  switch (id) {
    case 'webgpu':
      return void (await import('@tensorflow/tfjs-backend-webgpu'));
    case 'webgl':
      return void (await import('@tensorflow/tfjs-backend-webgl'));
    case 'cpu':
      return void (await import('@tensorflow/tfjs-backend-cpu'));
    case 'wasm':
      return loadWasm();
  }
}

let wasmIsSet = false;

async function loadWasm(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  if (wasmIsSet) return; // The paths can't be set again once the module runs.
  const { env } = await loadCore();
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false); // Threads hang under the content policy.
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': simd // Asked for by name, never loaded without threads.
  });
  wasmIsSet = true;
}
