import { describe, expect, test } from 'vitest';
import { drawLineage, type GraphPicture } from '../../../src/ui/lineage/graph-rows.ts';
import { around, type Lineage, type LineageNode } from '../../../src/ui/lineage/reach.ts';
import { addressOf, lineageSentence } from '../../../src/ui/lineage/lineage-words.ts';

const node = (id: string, kind = 'dataset'): LineageNode => ({ id, kind, hash: `hash of ${id}`, name: id, said: '', isHere: true });
const order = ({ rows }: GraphPicture) => rows.map((row) => row.node.id);

/** Follows the strands down from a row, and says which rows they lead to. */
function endsOf({ rows }: GraphPicture, start: number): string[] {
  const found: string[] = [];
  const lanes = rows[start]!.strands.filter(({ part }) => part === 'below').map(({ to }) => to);
  for (const first of lanes) {
    let lane = first;
    for (const row of rows.slice(start + 1)) {
      const strand = row.strands.find(({ part, from }) => part !== 'below' && from === lane);
      if (!strand) throw new Error(`A line in lane ${lane} ends above ${row.node.id}.`);
      lane = strand.to;
      if (strand.part === 'above') {
        found.push(row.node.id);
        break;
      }
    }
  }
  return found.sort();
}

const project: Lineage = {
  nodes: [
    node('v1'),
    node('v2'),
    node('split', 'split'),
    node('recipe', 'recipe'),
    node('run a', 'run'),
    node('package a', 'package'),
    node('run b', 'run'),
    node('package b', 'package'),
    node('m@1', 'version'),
    node('deployment:m', 'deployment')
  ],
  edges: [
    ['v1', 'v2'],
    ['v2', 'split'],
    ['split', 'run a'],
    ['recipe', 'run a'],
    ['run a', 'package a'],
    ['split', 'run b'],
    ['recipe', 'run b'],
    ['run b', 'package b'],
    ['package b', 'm@1'],
    ['m@1', 'deployment:m']
  ]
};

describe('the picture of what came of what', () => {
  test('a thing stands above everything it was made from', () => {
    const places = new Map(order(drawLineage(project, false)).map((id, i) => [id, i]));
    expect(places.size).toBe(project.nodes.length);
    for (const [from, to] of project.edges) expect(places.get(to)).toBeLessThan(places.get(from)!);
  });

  test.each([false, true])('every line leads to what the thing was made from, folded or not: %s', (isFolded) => {
    const picture = drawLineage(project, isFolded);
    for (const [at, { node: shown }] of picture.rows.entries())
      expect(endsOf(picture, at)).toEqual(project.edges.flatMap(([from, to]) => (to === shown.id ? [from] : [])).sort());
  });

  test('runs of one division share its lane', () => {
    const nodes = [node('v1'), node('split', 'split'), ...Array.from({ length: 30 }, (_, i) => node(`run ${i}`, 'run'))];
    const edges = [['v1', 'split'] as [string, string], ...nodes.slice(2).map(({ id }): [string, string] => ['split', id])];
    expect(drawLineage({ nodes, edges }, false).lanes).toBeLessThanOrEqual(2);
  });

  test('two hundred versions in a row are shown as one until they are asked for', () => {
    const nodes = Array.from({ length: 200 }, (_, i) => node(`v${i}`));
    const edges = nodes.slice(1).map(({ id }, i): [string, string] => [`v${i}`, id]);
    const picture = drawLineage({ nodes, edges }, true);
    expect(picture.rows.map((row) => [row.node.name, row.node.count])).toEqual([
      ['v199', 1],
      ['198 versions', 198],
      ['v0', 1]
    ]);
    expect(endsOf(picture, 0)).toEqual(['v1']);
    expect(drawLineage({ nodes, edges }, false).rows).toHaveLength(200);
  });

  test('runs of which nothing was registered are shown as one; what was registered, and members of an ensemble that was, by themselves', () => {
    const runs = Array.from({ length: 30 }, (_, i) => [node(`run ${i}`, 'run'), node(`package ${i}`, 'package')]).flat();
    const nodes = [node('v1'), node('split', 'split'), ...runs, node('m@1', 'version')];
    const edges: [string, string][] = [
      ['v1', 'split'],
      ['package 7', 'm@1'],
      ['run 3', 'run 7'],
      ['run 4', 'run 5']
    ];
    for (let i = 0; i < 30; i++) edges.push(['split', `run ${i}`], [`run ${i}`, `package ${i}`]);
    const picture = drawLineage({ nodes, edges }, true);
    expect(picture.rows.map((row) => row.node.name).sort()).toEqual([
      '28 runs',
      'm@1',
      'package 3',
      'package 7',
      'run 3',
      'run 7',
      'split',
      'v1'
    ]);
    const many = picture.rows.findIndex((row) => row.node.name === '28 runs');
    expect(endsOf(picture, many)).toEqual(['split']);
    expect(drawLineage({ nodes, edges }, false).rows).toHaveLength(nodes.length);
  });

  test('a version that a run was made from is not folded away', () => {
    const nodes = [...Array.from({ length: 12 }, (_, i) => node(`v${i}`)), node('split', 'split')];
    const edges = [...nodes.slice(1, 12).map(({ id }, i): [string, string] => [`v${i}`, id]), ['v6', 'split'] as [string, string]];
    expect(order(drawLineage({ nodes, edges }, true))).toContain('v6');
  });

  test('a join leads to both tables, one of which may be gone', () => {
    const nodes = [node('left'), node('right'), node('joined')];
    const picture = drawLineage({ nodes, edges: [['left', 'joined'], ['right', 'joined'], ['lost', 'joined']] }, false); // prettier-ignore
    expect(picture.rows[0]!.sources).toEqual(['left', 'right']);
    expect(endsOf(picture, 0)).toEqual(['left', 'right']);
  });

  test('nothing was made yet', () => expect(drawLineage({ nodes: [], edges: [] }, true).rows).toEqual([]));
});

test('what is near a thing is what it was made from and what came of it, not its neighbours', () => {
  expect([...around(project, 'package a')].sort()).toEqual(['package a', 'recipe', 'run a', 'split', 'v1', 'v2']);
});

test('the sentence counts what there is', () => {
  expect(lineageSentence(project)).toBe(
    '2 data versions, 1 split, 1 recipe, 2 runs, 2 packages, 1 registered version and 1 deployment, the latest above: each line leads down to what a thing was made from.'
  );
});

test('a version of another project has no page here', () => {
  expect(addressOf('p', { ...node('x'), name: 'sales, version 3' })).toBe('#/p/p/data?version=3');
  expect(addressOf('p', { ...node('x'), name: 'sales, version 3', isHere: false })).toBeNull();
});
