import type { OpenTrees } from '../../core/summed-trees.ts';
import { wasmInstances } from '../wasm.ts';
import { layOutTrees } from './lay-out-trees.ts';
import { BATCH, WasmTreeSum, type TreeSumExports } from './wasm-tree-sum.ts';

const instances = wasmInstances<TreeSumExports>(() => import('./assembly/index.ts?asc-growing'));

let shared: Promise<OpenTrees | null> | null = null;

/**
 * Adds trees up in WebAssembly, 64 rows at a time: the same bits as going down each tree row by row.
 * @returns null where the engine has no WebAssembly with SIMD; what it gives opens no trees that `layOutTrees` can't lay out
 */
export const fastTreeSums = (): Promise<OpenTrees | null> => (shared ??= openShared());

/** One memory for all trees that are opened, laid out anew when others are asked: they are asked one after the other. */
async function openShared(): Promise<OpenTrees | null> {
  const run = await instances();
  if (!run) return null;
  let current: WasmTreeSum | null = null;
  return (trees) => {
    const laid = layOutTrees(trees);
    if (!laid) return null;
    const sum = new WasmTreeSum(run, laid, trees.outputs);
    return {
      batch: BATCH,
      add(values, rows, raw) {
        if (current !== sum) sum.layOut();
        current = sum;
        sum.add(values, rows, raw);
      }
    };
  };
}
