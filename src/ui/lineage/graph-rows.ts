import { foldLineage, grouped, type Graph, type ShownNode } from './fold-lineage.ts';
import type { Lineage } from './reach.ts';

/** A line of the picture: from a lane at the upper edge of a row, or at its middle, to one at the middle, or the lower edge. */
export interface Strand {
  readonly from: number;
  readonly to: number;
  readonly part: 'above' | 'below' | 'through';
}

/** One row of the picture: a node, the lane it stands in, and what runs by. */
export interface GraphRow {
  readonly node: ShownNode;
  readonly lane: number;
  readonly strands: readonly Strand[];
  /** Names of what it was made from. */
  readonly sources: readonly string[];
}

export interface GraphPicture {
  readonly rows: readonly GraphRow[];
  readonly lanes: number;
}

/**
 * What was made from what, as rows with lanes: what came of something stands above it, so that the newest is first, and each lane leads down to where it
 * came from.
 */
export function drawLineage(lineage: Lineage, isFolded: boolean): GraphPicture {
  const graph = isFolded ? foldLineage(lineage) : { nodes: lineage.nodes.map((node) => ({ ...node, count: 1 })), edges: lineage.edges };
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const sources = grouped(graph.edges, 1, 0);
  /** What each lane leads to; null = it is free. */
  const lanes: (string | null)[] = [];
  let most = 1;
  const rows = inOrder(graph).map((id): GraphRow => {
    const own = lanes.indexOf(id);
    const lane = own >= 0 ? own : freeLane(lanes);
    const strands: Strand[] = [];
    for (const [from, waits] of lanes.entries()) {
      if (waits === id) strands.push({ from, to: lane, part: 'above' });
      else if (waits !== null) strands.push({ from, to: from, part: 'through' });
    }
    for (const [at, waits] of lanes.entries()) if (waits === id) lanes[at] = null;
    lanes[lane] = null;
    const from = (sources.get(id) ?? []).filter((source) => byId.has(source));
    for (const [i, source] of from.entries()) strands.push({ from: lane, to: laneTo(source, lanes, i === 0 ? lane : -1), part: 'below' });
    most = Math.max(most, lanes.length);
    return { node: byId.get(id)!, lane, strands, sources: from.map((source) => byId.get(source)!.name) };
  });
  return { rows, lanes: most };
}

/** The lane that leads to a source already, else the preferred one, else a free one. */
function laneTo(source: string, lanes: (string | null)[], preferred: number): number {
  const known = lanes.indexOf(source);
  if (known >= 0) return known;
  const lane = preferred >= 0 ? preferred : freeLane(lanes);
  lanes[lane] = source;
  return lane;
}

function freeLane(lanes: (string | null)[]): number {
  const free = lanes.indexOf(null);
  if (free >= 0) return free;
  lanes.push(null);
  return lanes.length - 1;
}

/** Everything above what it was made from, chain by chain, the latest first. What was made from nothing here, a recipe, stands right below its last use. */
function inOrder({ nodes, edges }: Graph): string[] {
  const known = new Set(nodes.map(({ id }) => id));
  const sources = grouped(edges, 1, 0);
  const results = grouped(edges, 0, 1);
  const begins = ({ id }: ShownNode) => !(sources.get(id) ?? []).some((source) => known.has(source));
  const ordered = new Set<string>();
  const emit = (id: string) => {
    ordered.add(id);
    for (const source of sources.get(id) ?? [])
      if (!sources.has(source) && results.get(source)!.every((result) => ordered.has(result))) ordered.add(source);
  };
  const roots = nodes.filter(begins);
  for (const { id } of [...roots.filter(({ kind }) => kind === 'dataset').reverse(), ...roots])
    descend(id, { results, known }, ordered, emit);
  return [...ordered].filter((id) => known.has(id));
}

/** Tells all that came of a thing, before the thing itself. */
function descend(
  start: string,
  { results, known }: { readonly results: ReadonlyMap<string, readonly string[]>; readonly known: ReadonlySet<string> },
  done: ReadonlySet<string>,
  emit: (id: string) => void
): void {
  const entered = new Set<string>();
  const stack: { readonly id: string; readonly left: string[] }[] = [];
  const enter = (id: string) => {
    if (entered.has(id) || done.has(id) || !known.has(id)) return;
    entered.add(id);
    stack.push({ id, left: [...(results.get(id) ?? [])] });
  };
  enter(start);
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const next = top.left.pop();
    if (next === undefined) emit(stack.pop()!.id);
    else enter(next);
  }
}
