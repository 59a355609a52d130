/**
 * Values of many rows at once. Missing is NaN in numbers and times, 2 in booleans, -1 in the codes of a text. Labels may repeat: equality goes by what
 * they say.
 */
export type Vector = NumberVector | BooleanVector | TextVector;

export interface NumberVector {
  readonly kind: 'number';
  readonly values: Float64Array;
}

export interface BooleanVector {
  readonly kind: 'boolean';
  /** 0 = false, 1 = true, 2 = missing. */
  readonly values: Uint8Array;
}

export interface TextVector {
  readonly kind: 'text';
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/** The rows an expression is worked out for in one go. */
export interface Batch {
  readonly rows: number;
  column(name: string): Vector;
}

export type Evaluate = (batch: Batch) => Vector;

export const MISSING = 2;

/** Value by value, for work that is not worth a loop of its own; null = missing. */
export function reader(vector: Vector): (row: number) => number | string | boolean | null {
  switch (vector.kind) {
    case 'number':
      return (row) => (Number.isNaN(vector.values[row]) ? null : vector.values[row]!);
    case 'boolean':
      return (row) => (vector.values[row] === MISSING ? null : vector.values[row] === 1);
    case 'text':
      return (row) => vector.labels[vector.codes[row]!] ?? null;
  }
}

/** The same value in every row. */
export function filled(kind: Vector['kind'], value: number | string | boolean | null, rows: number): Vector {
  if (kind === 'number') return { kind, values: new Float64Array(rows).fill(value === null ? NaN : Number(value)) };
  if (kind === 'boolean') return { kind, values: new Uint8Array(rows).fill(value === null ? MISSING : Number(value)) };
  return { kind, codes: new Int32Array(rows).fill(value === null ? -1 : 0), labels: value === null ? [] : [String(value)] };
}

/** Collects values one by one. What is no finite number is missing. */
export function collector(
  kind: Vector['kind'],
  rows: number
): { set(row: number, value: number | string | boolean | null): void; readonly vector: Vector } {
  const vector = filled(kind, null, rows);
  if (vector.kind === 'number')
    return {
      vector,
      set: (row, value) => void (vector.values[row] = typeof value === 'number' && Number.isFinite(value) ? value : NaN)
    };
  if (vector.kind === 'boolean')
    return { vector, set: (row, value) => void (vector.values[row] = value === null ? MISSING : Number(value)) };
  const labels: string[] = [];
  return {
    vector: { ...vector, labels },
    set: (row, value) => {
      if (value !== null) vector.codes[row] = labels.push(String(value)) - 1;
    }
  };
}
