import type { Matrix } from '../../../core/matrix.ts';
import type { KernelMachine } from './kernel-machine.ts';

/** Support vectors and what each says, as the scorer reads them. */
export interface PackedMachines {
  /** Training rows as they are, row-major [vectors, columns], those of a class together. */
  readonly supports: Float64Array;
  /** Where the vectors of each class begin, and their number. */
  readonly starts: Int32Array;
  /** [others, vectors]: what a vector counts in the pair of its class with each other class, in the order of the classes. */
  readonly coefficients: Float64Array;
  /** Of each pair of classes, the first with each behind it, then the second. */
  readonly intercepts: Float64Array;
}

export const packOne = (x: Matrix, { rows, coefficients, intercept }: KernelMachine, centre: number, unit: number) => ({
  supports: takeRows(x, rows),
  starts: Int32Array.of(0, rows.length),
  coefficients: coefficients.map((one) => one * unit),
  intercepts: Float64Array.of(centre + intercept * unit),
  slopes: new Float64Array(0),
  offsets: new Float64Array(0)
});

/** @param machines of each pair of classes, the first with each behind it, then the second */
export function packMachines(x: Matrix, codes: Int32Array, classes: number, machines: readonly KernelMachine[]): PackedMachines {
  const used = new Set(machines.flatMap(({ rows }) => [...rows]));
  const vectors = Int32Array.from(used).sort((a, b) => codes[a]! - codes[b]! || a - b);
  const placeOf = new Map([...vectors].map((row, place) => [row, place]));
  const coefficients = new Float64Array((classes - 1) * vectors.length);
  let pair = 0;
  for (let first = 0; first < classes; first++) {
    for (let second = first + 1; second < classes; second++) {
      const machine = machines[pair++]!;
      machine.rows.forEach((row, t) => {
        const other = codes[row] === first ? second - 1 : first;
        coefficients[other * vectors.length + placeOf.get(row)!] = machine.coefficients[t]!;
      });
    }
  }
  const starts = Int32Array.from({ length: classes + 1 }, (_, code) => vectors.filter((row) => codes[row]! < code).length);
  return { supports: takeRows(x, vectors), starts, coefficients, intercepts: Float64Array.from(machines, ({ intercept }) => intercept) };
}

function takeRows({ data, cols }: Matrix, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length * cols);
  rows.forEach((row, i) => out.set(data.subarray(row * cols, (row + 1) * cols), i * cols));
  return out;
}
