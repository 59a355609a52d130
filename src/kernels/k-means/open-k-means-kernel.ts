import type { Matrix } from '../../core/matrix.ts';
import { wasmInstances } from '../wasm.ts';
import type { KMeansKernel } from './k-means-kernel.ts';
import { PlainKMeansKernel } from './plain-k-means-kernel.ts';
import { WasmKMeansKernel, type KMeansExports } from './wasm-k-means-kernel.ts';

const instances = wasmInstances<KMeansExports>(() => import('./assembly/index.ts?asc-growing'));

/** Of fewer values laying them out takes longer than it saves. */
const FEWEST_VALUES = 20_000;

/** The fastest kernel there is here; all give the same bits. To be closed in the end. */
export async function openKMeansKernel(matrix: Matrix): Promise<KMeansKernel> {
  const fast = matrix.data.length >= FEWEST_VALUES ? await openFastKMeans(matrix) : null;
  return fast ?? new PlainKMeansKernel(matrix);
}

/** In WebAssembly; null where the engine has none with SIMD. */
export async function openFastKMeans(matrix: Matrix): Promise<KMeansKernel | null> {
  const run = await instances();
  return run && new WasmKMeansKernel(run, matrix);
}
