import type { Pacer } from '../../../core/pacer.ts';

/** One column at one coarseness: the code of each row, from -1. */
export interface Rung {
  readonly codes: Int32Array;
}

/** A column from as it is to nothing of it; each rung is coarser than the one before. */
export type Ladder = readonly Rung[];

/**
 * The rung of each column at which every row shares its values with at least k - 1 others. Greedy: up the ladder that leaves the fewest rows in
 * small groups for what it gives up, then down again wherever k holds all the same, so that no column could be one rung finer. After Sweeney's
 * Datafly (2002), which climbs by the number of values and does not come down.
 * @returns null when even the coarsest rungs do not reach k (fewer rows than k)
 */
export async function leastCoarse(ladders: readonly Ladder[], rows: number, k: number, pace: Pacer): Promise<number[] | null> {
  const exposed = async (at: readonly number[]) => {
    await pace(rows * ladders.length * 60);
    return exposedRows(
      ladders.map((ladder, i) => ladder[at[i]!]!),
      rows,
      k
    );
  };
  const at = ladders.map(() => 0);
  let left = await exposed(at);
  while (left > 0) {
    const best = await bestClimb(ladders, at, left, exposed);
    if (!best) return null;
    at[best.ladder]!++;
    left = best.left;
  }
  await climbDown(at, exposed);
  return at;
}

type Exposed = (at: readonly number[]) => Promise<number>;

async function bestClimb(ladders: readonly Ladder[], at: readonly number[], left: number, exposed: Exposed) {
  let best: { ladder: number; left: number; worth: number } | null = null;
  for (const [ladder, rungs] of ladders.entries()) {
    if (at[ladder]! + 1 >= rungs.length) continue;
    const after = await exposed(at.map((rung, i) => (i === ladder ? rung + 1 : rung)));
    const given = bits(rungs[at[ladder]!]!) - bits(rungs[at[ladder]! + 1]!);
    const worth = (left - after + 1) / (given + 0.1);
    if (!best || worth > best.worth) best = { ladder, left: after, worth };
  }
  return best;
}

/** From the column that was made coarsest on. */
async function climbDown(at: number[], exposed: Exposed): Promise<void> {
  for (let hasMoved = true; hasMoved;) {
    hasMoved = false;
    for (const ladder of [...at.keys()].sort((a, b) => at[b]! - at[a]!)) {
      if (at[ladder] === 0 || (await exposed(at.map((rung, i) => (i === ladder ? rung - 1 : rung)))) > 0) continue;
      at[ladder]!--;
      hasMoved = true;
    }
  }
}

/** Entropy of a rung's values: what knowing one tells. */
function bits({ codes }: Rung): number {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values()) sum -= (count / codes.length) * Math.log2(count / codes.length);
  return sum;
}

/** Rows in groups of fewer than k. */
export function exposedRows(rungs: readonly Rung[], rows: number, k: number): number {
  let groups = new Int32Array(rows);
  let count = rows === 0 ? 0 : 1;
  for (const { codes } of rungs) {
    const numbers = new Map<number, number>();
    const refined = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      const key = (codes[row]! + 1) * count + groups[row]!;
      let number = numbers.get(key);
      if (number === undefined) numbers.set(key, (number = numbers.size));
      refined[row] = number;
    }
    groups = refined;
    count = numbers.size;
  }
  const sizes = new Uint32Array(count);
  for (const group of groups) sizes[group]!++;
  return sizes.reduce((sum, size) => sum + (size < k ? size : 0), 0);
}
