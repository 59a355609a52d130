import { fixedPoint, type FixedPoint } from '../../../src/kernels/trees/fixed-point.ts';
import { PlainTreeKernel } from '../../../src/kernels/trees/plain-tree-kernel.ts';
import type { FeatureShape, Loss, TreeKernel, TreeRoom } from '../../../src/kernels/trees/tree-kernel.ts';
import { createWasmTreeKernel } from '../../../src/kernels/trees/open-tree-kernel.ts';

const SQUARED: Loss = { kind: 'squared', parameter: 0 };

export type OpenKernel = (room: TreeRoom) => Promise<TreeKernel>;

/** The kernel in WebAssembly and its plain twin: what is tested of one is tested of the other. */
export const kernels: readonly (readonly [string, OpenKernel])[] = [
  ['plain', (room) => Promise.resolve(new PlainTreeKernel(room))],
  ['WebAssembly', async (room) => (await createWasmTreeKernel(room))!]
];

/** A row of a leaf under test: its bin, and its gradient, a whole number. */
export interface LeafRow {
  readonly bin: number;
  readonly gradient: number;
  readonly isIn: boolean;
}

export interface Opened {
  readonly kernel: TreeKernel;
  readonly scale: FixedPoint;
  readonly rows: number;
}

/** One feature; of the rows those that are in are trained on. Half the squared error from 0: each gradient is what the row says, each hessian 1. */
export async function openLeaf(open: OpenKernel, all: readonly LeafRow[], shape: FeatureShape): Promise<Opened> {
  const train = Uint32Array.from(all.keys()).filter((row) => all[row]!.isIn);
  const y = Float64Array.from(all, (row) => -row.gradient);
  const room: TreeRoom = { rows: all.length, features: 1, outputs: 1, train, held: new Uint32Array(0), y, weights: null };
  const kernel = await open(room);
  const { bytes, starts, steps } = kernel.bins();
  all.forEach((row, i) => (bytes[starts[0]! + steps[0]! * i] = row.bin));
  kernel.layOut([shape]);
  const scale = fixedPoint(train.length, kernel.largest(SQUARED, 0, train.length).gradient, 1);
  kernel.loss(SQUARED, 'train', 0, train.length, scale);
  kernel.begin(0);
  return { kernel, scale, rows: train.length };
}

/** Gradient, hessian and rows of each bin, in units of the data. */
export function histogramOf({ kernel, scale, rows }: Opened): number[] {
  const histogram = kernel.take();
  kernel.count(histogram, 0, rows);
  return inUnits(kernel.levels(histogram, 0), scale);
}

export const inUnits = (levels: Float64Array, { gradientScale, hessianScale }: FixedPoint): number[] =>
  Array.from(levels, (value, i) => value / [gradientScale, hessianScale, 1][i % 3]!);
