import type { KernelRows } from '../../../kernels/svm/kernel-rows.ts';
import { smo, type SmoLimits, type SmoSolution } from '../../../kernels/svm/smo.ts';
import type { Work } from '../../../kernels/work.ts';

/** A sum of kernels: what it says of a row is the intercept and each coefficient times the kernel of that row. */
export interface KernelMachine {
  /** Rows whose coefficient is not 0, ascending. */
  readonly rows: Int32Array;
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly objective: number;
  readonly converged: boolean;
}

/**
 * Keeps two classes apart: the dual of C-SVC, as in LIBSVM.
 * @param goals 1 or -1 for each of `rows`
 * @param upper what each may weigh at most: C times its weight
 */
export function* separate(
  kernel: KernelRows,
  rows: Int32Array,
  goals: Int8Array,
  upper: Float64Array,
  limits: SmoLimits
): Work<KernelMachine> {
  if (goals.every((goal) => goal === goals[0])) return oneSided(goals[0] ?? 0);
  const linear = new Float64Array(rows.length).fill(-1);
  const solution = yield* smo({ rows, signs: goals, linear, upper, kernel, diagonal: 1 }, limits);
  return machineOf(
    rows,
    solution.alphas.map((alpha, t) => alpha * goals[t]!),
    solution
  );
}

/** Without rows of the other class there is nothing but that to say. */
const oneSided = (goal: number): KernelMachine => ({
  rows: new Int32Array(0),
  coefficients: new Float64Array(0),
  intercept: goal,
  objective: 0,
  converged: true
});

/** Follows numbers within a margin: the dual of epsilon-SVR, as in LIBSVM. Each row has two variables, one for each side. */
export function* follow(
  kernel: KernelRows,
  goals: Float64Array,
  upper: Float64Array,
  epsilon: number,
  limits: SmoLimits
): Work<KernelMachine> {
  const n = goals.length;
  const both = Int32Array.from({ length: 2 * n }, (_, t) => t % n);
  const signs = Int8Array.from(both, (_, t) => (t < n ? 1 : -1));
  const linear = Float64Array.from(both, (row, t) => epsilon - signs[t]! * goals[row]!);
  const solution = yield* smo(
    { rows: both, signs, linear, upper: Float64Array.from(both, (row) => upper[row]!), kernel, diagonal: 1 },
    limits
  );
  const coefficients = Float64Array.from({ length: n }, (_, i) => solution.alphas[i]! - solution.alphas[n + i]!);
  return machineOf(both.subarray(0, n), coefficients, solution);
}

function machineOf(rows: Int32Array, coefficients: Float64Array, { intercept, objective, converged }: SmoSolution): KernelMachine {
  const counts = (t: number) => coefficients[t] !== 0;
  return {
    rows: rows.filter((_, t) => counts(t)),
    coefficients: coefficients.filter((_, t) => counts(t)),
    intercept,
    objective,
    converged
  };
}

/** What a machine says of some rows. */
export function* decide({ rows, coefficients, intercept }: KernelMachine, kernel: KernelRows, asked: Uint32Array): Work<Float64Array> {
  const out = new Float64Array(asked.length).fill(intercept);
  for (const [t, row] of rows.entries()) {
    const values = kernel.row(row);
    asked.forEach((one, i) => (out[i]! += coefficients[t]! * values[one]!));
    yield kernel.steps;
  }
  return out;
}
