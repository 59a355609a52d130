import { shuffled, type Rng } from '../../core/rng.ts';
import { apportion, membersOf } from './apportion.ts';

/**
 * Deals entries to bins so that several columns are in proportion at once. Every combination of their values is cut by largest remainders, so that each bin
 * gets within 1 of its share of it; the rows left over go where the values they have are furthest behind, one column counted like the other. After the idea
 * of Sechidis, Tsoumakas & Vlahavas (2011), "On the stratification of multi-label data", but exact within each combination.
 * @param strata for each column the stratum of each entry
 * @param shares of each bin, adding up to 1
 * @param favourite a bin that gets a row of every combination; -1 = none
 * @returns the bin of each entry
 */
export function dealTogether(strata: readonly Int32Array[], shares: readonly number[], favourite: number, rng: Rng): Int32Array {
  const joint = jointStrata(strata);
  const bins = new Int32Array(joint.length);
  const behind = strata.map(() => new Map<number, Float64Array>());
  const over = new Float64Array(shares.length);
  for (const members of membersOf(joint)) {
    const ledgers = [...strata.map((codes, column) => ledgerOf(behind[column]!, codes[members[0]!]!, shares.length)), over];
    const owed = new Float64Array(shares.length);
    for (const ledger of ledgers) for (const [bin, value] of ledger.entries()) owed[bin]! += value;
    const before = owed.slice();
    const counts = apportion(members.length, shares, owed, favourite);
    for (const ledger of ledgers) for (const bin of shares.keys()) ledger[bin]! += owed[bin]! - before[bin]!;
    let at = 0;
    const order = shuffled(members, rng);
    counts.forEach((count, bin) => {
      for (let i = 0; i < count; i++) bins[order[at++]!] = bin;
    });
  }
  return bins;
}

function ledgerOf(ledgers: Map<number, Float64Array>, code: number, bins: number): Float64Array {
  const ledger = ledgers.get(code) ?? new Float64Array(bins);
  ledgers.set(code, ledger);
  return ledger;
}

/** One number for each combination of strata, in the order in which they first appear. */
export function jointStrata(strata: readonly Int32Array[]): Int32Array {
  const [first, ...others] = strata;
  return others.reduce<Int32Array>((joint, codes) => numbered(joint, codes), first!);
}

function numbered(joint: Int32Array, codes: Int32Array): Int32Array {
  const width = codes.reduce((most, code) => Math.max(most, code), 0) + 1;
  const numbers = new Map<number, number>();
  return joint.map((code, entry) => {
    const key = code * width + codes[entry]!;
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
}
