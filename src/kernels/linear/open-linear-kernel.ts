import type { LinearKernel, LinearRoom } from './linear-kernel.ts';
import { PlainLinearKernel } from './plain-linear-kernel.ts';
import { createWasmLinearKernel } from './wasm-linear-kernel.ts';

/** The fastest kernel there is here; all give the same bits. */
export const openLinearKernel = async (room: LinearRoom): Promise<LinearKernel> =>
  (await createWasmLinearKernel(room)) ?? new PlainLinearKernel(room);
