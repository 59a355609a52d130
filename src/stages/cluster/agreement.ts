/** How far two divisions of the same rows agree. */
export interface Agreement {
  /** Pairs of rows that both put together or both keep apart, corrected for chance: 1 = the same, 0 = as by chance. */
  readonly adjustedRand: number;
  /** What one tells of the other, as a share of the mean of what each could: 1 = the same, 0 = nothing. */
  readonly normalizedMutualInformation: number;
}

/** Rows of each a (down) with each b (across), each counting its weight. */
export function crossTable(a: Int32Array, b: Int32Array, weights: Float64Array | null): number[][] {
  const [downs, acrosses] = [countOf(a), countOf(b)];
  const table = Array.from({ length: downs }, () => new Array<number>(acrosses).fill(0));
  a.forEach((code, row) => (table[code]![b[row]!]! += weights ? weights[row]! : 1));
  return table;
}

const countOf = (codes: Int32Array): number => codes.reduce((most, code) => Math.max(most, code), -1) + 1;

/**
 * Sources: Hubert & Arabie (1985), "Comparing partitions"; Vinh, Epps & Bailey (2010), "Information theoretic measures for clusterings comparison" (the mean is the
 * arithmetic one).
 */
export function agreementOf(table: readonly (readonly number[])[]): Agreement {
  const downs = table.map((row) => row.reduce((sum, value) => sum + value, 0));
  const acrosses = (table[0] ?? []).map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0));
  const total = downs.reduce((sum, value) => sum + value, 0);
  return { adjustedRand: adjustedRand(table, downs, acrosses, total), normalizedMutualInformation: mutual(table, downs, acrosses, total) };
}

const pairs = (count: number): number => (count * (count - 1)) / 2;
const sumOf = (values: readonly number[], of: (value: number) => number): number => values.reduce((sum, value) => sum + of(value), 0);

function adjustedRand(table: readonly (readonly number[])[], downs: readonly number[], acrosses: readonly number[], total: number): number {
  const both = table.reduce((sum, row) => sum + sumOf(row, pairs), 0);
  const [inA, inB] = [sumOf(downs, pairs), sumOf(acrosses, pairs)];
  const chance = (inA * inB) / pairs(total);
  const most = (inA + inB) / 2;
  return most === chance ? 1 : (both - chance) / (most - chance);
}

function mutual(table: readonly (readonly number[])[], downs: readonly number[], acrosses: readonly number[], total: number): number {
  const entropy = (counts: readonly number[]) => -sumOf(counts, (count) => (count > 0 ? (count / total) * Math.log(count / total) : 0));
  const [inA, inB] = [entropy(downs), entropy(acrosses)];
  if (inA === 0 && inB === 0) return 1;
  let shared = 0;
  table.forEach((row, i) =>
    row.forEach((count, j) => {
      if (count > 0) shared += (count / total) * Math.log((count * total) / (downs[i]! * acrosses[j]!));
    })
  );
  return shared / ((inA + inB) / 2);
}
