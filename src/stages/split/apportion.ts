import { shuffled, type Rng } from '../../core/rng.ts';

/**
 * Whole numbers in proportion to `shares`, each within 1 of its exact value, that add up to `total`: largest remainders, where a part that has got
 * too little so far goes first.
 * @param behind how many rows each part is owed from before; updated
 * @param favourite a part that must not go empty-handed when one row or more is there to give; -1 = none
 */
export function apportion(total: number, shares: readonly number[], behind: Float64Array, favourite: number): number[] {
  const exact = shares.map((share) => share * total);
  const counts = exact.map((value) => Math.floor(value + 1e-9));
  const owed = exact.map((value, part) => value - counts[part]! + behind[part]!);
  const isOpen = exact.map((value, part) => value - counts[part]! > 1e-9);
  for (let left = total - counts.reduce((sum, count) => sum + count, 0); left > 0; left--) {
    const wantsFavourite = favourite >= 0 && counts[favourite] === 0 && isOpen[favourite]!;
    const part = wantsFavourite ? favourite : mostOwed(owed, isOpen);
    counts[part]!++;
    owed[part]!--;
    isOpen[part] = false;
  }
  exact.forEach((value, part) => (behind[part]! += value - counts[part]!));
  return counts;
}

function mostOwed(owed: readonly number[], isOpen: readonly boolean[]): number {
  let best = -1;
  owed.forEach((value, part) => {
    if (isOpen[part] && (best < 0 || value > owed[best]! + 1e-9)) best = part;
  });
  return best;
}

/**
 * Draws, stratum by stratum, which part each entry goes to.
 * @param strata stratum of each entry
 * @returns for each entry the place of its share
 */
export function drawParts(strata: Int32Array, shares: readonly number[], rng: Rng): Int32Array {
  const parts = new Int32Array(strata.length);
  const behind = new Float64Array(shares.length);
  for (const members of membersOf(strata)) {
    const order = shuffled(members, rng);
    const counts = apportion(order.length, shares, behind, 0);
    let at = 0;
    counts.forEach((count, part) => {
      for (let i = 0; i < count; i++) parts[order[at++]!] = part;
    });
  }
  return parts;
}

/** Draws folds that hold each stratum in equal shares, within 1, and are of equal size, within 1. */
export function drawFolds(strata: Int32Array, folds: number, rng: Rng): Int32Array {
  const foldOf = new Int32Array(strata.length);
  let next = 0;
  for (const members of membersOf(strata)) for (const entry of shuffled(members, rng)) foldOf[entry] = next++ % folds;
  return foldOf;
}

/** The entries of each stratum, the largest stratum first. */
export function membersOf(strata: Int32Array): Int32Array[] {
  const sizes = new Map<number, number>();
  for (const stratum of strata) sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1);
  const members = new Map([...sizes].map(([stratum, size]) => [stratum, { entries: new Int32Array(size), filled: 0 }]));
  for (let entry = 0; entry < strata.length; entry++) {
    const own = members.get(strata[entry]!)!;
    own.entries[own.filled++] = entry;
  }
  return [...members].sort(([a, one], [b, other]) => other.entries.length - one.entries.length || a - b).map(([, { entries }]) => entries);
}

/**
 * Deals whole groups to bins of wanted sizes, the largest group first, each to the bin that is furthest behind; groups of equal size in random order.
 * @param sizes rows of each group
 * @param wanted rows each bin should get; 0 = none at all
 * @returns the bin of each group
 */
export function dealGroups(sizes: readonly number[], wanted: readonly number[], rng: Rng): Int32Array {
  const order = [...shuffled(Int32Array.from(sizes.keys()), rng)].sort((a, b) => sizes[b]! - sizes[a]!);
  const behind = [...wanted];
  const isEmpty = wanted.map((rows) => rows > 0);
  const binOf = new Int32Array(sizes.length);
  order.forEach((group, dealt) => {
    const mustFill = order.length - dealt <= isEmpty.filter(Boolean).length;
    const open = [...wanted.keys()].filter((bin) => wanted[bin]! > 0 && (!mustFill || isEmpty[bin]));
    const bin = open.reduce((best, candidate) => (behind[candidate]! > behind[best]! + 1e-9 ? candidate : best));
    binOf[group] = bin;
    behind[bin]! -= sizes[group]!;
    isEmpty[bin] = false;
  });
  return binOf;
}
