import type { ForestFeature, ForestKernel, ForestRoom, GrowthLimits } from './forest-kernel.ts';
import { PlainForestKernel } from './plain-forest-kernel.ts';
import { createWasmForestKernel } from './wasm-forest-kernel.ts';

/** The fastest kernel there is here; all give the same bits. */
export const openForestKernel = async (room: ForestRoom, features: readonly ForestFeature[], limits: GrowthLimits): Promise<ForestKernel> =>
  (await createWasmForestKernel(room, features, limits)) ?? new PlainForestKernel(room, features, limits);
