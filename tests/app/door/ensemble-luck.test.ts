import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { openDoor } from './open-door.ts';

test('what luck alone gives an ensemble is found by members that learned from shuffled answers themselves', async () => {
  const rng = createRng(3);
  const rows = Array.from({ length: 400 }, () => {
    const [a, b] = [normal(rng), normal(rng)];
    return `${a.toFixed(3)},${b.toFixed(3)},${a + 0.5 * normal(rng) > 0 ? 'yes' : 'no'}`;
  });
  const project = await (await openDoor()).projects.create({ name: 'Luck' });
  await project.data.importCsv(`a,b,y\n${rows.join('\n')}\n`);
  await project.problem.set({ task: 'classification', target: 'y', metric: 'roc_auc' });
  const cv = { kind: 'stratified', folds: 3 } as const;
  const members = [await project.train({ model: 'logistic', cv }), await project.train({ model: 'tree', cv })];
  const blend = await project.ensemble({ runs: members.map(({ id }) => id), method: 'blend' });
  const { edges } = await project.lineage();
  expect(edges.filter(([, to]) => to === blend.id).map(([from]) => from)).toEqual(expect.arrayContaining(members.map(({ id }) => id)));
  const luck = await project.randomLabels(blend.id);
  expect(luck).toMatchObject({ status: 'done', randomLabels: true, model: blend.model });
  const [real, chance] = [blend.metrics['cv']!['roc_auc']!, luck.metrics['cv']!['roc_auc']!];
  expect(real.low).toBeGreaterThan(0.8);
  expect(chance.low).toBeLessThan(0.55);
  expect(chance.value).toBeLessThan(0.6);
  const made = (await project.runs()).filter(({ randomLabels }) => randomLabels);
  expect(made.map(({ model }) => model).sort()).toEqual([blend.model, 'logistic', 'tree'].sort());
});
