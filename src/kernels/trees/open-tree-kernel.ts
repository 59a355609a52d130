import type { Exported, ThreadTeam } from '../../core/threads.ts';
import { alone } from '../threads/crew.ts';
import { shareModule, wasmInstances } from '../wasm.ts';
import { PlainTreeKernel } from './plain-tree-kernel.ts';
import type { TreeKernel, TreeRoom } from './tree-kernel.ts';
import { SHARED_CALLS, WasmTreeKernel, type TreeExports } from './wasm-tree-kernel.ts';

const instances = wasmInstances<TreeExports>(() => import('./assembly/index.ts?asc-growing'));
const shared = shareModule<TreeExports>(() => import('./assembly/index.ts?asc-shared'), SHARED_CALLS);

/** Additions to histograms in a round below which threads cost more than they bring. */
const LEAST_WORK = 200_000;

/** The fastest kernel there is here; all give the same bits, with however many threads. To be closed in the end. */
export async function openTreeKernel(room: TreeRoom, threads: ThreadTeam | null): Promise<TreeKernel> {
  const isLarge = room.train.length * room.features >= LEAST_WORK;
  const crew = threads && isLarge ? await shared(threads) : null;
  if (crew) return new WasmTreeKernel(crew.exported, crew.crew, room);
  return (await createWasmTreeKernel(room)) ?? new PlainTreeKernel(room);
}

/** On one thread; null where the engine has no WebAssembly with SIMD. */
export async function createWasmTreeKernel(room: TreeRoom): Promise<WasmTreeKernel | null> {
  const run = await instances();
  return run && new WasmTreeKernel(run, alone(run as unknown as Exported), room);
}
