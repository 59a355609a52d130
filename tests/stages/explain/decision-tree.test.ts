import { expect, test } from 'vitest';
import { createScorer } from '../../../src/predict/scorer.ts';
import { describeTree } from '../../../src/stages/explain/decision-tree.ts';
import { classes, features, packageOf, rows } from '../package/trained-packages.ts';

test('a tree told node by node holds all training rows, and its leaves say what the scorer says', async () => {
  const pkg = await packageOf('tree', classes);
  const tree = describeTree(pkg);
  expect(tree).toMatchObject({ target: 'answer', classes: ['no', 'yes'] });
  expect(tree.nodes[0]).toMatchObject({ parent: null, depth: 0, rows });
  for (const [place, { left, right, rows: own, question }] of tree.nodes.entries()) {
    expect(left === null).toBe(question === null);
    if (left === null) continue;
    expect(tree.nodes[left]!.rows + tree.nodes[right!]!.rows).toBe(own);
    expect([tree.nodes[left]!.parent, tree.nodes[right!]!.parent]).toEqual([place, place]);
  }
  const said = new Set(tree.nodes.filter(({ left }) => left === null).map(({ values }) => values[1]));
  const scored = createScorer(pkg).scoreTable(features);
  const shares = scored.kind === 'classes' ? scored.probabilities.filter((_, i) => i % 2 === 1) : [];
  expect(shares).toHaveLength(rows);
  expect(shares.every((share) => said.has(share))).toBe(true);
});

test('levels are told on the side they go to, each on one', async () => {
  const { nodes } = describeTree(await packageOf('tree', classes));
  const question = nodes.map((node) => node.question).find((asked) => asked?.kind === 'category')!;
  expect(question.kind === 'category' && [...question.left, ...question.right].sort()).toEqual(['blue', 'green', 'red']);
});

test('another kind of model is no tree', async () => {
  const pkg = await packageOf('forest', classes, { nEstimators: 2 });
  expect(() => describeTree(pkg)).toThrow(expect.objectContaining({ code: 'not-a-tree' }));
});
