import { PlainTreeKernel } from './plain-tree-kernel.ts';
import type { TreeKernel, TreeRoom } from './tree-kernel.ts';
import { createWasmTreeKernel } from './wasm-tree-kernel.ts';

/** The fastest kernel there is here; all give the same bits. */
export const openTreeKernel = async (room: TreeRoom): Promise<TreeKernel> =>
  (await createWasmTreeKernel(room)) ?? new PlainTreeKernel(room);
