import { counted } from '../../core/words.ts';
import { around, type Lineage, type LineageNode } from './reach.ts';

/** A node of the picture, or several shown as one. */
export interface ShownNode extends LineageNode {
  /** How many versions, or runs, it stands for; 1 = itself. */
  readonly count: number;
}

export interface Graph {
  readonly nodes: readonly ShownNode[];
  readonly edges: Lineage['edges'];
}

/** So many alike, and more, are shown as one. */
const FOLD_FROM = 4;

/** What stands for what: a thing that is kept, and all that are shown as it. */
type Folds = ReadonlyMap<string, readonly string[]>;

/** Versions in a row, each made from the one before and of no other use, as one; and the runs of which nothing was registered, with their packages. */
export function foldLineage(lineage: Lineage): Graph {
  const chains = chainsOf(lineage);
  const idle = idleRuns(lineage);
  const standIn = new Map([...chains, ...idle].flatMap(([first, all]) => all.map((id) => [id, first] as const)));
  const at = (id: string) => standIn.get(id) ?? id;
  const runs = (ids: readonly string[]) => ids.filter((id) => lineage.nodes.some((node) => node.id === id && node.kind === 'run')).length;
  const shown = (node: LineageNode): ShownNode => {
    const [chain, many] = [chains.get(node.id), idle.get(node.id)];
    if (chain)
      return {
        ...node,
        name: counted(chain.length, 'version'),
        said: 'Each made from the one below it, and of no other use.',
        count: chain.length
      };
    if (!many) return { ...node, count: 1 };
    return {
      ...node,
      name: counted(runs(many), 'run'),
      said: 'None of them was registered, nor what was made of them.',
      count: runs(many)
    };
  };
  const seen = new Set<string>();
  const edges = lineage.edges
    .map(([from, to]): [string, string] => [at(from), at(to)])
    .filter(([from, to]) => from !== to && !seen.has(`${from} ${to}`) && seen.add(`${from} ${to}`));
  return { nodes: lineage.nodes.filter(({ id }) => at(id) === id).map(shown), edges };
}

/** Runs of which nothing was registered, nor of what was made of them, and their packages. */
function idleRuns({ nodes, edges }: Lineage): Folds {
  const used = new Set(nodes.filter(({ kind }) => kind === 'version').flatMap(({ id }) => [...around({ edges }, id)]));
  const results = grouped(edges, 0, 1);
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const idle = nodes.filter(({ id, kind }) => kind === 'run' && !used.has(id)).map(({ id }) => id);
  if (idle.length < FOLD_FROM) return new Map();
  const packages = idle.flatMap((id) => (results.get(id) ?? []).filter((result) => kinds.get(result) === 'package' && !used.has(result)));
  return new Map([[idle[0]!, [...idle, ...packages]]]);
}

function chainsOf(lineage: Lineage): Folds {
  const sources = grouped(lineage.edges, 1, 0);
  const results = grouped(lineage.edges, 0, 1);
  const kinds = new Map(lineage.nodes.map(({ id, kind }) => [id, kind]));
  const only = (ids: readonly string[] | undefined) => (ids?.length === 1 && kinds.get(ids[0]!) === 'dataset' ? ids[0]! : null);
  const isMiddle = (id: string) => kinds.get(id) === 'dataset' && only(sources.get(id)) !== null && only(results.get(id)) !== null;
  const chains = new Map<string, string[]>();
  for (const { id } of lineage.nodes) {
    if (!isMiddle(id) || isMiddle(only(sources.get(id))!)) continue;
    const chain = chainFrom(id, isMiddle, (at) => only(results.get(at)));
    if (chain.length >= FOLD_FROM) chains.set(id, chain);
  }
  return chains;
}

function chainFrom(start: string, isMiddle: (id: string) => boolean, next: (id: string) => string | null): string[] {
  const chain: string[] = [];
  for (let id: string | null = start; id !== null && isMiddle(id); id = next(id)) chain.push(id);
  return chain;
}

export function grouped(edges: Lineage['edges'], by: 0 | 1, what: 0 | 1): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const edge of edges) groups.set(edge[by], [...(groups.get(edge[by]) ?? []), edge[what]]);
  return groups;
}
