import type { Work } from '../../kernels/work.ts';

export type Linkage = 'ward' | 'complete' | 'average' | 'single';

export interface Merge {
  /** Clusters that became one: 0 to n - 1 are rows. */
  readonly a: number;
  readonly b: number;
  readonly height: number;
}

/**
 * Merges the two nearest clusters until one is left, by chains of nearest neighbours: n² steps for these linkages.
 * Sources: Murtagh (1983), "A survey of recent advances in hierarchical clustering algorithms"; Lance & Williams (1967) for the distances of what was merged.
 * @param far distances of the pairs, condensed: pair (i, j), i < j, stands at `pairAt(n, i, j)`; changed in place. Euclidean for Ward.
 * @returns n - 1 merges, the lowest first, each named by one row of either cluster
 */
export function* agglomerate(far: Float64Array, n: number, linkage: Linkage): Work<Merge[]> {
  const sizes = new Float64Array(n).fill(1);
  const isOpen = new Uint8Array(n).fill(1);
  const chain: number[] = [];
  const merges: Merge[] = [];
  while (merges.length < n - 1) {
    if (chain.length === 0) chain.push(isOpen.indexOf(1));
    for (;;) {
      const last = chain.at(-1)!;
      const before = chain.at(-2) ?? -1;
      const next = nearestOf(far, n, last, before, isOpen);
      yield n;
      if (next === before) break;
      chain.push(next);
    }
    const [b, a] = [chain.pop()!, chain.pop()!];
    const height = far[pairAt(n, a, b)]!;
    mergeInto(far, n, { from: a, into: b, height }, { sizes, isOpen, linkage });
    merges.push({ a, b, height });
    yield n;
  }
  return merges.sort((x, y) => x.height - y.height);
}

export const pairAt = (n: number, i: number, j: number): number => (i < j ? i * n - (i * (i + 1)) / 2 + j - i - 1 : pairAt(n, j, i));

/** The one before in the chain wins among equals, or chains would never end. */
function nearestOf(far: Float64Array, n: number, of: number, before: number, isOpen: Uint8Array): number {
  let best = before;
  let least = before < 0 ? Infinity : far[pairAt(n, of, before)]!;
  for (let other = 0; other < n; other++) {
    if (other === of || !isOpen[other]) continue;
    const distance = far[pairAt(n, of, other)]!;
    if (distance < least) {
      least = distance;
      best = other;
    }
  }
  return best;
}

interface Standing {
  readonly sizes: Float64Array;
  readonly isOpen: Uint8Array;
  readonly linkage: Linkage;
}

function mergeInto(
  far: Float64Array,
  n: number,
  { from, into, height }: { readonly from: number; readonly into: number; readonly height: number },
  { sizes, isOpen, linkage }: Standing
): void {
  isOpen[from] = 0;
  for (let other = 0; other < n; other++) {
    if (!isOpen[other] || other === into) continue;
    const at = pairAt(n, into, other);
    far[at] = merged(far[pairAt(n, from, other)]!, far[at]!, height, [sizes[from]!, sizes[into]!, sizes[other]!], linkage);
  }
  sizes[into]! += sizes[from]!;
}

function merged(a: number, b: number, height: number, [na, nb, nc]: readonly [number, number, number], linkage: Linkage): number {
  switch (linkage) {
    case 'single':
      return Math.min(a, b);
    case 'complete':
      return Math.max(a, b);
    case 'average':
      return (na * a + nb * b) / (na + nb);
    case 'ward':
      return Math.sqrt(Math.max(0, ((na + nc) * a * a + (nb + nc) * b * b - nc * height * height) / (na + nb + nc)));
  }
}

/** The clusters that are left when the lowest merges are done. @returns labels 0 to `clusters - 1` by first row */
export function cutMerges(merges: readonly Merge[], n: number, clusters: number): Int32Array {
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const rootOf = (row: number): number => {
    let at = row;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  for (const { a, b } of merges.slice(0, Math.max(0, n - clusters))) parent[rootOf(a)] = rootOf(b);
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: n }, (_, row) => {
    const root = rootOf(row);
    if (!numbers.has(root)) numbers.set(root, numbers.size);
    return numbers.get(root)!;
  });
}
