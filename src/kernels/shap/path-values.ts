import { pause, type WorkContext } from '../../core/context.ts';
import { wasmInstances } from '../wasm.ts';
import { layOutTree } from './lay-out-tree.ts';
import type { PathKernel, PathRows } from './path-kernel.ts';
import { PlainPathKernel } from './plain-path-kernel.ts';
import type { ShapTrees, ShapValues } from './shap-trees.ts';
import { WasmPathKernel, type PathExports } from './wasm-path-kernel.ts';

const instances = wasmInstances<PathExports>(() => import('./assembly/index.ts?asc-growing'));

/** Nodes times points times rows between two pauses: some 30 ms. */
const STRIDE = 2e7;

/** In WebAssembly; null where the engine has none with SIMD. */
export async function openFastPathKernel(rows: PathRows): Promise<PathKernel | null> {
  const run = await instances();
  return run && new WasmPathKernel(run, rows);
}

/**
 * Exact Shapley values of trees, path-dependent: a player that is not known lets a row go both ways, by the shares of the training rows that went each.
 * Source: Lundberg et al. (2020), "From local explanations to global understanding with explainable AI for trees", algorithm 2, for what is worked out.
 * @param x row-major [rows, cols]
 * @throws the signal's reason when it is aborted
 */
export async function pathValues(trees: ShapTrees, x: Float64Array, cols: number, context: WorkContext): Promise<ShapValues> {
  const rows = x.length / cols;
  const held = { x, rows, cols, players: trees.players, categoryBits: trees.categoryBits };
  const kernel = (await openFastPathKernel(held)) ?? new PlainPathKernel(held);
  let base = 0;
  for (const [t, root] of trees.roots.entries()) {
    await pause(context);
    const tree = layOutTree(trees, root);
    base += tree.base;
    const stretch = Math.max(1, Math.floor(STRIDE / (tree.size * tree.points)));
    for (let from = 0; from < rows; from += stretch) {
      if (from > 0) await pause(context);
      kernel.addTree(tree, from, Math.min(rows, from + stretch));
    }
    context.onProgress((t + 1) / trees.roots.length);
  }
  return { values: kernel.values(), base };
}
