/**
 * What is added up of each row, as whole numbers: their sums are the same in whatever order rows are added, and exact in doubles and in integers of 64 bits.
 * A row's weight shares its integer with a 1 that counts the row.
 */
export interface WholeNumbers {
  /** One sum for a number and for two classes, else one a class. */
  readonly sums: number;
  /** The weighted value less `centre`; weight or 0 for two classes; the class itself for more. */
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** Value and weight of a one. */
  readonly valueUnit: number;
  readonly weightUnit: number;
  readonly centre: number;
  /** Bits of a sum of weights; the count of rows stands above them. */
  readonly shift: number;
}

const SUM_BITS = 52;
const WEIGHT_BITS = 30;
const PAIR_BITS = 62;

/** What trees learn. */
export interface Answers {
  /** Codes of the classes, or numbers. */
  readonly y: Float64Array | Int32Array;
  /** How many classes there are; 0 where a number is learned. */
  readonly classes: number;
  /** All above zero; null: all rows count 1. */
  readonly weights: Float64Array | null;
}

/** Most rows that are added up: each tree has at most as many draws as there are rows. */
export function wholeNumbers({ y, classes, weights }: Answers): WholeNumbers {
  const rows = y.length;
  const countBits = Math.ceil(Math.log2(rows + 1));
  const scale = weights ? scaleFor(largest(weights), Math.min(WEIGHT_BITS, SUM_BITS - countBits, PAIR_BITS - 2 * countBits)) : 1;
  const whole = weights ? weights.map((weight) => Math.max(1, Math.round(weight * scale))) : new Float64Array(rows).fill(1);
  const weightBits = weights ? Math.ceil(Math.log2(largest(whole) + 1)) : 1;
  const shared = { weights: whole, weightUnit: 1 / scale, shift: weightBits + countBits };
  if (classes === 2) return { ...shared, sums: 1, values: whole.map((weight, row) => weight * y[row]!), valueUnit: 1 / scale, centre: 0 };
  if (classes > 2) return { ...shared, sums: classes, values: Float64Array.from(y), valueUnit: 1, centre: 0 };
  return { ...shared, sums: 1, ...wholeValues(y as Float64Array, weights, SUM_BITS - countBits) };
}

/** Values as multiples of a power of two, from their middle: whole numbers and short fractions lose nothing. */
function wholeValues(y: Float64Array, weights: Float64Array | null, bits: number) {
  const [low, high] = [y.reduce((least, value) => Math.min(least, value), Infinity), largest(y)];
  const reach = high / 2 - low / 2;
  const scale = scaleFor(reach * (weights ? largest(weights) : 1) * 1.01, bits);
  const unit = 1 / scale;
  const centre = Math.round((low / 2 + high / 2) / unit) * unit;
  const values = y.map((value, row) => Math.round((value - centre) * scale * (weights ? weights[row]! : 1)));
  return { values, valueUnit: unit, centre };
}

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, value), -Infinity);

/** The largest power of two under which `bound` takes at most `bits` bits. */
const scaleFor = (bound: number, bits: number): number =>
  bound > 0 ? 2 ** Math.max(-1000, Math.min(1000, bits - Math.ceil(Math.log2(bound)))) : 1;
