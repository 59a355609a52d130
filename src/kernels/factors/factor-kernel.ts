/** Rows of numbers that are not negative, as compressed sparse rows: row i has `values[starts[i] .. starts[i + 1]]` in the columns `at`. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Uint32Array;
  readonly at: Uint32Array;
  readonly values: Float64Array;
}

/** X as W H, row-major: W [rows, parts], H [parts, columns]. */
export interface Factors {
  readonly w: Float64Array;
  readonly h: Float64Array;
}

/** Whose weights are moved, while those of the others stay. */
export type Side = 'rows' | 'columns';

/** A matrix and its factors, held where they can be gone over fast. To be closed in the end. */
export interface FactorKernel {
  /** Looks at the weights of the other side, which stay as they are until the next time. */
  begin(side: Side): void;
  /**
   * A pass over the weights of some rows or columns, each moved to where the squared error is least.
   * @param from a multiple of four
   * @returns how far from the least they were: the slopes that they could still follow, added up
   */
  update(side: Side, from: number, to: number): number;
  /** As they are by now. */
  factors(): Factors;
  close(): void;
}

/** @returns [columns, rows] from [rows, columns], row-major */
export function transposed(values: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j]!;
  return out;
}

/** The same values by column. */
export function turned({ rows, columns, starts, at, values }: SparseRows): SparseRows {
  const own = new Uint32Array(columns + 1);
  for (const column of at) own[column + 1]!++;
  for (let column = 0; column < columns; column++) own[column + 1]! += own[column]!;
  const next = own.slice(0, columns);
  const out = { at: new Uint32Array(at.length), values: new Float64Array(at.length) };
  for (let row = 0; row < rows; row++) {
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      const place = next[at[i]!]!++;
      out.at[place] = row;
      out.values[place] = values[i]!;
    }
  }
  return { rows: columns, columns: rows, starts: own, ...out };
}
