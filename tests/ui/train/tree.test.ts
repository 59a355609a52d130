import { describe, expect, test } from 'vitest';
import type { DecisionTree } from '../../../src/core/decision-tree.ts';
import { BOX, everyQuestion, firstOpen, layOutTree } from '../../../src/ui/kit/tree-layout.ts';
import { conditionsOf, sayNode, sayQuestion, treeText } from '../../../src/core/tree-words.ts';

const leaf = (parent: number, depth: number, rows: number, share: number) => ({
  ...{ parent, depth, rows, values: [1 - share, share] },
  ...{ question: null, left: null, right: null }
});

const tree: DecisionTree = {
  target: 'alive',
  classes: ['no', 'yes'],
  nodes: [
    {
      ...{ parent: null, depth: 0, rows: 100, values: [0.6, 0.4], left: 1, right: 2 },
      question: { kind: 'category', feature: 'sex', left: ['male'], right: ['female', 'other'], missingLeft: true }
    },
    leaf(0, 1, 60, 0.1),
    {
      ...{ parent: 0, depth: 1, rows: 40, values: [0.15, 0.85], left: 3, right: 4 },
      question: { kind: 'number', feature: 'fare', cut: 12.3456789, missingLeft: false }
    },
    leaf(2, 2, 10, 0.5),
    leaf(2, 2, 30, 1)
  ],
  path: []
};

describe('a tree in words', () => {
  test('a node says what holds for its rows and what they say', () => {
    expect(sayNode(tree, 0)).toBe('All rows: 100 training rows, no (60\u00a0%).');
    expect(sayNode(tree, 4)).toBe('Where sex is female or other and fare > 12.3457 or missing: 30 training rows, yes (100\u00a0%).');
    expect(conditionsOf(tree, 3)).toEqual(['sex is female or other', 'fare ≤ 12.3457']);
    expect(sayNode({ ...tree, classes: null, nodes: [{ ...tree.nodes[1]!, parent: null, values: [41.72] }] }, 0)).toBe(
      'All rows: 60 training rows, mean 41.7.'
    );
  });

  test('what is asked of one feature again and again is said once', () => {
    const asks = (cut: number | null, missingLeft: boolean) => ({
      question: { kind: 'number', feature: 'age', cut, missingLeft } as const
    });
    const inner = (parent: number | null, left: number, right: number) => ({ parent, depth: 0, rows: 9, values: [1, 0], left, right });
    const nodes = [
      { ...inner(null, 1, 6), ...asks(37.5, false) },
      { ...inner(0, 2, 3), ...asks(23, true) },
      leaf(1, 2, 3, 0),
      { ...inner(1, 4, 5), ...asks(28.25, true) },
      leaf(3, 3, 3, 0),
      leaf(3, 3, 3, 0),
      { ...inner(0, 7, 8), ...asks(null, false) },
      leaf(6, 2, 3, 0),
      leaf(6, 2, 3, 0)
    ];
    const said = [2, 4, 5, 6, 7, 8].map((node) => conditionsOf({ ...tree, nodes }, node).join(' and '));
    expect(said).toEqual([
      'age ≤ 23',
      'age > 23 and ≤ 28.25',
      'age > 28.25 and ≤ 37.5',
      'age > 37.5 or missing',
      'age > 37.5',
      'age is missing'
    ]);
  });

  test('a question is short', () => {
    expect(tree.nodes.map(sayQuestion)).toEqual(['sex: male?', '', 'fare ≤ 12.3457?', '', '']);
  });

  test('as text it is nested questions', () => {
    expect(treeText(tree)).toBe(
      [
        'if sex is male or missing then',
        '  alive = no (90\u00a0%) of 60 rows',
        'else',
        '  if fare ≤ 12.3457 then',
        '    alive = no (50\u00a0%) of 10 rows',
        '  else',
        '    alive = yes (100\u00a0%) of 30 rows'
      ].join('\n')
    );
  });
});

describe('the layout of a tree', () => {
  test('leaves stand one below the other, a question between its answers', () => {
    const { placed, width, height } = layOutTree(tree, everyQuestion(tree));
    const row = BOX.height + BOX.down;
    expect(placed.map(({ node, y }) => [node, y / row])).toEqual([
      [0, 0.75],
      [1, 0],
      [2, 1.5],
      [3, 1],
      [4, 2]
    ]);
    expect(placed[3]!.x).toBe(2 * (BOX.width + BOX.across));
    expect([width, height]).toEqual([2 * (BOX.width + BOX.across) + BOX.width, 3 * row - BOX.down]);
  });

  test('what is closed says how many questions it hides', () => {
    expect(layOutTree(tree, new Set([0])).placed.map(({ node, hidden }) => [node, hidden])).toEqual([
      [0, 0],
      [1, 0],
      [2, 1]
    ]);
    expect(layOutTree(tree, new Set()).placed).toEqual([{ node: 0, x: 0, y: 0, hidden: 2 }]);
  });

  test('at first whole levels are open, as many as a screen shows', () => {
    expect([...firstOpen(tree)]).toEqual([0, 2]);
    const wide = completeTree(6);
    expect(layOutTree(wide, firstOpen(wide)).placed.filter(({ hidden }) => hidden > 0)).toHaveLength(8);
  });
});

/** All questions, so many levels of them. */
function completeTree(levels: number): DecisionTree {
  const nodes: DecisionTree['nodes'][number][] = [];
  const grow = (parent: number | null, depth: number): number => {
    const at = nodes.push({ ...tree.nodes[0]!, parent, depth }) - 1;
    if (depth === levels) nodes[at] = { ...leaf(0, depth, 1, 1), parent };
    else nodes[at] = { ...nodes[at]!, left: grow(at, depth + 1), right: grow(at, depth + 1) };
    return at;
  };
  grow(null, 0);
  return { ...tree, nodes };
}
