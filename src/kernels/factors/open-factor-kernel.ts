import { wasmInstances } from '../wasm.ts';
import type { FactorKernel, Factors, SparseRows } from './factor-kernel.ts';
import { PlainFactorKernel } from './plain-factor-kernel.ts';
import { WasmFactorKernel, type FactorExports } from './wasm-factor-kernel.ts';

const instances = wasmInstances<FactorExports>(() => import('./assembly/index.ts?asc-growing'));

/** The fastest kernel there is here; all give the same bits. To be closed in the end. */
export async function openFactorKernel(x: SparseRows, factors: Factors, parts: number): Promise<FactorKernel> {
  const run = await instances();
  return (run && WasmFactorKernel.open(run, x, factors, parts)) ?? new PlainFactorKernel(x, factors, parts);
}
