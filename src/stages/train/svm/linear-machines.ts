import { featureOverflow } from '../../../core/errors/training.ts';
import type { Matrix } from '../../../core/matrix.ts';
import { partOf } from '../../../core/context.ts';
import type { FitContext, TrainingData } from '../../../core/model.ts';
import { allRows, type RowSet } from '../../../core/table.ts';
import type { ClassTarget, NumberTarget } from '../../../core/target.ts';
import { dualDescent, type LinearProblem, type LinearSolution } from '../../../kernels/svm/dual-descent.ts';
import { presentClasses, rowWeights } from '../classes.ts';
import { drive } from '../../../kernels/drive.ts';
import { leftOut, type LeftOut } from './left-out.ts';
import { plattOf } from './platt.ts';
import { standardTarget } from '../standard-target.ts';

/** What linear support vectors are asked for. */
export interface LinearSettings {
  readonly C: number;
  /** auto: squared for classes, linear for numbers. */
  readonly loss: 'auto' | 'linear' | 'squared';
  readonly epsilon: number;
  readonly classWeight: 'none' | 'balanced';
  readonly maxIter: number;
  readonly tol: number;
}

export interface LinearMachines {
  readonly state: {
    readonly outputs: number;
    /** Classes that occur; none for a number. */
    readonly present: Int32Array;
    /** [scores, columns] */
    readonly coefficients: Float64Array;
    readonly intercepts: Float64Array;
    /** How each decision becomes log-odds; none for a number. */
    readonly slopes: Float64Array;
    readonly offsets: Float64Array;
  };
  readonly solutions: readonly LinearSolution[];
}

/**
 * Linear support vectors on the columns of a matrix: one score for two classes or a number, else one for each class against the rest.
 * @throws LatheError `numbers-too-large`
 */
export async function fitLinear(data: TrainingData, x: Matrix, settings: LinearSettings, context: FitContext): Promise<LinearMachines> {
  const fit = data.target.kind === 'classes' ? fitClasses : fitNumbers;
  const found = await fit(data, withOnes(x), settings, context);
  const { coefficients, intercepts } = found.state;
  if (!coefficients.every(Number.isFinite) || !intercepts.every(Number.isFinite)) throw featureOverflow('A coefficient');
  return found;
}

function withOnes({ data, rows, cols }: Matrix): Matrix {
  const out = new Float64Array(rows * (cols + 1)).fill(1);
  for (let i = 0; i < rows; i++) out.set(data.subarray(i * cols, (i + 1) * cols), i * (cols + 1));
  return { data: out, rows, cols: cols + 1 };
}

async function fitNumbers(data: TrainingData, x: Matrix, settings: LinearSettings, context: FitContext): Promise<LinearMachines> {
  const { values, centre, unit } = standardTarget(data.target as NumberTarget, data.weights);
  const upper = values.map((_, i) => settings.C * (data.weights ? data.weights[i]! : 1));
  const problem: LinearProblem = {
    ...x,
    goals: values,
    upper,
    loss: 'epsilon',
    isSquared: settings.loss === 'squared',
    epsilon: settings.epsilon
  };
  const solution = await drive(dualDescent(problem, { ...settings, rng: context.rng }), context);
  const w = solution.w.map((one) => one * unit);
  const none = new Float64Array(0);
  return {
    state: {
      outputs: 1,
      present: new Int32Array(0),
      coefficients: w.slice(0, -1),
      intercepts: Float64Array.of(centre + w.at(-1)!),
      slopes: none,
      offsets: none
    },
    solutions: [solution]
  };
}

/** One class against the rest. */
interface OneClass {
  readonly x: Matrix;
  readonly isHit: Uint8Array;
  readonly weights: Float64Array;
  readonly parts: readonly LeftOut[];
  readonly settings: LinearSettings;
}

async function fitClasses(data: TrainingData, x: Matrix, settings: LinearSettings, context: FitContext): Promise<LinearMachines> {
  const target = data.target as ClassTarget;
  const { codes, present } = presentClasses(target);
  const weights = rowWeights(codes, present.length, data.weights, settings.classWeight);
  const parts = leftOut(data, codes, context.rng);
  const scores = present.length === 2 ? [1] : [...present.keys()];
  const solutions: LinearSolution[] = [];
  const lines = [];
  for (const [k, code] of scores.entries()) {
    const one = { x, isHit: Uint8Array.from(codes, (own) => +(own === code)), weights, parts, settings };
    lines.push(await judgeOne(one, context));
    solutions.push(await fitOne(one, allRows(x.rows), context));
    partOf(context, 0, 0.99).onProgress((k + 1) / scores.length);
  }
  const state = {
    outputs: target.labels.length,
    present,
    coefficients: Float64Array.from(solutions.flatMap(({ w }) => [...w.subarray(0, -1)])),
    intercepts: Float64Array.from(solutions, ({ w }) => w.at(-1)!),
    slopes: Float64Array.from(lines, ({ slope }) => slope),
    offsets: Float64Array.from(lines, ({ intercept }) => intercept)
  };
  return { state, solutions };
}

function fitOne({ x, isHit, weights, settings }: OneClass, rows: RowSet, context: FitContext): Promise<LinearSolution> {
  const problem: LinearProblem = {
    ...taken(x, rows),
    goals: Float64Array.from(rows, (row) => (isHit[row] === 1 ? 1 : -1)),
    upper: Float64Array.from(rows, (row) => settings.C * weights[row]!),
    loss: 'hinge',
    isSquared: settings.loss !== 'linear',
    epsilon: 0
  };
  return drive(dualDescent(problem, { ...settings, rng: context.rng }), context);
}

/** The line that makes its decisions log-odds, by rows left out of it. */
async function judgeOne(one: OneClass, context: FitContext) {
  const decisions: number[] = [];
  for (const { train, held } of one.parts) {
    const { w } = await fitOne(one, train, context);
    for (const row of held) decisions.push(decisionAt(one.x, row, w));
  }
  const held = one.parts.flatMap((part) => [...part.held]);
  return plattOf(
    Float64Array.from(decisions),
    Uint8Array.from(held, (row) => one.isHit[row]!),
    Float64Array.from(held, (row) => one.weights[row]!)
  );
}

function taken({ data, cols, rows: all }: Matrix, rows: RowSet): Matrix {
  if (rows.length === all) return { data, rows: all, cols };
  const out = new Float64Array(rows.length * cols);
  rows.forEach((row, i) => out.set(data.subarray(row * cols, (row + 1) * cols), i * cols));
  return { data: out, rows: rows.length, cols };
}

function decisionAt({ data, cols }: Matrix, row: number, w: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < cols; j++) sum += data[row * cols + j]! * w[j]!;
  return sum;
}
