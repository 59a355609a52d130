import type { Project } from '../../app/api/projects.ts';

export type Lineage = Awaited<ReturnType<Project['lineage']>>;
export type LineageNode = Lineage['nodes'][number];

/** One link of the chain: everything of one kind that stands between the data and what is looked at. */
export interface Link {
  readonly kind: string;
  readonly label: string;
  readonly nodes: readonly LineageNode[];
}

const KINDS: readonly (readonly [kinds: readonly string[], label: string])[] = [
  [['dataset'], 'Data version'],
  [['split', 'recipe'], 'Split and recipe'],
  [['run'], 'Run'],
  [['package'], 'Package'],
  [['version'], 'Version'],
  [['deployment'], 'Deployment']
];

/** The chain through one node, by kinds. */
export function chainThrough(lineage: Lineage, id: string): Link[] {
  const through = around(lineage, id);
  return KINDS.map(([kinds, label]) => ({
    kind: kinds[0]!,
    label,
    nodes: lineage.nodes.filter((node) => through.has(node.id) && kinds.includes(node.kind))
  }));
}

/** A node, all it was made from, and all that was made of it. */
export function around({ edges }: Pick<Lineage, 'edges'>, id: string): Set<string> {
  const sources = reach(id, (at) => edges.filter(([, to]) => to === at).map(([from]) => from));
  const results = reach(id, (at) => edges.filter(([from]) => from === at).map(([, to]) => to));
  return new Set([id, ...sources, ...results]);
}

function reach(start: string, next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set<string>();
  const waiting = [...next(start)];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...next(id));
  }
  return seen;
}
