import { test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { fitContext, numberTable } from '../stages/train/support.ts';
import { openForest } from '../../src/stages/train/forest/grow-forest.ts';
import { OutOfBagSums } from '../../src/stages/train/forest/out-of-bag.ts';
import { ForestPacker } from '../../src/stages/train/forest/pack-forest.ts';
import { addImportances, readTree } from '../../src/stages/train/forest/read-tree.ts';
import { finish } from '../../src/kernels/work.ts';
const cpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1000; };
test('x', { timeout: 1e6 }, async () => {
const ROWS=100000, COLS=30;
  const rng = createRng(11);
  const columns = Array.from({ length: COLS }, () => Float64Array.from({ length: 1 * ROWS }, () => normal(rng)));
  const at = (j: number, i: number) => columns[j]![i]!;
  const y = Int32Array.from({ length: 1 * ROWS }, (_, i) =>
    at(0, i) + at(1, i) * at(2, i) + Math.sin(3 * at(3, i)) + 0.5 * at(4, i) ** 2 + normal(rng) > 0.5 ? 1 : 0
  );
const train = numberTable(Object.fromEntries(columns.map((values, j) => [`x${j}`, values])));
  for (const isRandom of [false, true]) {
  const t: Record<string, number> = {};
  const time = <T>(name: string, f: () => T): T => { const s = cpu(); const r = f(); t[name] = (t[name] ?? 0) + cpu() - s; return r; };
  const s0 = cpu();
  const f = await openForest(train, { y, classes: 2, weights: null }, { criterion: 'gini', isRandom, maxFeatures: 5, maxDepth: 0, minSamplesSplit: 2, minSamplesLeaf: 1, draws: isRandom?0:ROWS }, fitContext());
  t.open = cpu() - s0;
  const packer = new ForestPacker(f.features, 2), oob = new OutOfBagSums(ROWS, f.features, 2), imp = new Float64Array(30);
  for (let k = 0; k < 20; k++) {
    time('begin', () => f.kernel.begin(k));
    time('grow', () => { while (f.kernel.grow(1 << 20)); });
    const tree = time('read', () => readTree(f.kernel.tree(), f.answers, f.whole));
    time('pack', () => packer.add(tree));
    time('imp', () => addImportances(tree, 'gini', imp));
    if (!isRandom) time('oob', () => finish(oob.add(tree)));
  }
  console.log('stdout', packer.nodes, JSON.stringify(t));
  }
});
