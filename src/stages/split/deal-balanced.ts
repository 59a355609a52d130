import { shuffled, type Rng } from '../../core/rng.ts';

/** Passes over the groups after the first dealing; they end sooner when a pass moves none. */
const PASSES = 8;
/** Pairs of groups change places too where they are few. */
const MOST_TO_SWAP = 300;

/**
 * Deals whole groups to bins so that every stratum, and the rows as such, are divided by the shares as nearly as groups allow: the groups whose strata are
 * furthest from even first, each where the sum of squared deviations grows least; then each is moved, and pairs change places, where that lowers the sum.
 * Source of the first dealing: StratifiedGroupKFold of scikit-learn. Departs from it: shares need not be equal, the rows as such count like a class, and groups are moved afterwards.
 * @param counts rows by group and stratum, row-major [groups, strata]
 * @param shares of each bin; 0 = it gets none, every other at least one group where there are enough
 * @returns the bin of each group
 */
export function dealBalanced(counts: Float64Array, strata: number, shares: readonly number[], rng: Rng): Int32Array {
  const balance = new Balance(counts, strata, shares);
  const { groups } = balance;
  const spread = Float64Array.from({ length: groups }, (_, group) => balance.unevenness(group));
  const order = [
    ...shuffled(
      Int32Array.from({ length: groups }, (_, i) => i),
      rng
    )
  ].sort((a, b) => spread[b]! - spread[a]!);
  const open = [...shares.keys()].filter((bin) => shares[bin]! > 0);
  order.forEach((group, dealt) => {
    const empty = open.filter((bin) => balance.sizes[bin] === 0);
    balance.put(group, balance.best(group, groups - dealt <= empty.length ? empty : open));
  });
  for (let pass = 0; pass < PASSES; pass++) {
    const moved = moveAll(balance, order, open);
    const swapped = groups <= MOST_TO_SWAP && swapAll(balance, order);
    if (!moved && !swapped) break;
  }
  return balance.binOf;
}

/** @returns whether any was moved */
function moveAll(balance: Balance, order: readonly number[], open: readonly number[]): boolean {
  let moved = false;
  for (const group of order) {
    const from = balance.binOf[group]!;
    if (balance.sizes[from] === 1) continue;
    balance.take(group);
    const stay = balance.cost(group, from);
    const to = balance.best(group, open);
    const isBetter = balance.cost(group, to) < stay - 1e-12;
    balance.put(group, isBetter ? to : from);
    moved ||= isBetter;
  }
  return moved;
}

/** @returns whether any two changed places */
function swapAll(balance: Balance, order: readonly number[]): boolean {
  let swapped = false;
  for (const [i, one] of order.entries())
    for (const other of order.slice(i + 1)) {
      const [a, b] = [balance.binOf[one]!, balance.binOf[other]!];
      if (a === b) continue;
      const before = balance.sum(a) + balance.sum(b);
      balance.exchange(one, other);
      if (balance.sum(a) + balance.sum(b) < before - 1e-12) swapped = true;
      else balance.exchange(one, other);
    }
  return swapped;
}

/** What is in each bin, of each stratum as a share of all of it; the last stratum is all rows. */
class Balance {
  readonly groups: number;
  readonly binOf: Int32Array;
  /** Groups in each bin. */
  readonly sizes: number[];
  readonly #strata: number;
  /** [groups, strata + 1] */
  readonly #parts: Float64Array;
  /** [bins, strata + 1], how much each bin still lacks. */
  readonly #lacking: Float64Array;

  constructor(counts: Float64Array, strata: number, shares: readonly number[]) {
    this.#strata = strata + 1;
    this.groups = counts.length / strata;
    this.binOf = new Int32Array(this.groups);
    this.sizes = shares.map(() => 0);
    this.#parts = new Float64Array(this.groups * this.#strata);
    const totals = new Float64Array(strata);
    counts.forEach((count, at) => (totals[at % strata]! += count));
    const rows = totals.reduce((sum, total) => sum + total, 0);
    counts.forEach((count, at) => {
      const group = Math.floor(at / strata) * this.#strata;
      this.#parts[group + (at % strata)] = totals[at % strata]! > 0 ? count / totals[at % strata]! : 0;
      this.#parts[group + strata]! += count / rows;
    });
    this.#lacking = Float64Array.from({ length: shares.length * this.#strata }, (_, at) => shares[Math.floor(at / this.#strata)]!);
  }

  /** How differently a group holds the strata. */
  unevenness(group: number): number {
    const own = this.#parts.subarray(group * this.#strata, (group + 1) * this.#strata);
    const mean = own.reduce((sum, part) => sum + part, 0) / own.length;
    return own.reduce((sum, part) => sum + (part - mean) ** 2, 0) + mean * mean;
  }

  /** How much the sum of squared deviations grows with the group in the bin. */
  cost(group: number, bin: number): number {
    let cost = 0;
    for (let stratum = 0; stratum < this.#strata; stratum++) {
      const part = this.#parts[group * this.#strata + stratum]!;
      cost += part * (part - 2 * this.#lacking[bin * this.#strata + stratum]!);
    }
    return cost;
  }

  best(group: number, bins: readonly number[]): number {
    return bins.reduce((best, bin) => (this.cost(group, bin) < this.cost(group, best) - 1e-12 ? bin : best));
  }

  /** Squared deviations of a bin. */
  sum(bin: number): number {
    let sum = 0;
    for (let stratum = 0; stratum < this.#strata; stratum++) sum += this.#lacking[bin * this.#strata + stratum]! ** 2;
    return sum;
  }

  exchange(one: number, other: number): void {
    const [a, b] = [this.binOf[one]!, this.binOf[other]!];
    this.take(one);
    this.take(other);
    this.put(one, b);
    this.put(other, a);
  }

  put(group: number, bin: number): void {
    this.binOf[group] = bin;
    this.sizes[bin]!++;
    this.#change(group, bin, -1);
  }

  take(group: number): void {
    const bin = this.binOf[group]!;
    this.sizes[bin]!--;
    this.#change(group, bin, 1);
  }

  #change(group: number, bin: number, sign: number): void {
    for (let stratum = 0; stratum < this.#strata; stratum++)
      this.#lacking[bin * this.#strata + stratum]! += sign * this.#parts[group * this.#strata + stratum]!;
  }
}
