import type { Rng } from '../../../core/rng.ts';
import type { TreeRoom } from '../../../kernels/trees/tree-kernel.ts';
import type { Work } from '../../../kernels/work.ts';
import { growTree, type GrownTree, type Ground } from './grow-tree.ts';
import type { Moment } from './moment.ts';
import { drawByGradient, drawFeatures, drawRows, type Drawn, type RoundSettings } from './sampling.ts';

/** One tree per output, all on the derivatives of the same moment and the same rows. */
export function* growRound(moment: Moment, ground: Ground, room: TreeRoom, settings: RoundSettings, rng: Rng): Work<GrownTree[]> {
  const drawn = drawnFor(moment, room, settings, rng);
  if (drawn) yield 40 * room.train.length;
  const trees: GrownTree[] = [];
  for (let output = 0; output < room.outputs; output++) {
    const tree = yield* growTree(ground, {
      output,
      rows: drawn?.rows ?? null,
      count: (drawn?.rows ?? room.train).length,
      counted: drawFeatures(room.features, settings.colsampleByTree, null, rng),
      scale: moment.scale,
      leaf: moment.leaf,
      rng
    });
    if (drawn) yield* moment.add(tree, output, drawn.rest);
    yield* moment.add(tree, output, room.held);
    trees.push(tree);
  }
  return trees;
}

/** Null = all rows. */
function drawnFor({ kernel }: Moment, { train, outputs }: TreeRoom, settings: RoundSettings, rng: Rng): Drawn | null {
  if (settings.sampling === 'goss') return drawByGradient(kernel, train, outputs, settings, rng);
  return settings.subsample < 1 ? drawRows(train, settings.subsample, rng) : null;
}
