import { below, type Rng } from '../../../core/rng.ts';
import type { Table } from '../../../core/table.ts';
import type { ForestRoom, GrowthLimits } from '../../../kernels/forest/forest-kernel.ts';
import { openForestKernel } from '../../../kernels/forest/open-forest-kernel.ts';
import type { ForestKernel } from '../../../kernels/forest/forest-kernel.ts';
import { wholeNumbers, type Answers, type WholeNumbers } from '../../../kernels/forest/whole-numbers.ts';
import { openTreeKernel } from '../../../kernels/trees/open-tree-kernel.ts';
import type { Work } from '../../../kernels/work.ts';
import { pause, type WorkContext } from '../../../core/context.ts';
import { drive } from '../../../kernels/drive.ts';
import { groundOf, type GroundFeature } from './ground.ts';
import { readTree, type ReadTree } from '../../../kernels/forest/read-tree.ts';

/** Visits of a row between two pauses: a millisecond or two. */
const PIECE = 1 << 20;

/** All that trees of one fit share. */
export interface Forest {
  readonly kernel: ForestKernel;
  readonly features: readonly GroundFeature[];
  readonly answers: Answers;
  readonly whole: WholeNumbers;
}

/** Cuts the table into bins and makes room for trees. */
export async function openForest(
  table: Table,
  answers: Answers,
  limits: GrowthLimits,
  context: WorkContext & { readonly rng: Rng }
): Promise<Forest> {
  const nothing = new Uint32Array(0);
  const empty = { train: nothing, held: nothing, y: new Float64Array(0), weights: null, outputs: 0 };
  const binning = await openTreeKernel({ ...empty, rows: table.rows, features: table.columns.length }, null);
  const features = await drive(groundOf(table, context.rng, binning), context);
  const whole = wholeNumbers(answers);
  const room: ForestRoom = { rows: table.rows, y: answers.y, whole };
  const kernel = await openForestKernel(room, features, limits);
  for (const [j, { binOf, fine }] of features.entries()) {
    kernel.fill(j, binOf, fine && fine.finer);
    await pause(context);
  }
  return { kernel, features, answers, whole };
}

/** Grows one tree. It depends on the seed alone. */
export function* growTree({ kernel, answers, whole }: Forest, seed: number): Work<ReadTree> {
  kernel.begin(seed);
  yield 4 * answers.y.length;
  while (kernel.grow(PIECE)) yield PIECE;
  const nodes = kernel.tree();
  yield 4 * nodes.order.length;
  return readTree(nodes, answers, whole);
}

export const treeSeed = (rng: Rng): number => below(rng, 2 ** 32);
