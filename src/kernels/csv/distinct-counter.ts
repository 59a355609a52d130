import { EXACT_DISTINCT } from '../../core/schema.ts';
import type { CsvKernel } from './csv-kernel.ts';
import { DecimalBits } from './decimal-bits.ts';

const REGISTERS = 4096;
/** Marks an empty slot. Should a file hold this very number, the count is one short. */
const EMPTY = -1.2345678901234567e300;
/** By so many numbers it is told how they are written. */
const SAMPLE = 64;

/**
 * Counts different numbers: exactly as long as there are at most `EXACT_DISTINCT`, those with few decimals by a bit each and others in an
 * open-addressing table; then by HyperLogLog with 4,096 registers (Flajolet et al., 2007), whose standard error is 1.6 %. The same values give the same
 * count in any order.
 */
export class DistinctCounter {
  private table = new Float64Array(256).fill(EMPTY);
  private used = 0;
  private bits: DecimalBits | null = null;
  private registers: Uint8Array | null = null;
  private kernel: CsvKernel | null = null;
  /** This counter's number at the kernel. */
  private set = 0;
  private readonly word = new Float64Array(1);
  private readonly halves = new Uint32Array(this.word.buffer);

  get isExact(): boolean {
    return this.registers === null;
  }

  get count(): number {
    return this.registers === null ? this.met : estimate(this.registers);
  }

  /** As long as that is known. */
  private get met(): number {
    return this.used + (this.bits?.count ?? 0);
  }

  /** Counts `values[from .. to]`; NaN is left out. With a kernel or without, the count is the same. */
  addAll(values: Float64Array, from: number, to: number, kernel: CsvKernel | null = null): void {
    if (this.registers === null && this.met === 0) this.bits = bitsFor(values.subarray(from, to));
    if (this.bits === null) return this.addOthers(values.subarray(from, to), kernel);
    if (others.length < to - from) others = new Float64Array(to - from);
    const left = this.bits.noteAll(values, from, to, others);
    this.addOthers(others.subarray(0, left), kernel);
  }

  private addOthers(values: Float64Array, kernel: CsvKernel | null): void {
    if (kernel) this.addByKernel(kernel, values);
    else this.addOthersOneByOne(values, values.length);
    if (this.registers === null && this.met > EXACT_DISTINCT) this.startEstimate();
  }

  private addByKernel(kernel: CsvKernel, values: Float64Array): void {
    if (kernel !== this.kernel) this.set = kernel.newSet();
    this.kernel = kernel;
    const batch = kernel.values;
    for (let from = 0; from < values.length; from += batch.length) {
      const part = values.subarray(from, from + batch.length);
      batch.set(part);
      if (this.registers) noteByKernel(kernel, this.registers, part.length);
      else {
        const unknown = kernel.run.dropKnown(part.length, this.set);
        this.addOthersOneByOne(batch, unknown);
      }
    }
  }

  add(value: number): void {
    if (!this.bits?.note(value)) this.addOther(value);
  }

  private addOther(value: number): void {
    one[0] = value;
    this.addOthersOneByOne(one, 1);
  }

  /** NaN is left out. One loop over many, as a call for each of a million values takes longer than what it does. */
  private addOthersOneByOne(values: Float64Array, count: number): void {
    const { word, halves } = this;
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      if (value !== value) continue;
      word[0] = value + 0;
      const hash = mixed(halves[0]!, halves[1]!);
      if (this.registers !== null) note(this.registers, hash);
      else if (putInto(this.table, value, hash)) this.hasGrown();
    }
  }

  /** A number has come into the table. */
  private hasGrown(): void {
    this.used++;
    if (this.met > EXACT_DISTINCT) this.startEstimate();
    else if (this.used * 2 > this.table.length) this.table = this.enlarged(this.table);
  }

  private enlarged(table: Float64Array): Float64Array<ArrayBuffer> {
    const { word, halves } = this;
    const larger = new Float64Array(table.length * 2).fill(EMPTY);
    for (const value of table) {
      if (value === EMPTY) continue;
      word[0] = value + 0;
      putInto(larger, value, mixed(halves[0]!, halves[1]!));
    }
    return larger;
  }

  private startEstimate(): void {
    const { table, bits } = this;
    this.registers = new Uint8Array(REGISTERS);
    this.table = new Float64Array(0);
    this.bits = null;
    const met = table.filter((value) => value !== EMPTY);
    this.addOthersOneByOne(met, met.length);
    const numbers = bits?.numbers() ?? new Float64Array(0);
    this.addOthersOneByOne(numbers, numbers.length);
  }
}

/** What of a piece has no bit; good until the next. */
let others = new Float64Array(0);

function bitsFor(values: Float64Array): DecimalBits | null {
  const sample = values.subarray(0, SAMPLE).filter((value) => value === value);
  return sample.length === 0 ? null : DecimalBits.for(sample);
}

const one = new Float64Array(1);

/** @returns whether the number is new to the table, in which there must be room */
function putInto(table: Float64Array, value: number, hash: number): boolean {
  const mask = table.length - 1;
  let slot = hash & mask;
  for (;;) {
    const there = table[slot]!;
    if (there === value) return false;
    if (there === EMPTY) break;
    slot = (slot + 1) & mask;
  }
  table[slot] = value;
  return true;
}

function mixed(low: number, high: number): number {
  let h = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h ^ high, 0xc2b2ae35);
  h ^= h >>> 16;
  h = Math.imul(h, 0x27d4eb2f);
  return (h ^ (h >>> 15)) >>> 0;
}

function noteByKernel(kernel: CsvKernel, registers: Uint8Array, count: number): void {
  kernel.registers.set(registers);
  kernel.run.noteDistinct(count);
  registers.set(kernel.registers);
}

function note(registers: Uint8Array, hash: number): void {
  const index = hash & (REGISTERS - 1);
  const rank = Math.clz32((hash >>> 12) | 0) - 12 + 1;
  if (rank > registers[index]!) registers[index] = rank;
}

function estimate(registers: Uint8Array): number {
  let sum = 0;
  for (const rank of registers) sum += 2 ** -rank;
  const raw = ((0.7213 / (1 + 1.079 / REGISTERS)) * REGISTERS * REGISTERS) / sum;
  const range = 2 ** 32;
  return Math.round(raw > range / 30 ? -range * Math.log(1 - raw / range) : raw);
}
