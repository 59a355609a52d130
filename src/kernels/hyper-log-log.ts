import { mix } from './row-hash.ts';

/** 2^14 registers of a byte each. */
const INDEX_BITS = 14;
const REGISTERS = 1 << INDEX_BITS;
/** Bits of the hash that say which register are not used for the rank. */
const RANK_BITS = 64 - INDEX_BITS;

/** Standard deviation of the estimate, as a share of what is counted. Source: Flajolet et al. (2007), "HyperLogLog", theorem 1. */
export const DISTINCT_DEVIATION = 1.04 / Math.sqrt(REGISTERS);

/** Limit of the sum over registers where there are many; 1 / (2 ln 2). */
const ALPHA = 0.5 / Math.LN2;

/**
 * Counts different values in 16 kB, however many there are: each register keeps the longest run of zeros that a hash sent to it began with. The
 * estimate is right for few values and for very many alike, without a table of corrections.
 * Sources: Flajolet et al. (2007), "HyperLogLog"; Ertl (2017), "New cardinality estimation algorithms for HyperLogLog sketches", algorithm 6.
 */
export class HyperLogLog {
  private readonly registers = new Uint8Array(REGISTERS);
  private readonly one = new Float64Array(1);
  private readonly words = new Uint32Array(this.one.buffer);

  /** Two words that tell values apart; they need not be mixed. */
  add(low: number, high: number): void {
    const first = mix(low ^ mix(high ^ 0x9e3779b9));
    const second = mix(high ^ Math.imul(first, 0x85ebca6b) ^ mix(low + 0x7f4a7c15));
    const register = first >>> (32 - INDEX_BITS);
    const rank = second !== 0 ? Math.clz32(second) + 1 : Math.min(33 + Math.clz32(first << INDEX_BITS), RANK_BITS + 1);
    if (rank > this.registers[register]!) this.registers[register] = rank;
  }

  /** Each number that is no NaN; -0 is 0. */
  addNumbers(values: Float64Array): void {
    for (const value of values) {
      if (value !== value) continue;
      this.one[0] = value + 0;
      this.add(this.words[0]!, this.words[1]!);
    }
  }

  /** From now on counts what the other counted too. */
  merge(other: HyperLogLog): void {
    for (let i = 0; i < REGISTERS; i++) this.registers[i] = Math.max(this.registers[i]!, other.registers[i]!);
  }

  /** How many different values there were, about. */
  estimate(): number {
    const counts = new Float64Array(RANK_BITS + 2);
    for (const rank of this.registers) counts[rank]!++;
    let sum = REGISTERS * tau(1 - counts[RANK_BITS + 1]! / REGISTERS);
    for (let rank = RANK_BITS; rank >= 1; rank--) sum = 0.5 * (sum + counts[rank]!);
    sum += REGISTERS * sigma(counts[0]! / REGISTERS);
    return (ALPHA * REGISTERS * REGISTERS) / sum;
  }
}

/** What registers without a value add. */
function sigma(share: number): number {
  if (share === 1) return Infinity;
  let [power, weight, sum, before] = [share, 1, share, NaN];
  while (sum !== before) {
    power *= power;
    before = sum;
    sum += power * weight;
    weight += weight;
  }
  return sum;
}

/** What registers add whose hashes were at an end. @param share of the registers that are not full */
function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let [root, weight, sum, before] = [share, 1, 1 - share, NaN];
  while (sum !== before) {
    root = Math.sqrt(root);
    before = sum;
    weight *= 0.5;
    sum -= (1 - root) ** 2 * weight;
  }
  return sum / 3;
}
