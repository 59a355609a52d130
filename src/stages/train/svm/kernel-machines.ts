import { partOf } from '../../../core/context.ts';
import type { Matrix } from '../../../core/matrix.ts';
import type { FitContext, TrainingData } from '../../../core/model.ts';
import type { ClassTarget, NumberTarget } from '../../../core/target.ts';
import { rbfRows, type KernelRows } from '../../../kernels/svm/kernel-rows.ts';
import type { SmoLimits } from '../../../kernels/svm/smo.ts';
import type { Line } from '../calibrate.ts';
import { presentClasses, rowWeights } from '../classes.ts';
import { drive } from '../../../kernels/drive.ts';
import { decide, follow, separate, type KernelMachine } from './kernel-machine.ts';
import { leftOut, type LeftOut } from './left-out.ts';
import { packMachines, packOne } from './pack-machines.ts';
import { plattOf } from './platt.ts';
import { standardTarget } from '../standard-target.ts';

/** What kernel support vectors are asked for. */
export interface KernelSettings extends SmoLimits {
  readonly C: number;
  readonly epsilon: number;
  readonly classWeight: 'none' | 'balanced';
}

/** Bytes of kernel rows that are kept. */
const KEPT_BYTES = 256 * 2 ** 20;

/** Support vectors on the rows of a matrix: one machine for a number, one for each pair of classes else, as LIBSVM has them. */
export async function fitKernel(data: TrainingData, x: Matrix, gamma: number, settings: KernelSettings, context: FitContext) {
  const kernel = rbfRows(x, gamma, KEPT_BYTES);
  const fit = data.target.kind === 'classes' ? fitPairs : fitNumbers;
  const { machines, ...packed } = await fit(data, x, kernel, settings, context);
  return { state: { gamma, ...packed }, machines };
}

async function fitNumbers(data: TrainingData, x: Matrix, kernel: KernelRows, settings: KernelSettings, context: FitContext) {
  const { values, centre, unit } = standardTarget(data.target as NumberTarget, data.weights);
  const upper = values.map((_, i) => settings.C * (data.weights ? data.weights[i]! : 1));
  const machine = await drive(follow(kernel, values, upper, settings.epsilon, settings), context);
  return { outputs: 1, present: new Int32Array(0), ...packOne(x, machine, centre, unit), machines: [machine] };
}

/** One class against another. */
interface Pair {
  readonly kernel: KernelRows;
  readonly codes: Int32Array;
  readonly first: number;
  readonly second: number;
  readonly weights: Float64Array;
  readonly parts: readonly LeftOut[];
  readonly settings: KernelSettings;
}

async function fitPairs(data: TrainingData, x: Matrix, kernel: KernelRows, settings: KernelSettings, context: FitContext) {
  const target = data.target as ClassTarget;
  const { codes, present } = presentClasses(target);
  const weights = rowWeights(codes, present.length, data.weights, settings.classWeight);
  const parts = leftOut(data, codes, context.rng);
  const pairs = [...present.keys()].flatMap((first) => [...present.keys()].slice(first + 1).map((second) => ({ first, second })));
  const machines: KernelMachine[] = [];
  const lines: Line[] = [];
  for (const [p, { first, second }] of pairs.entries()) {
    const pair = { kernel, codes, first, second, weights, parts, settings };
    lines.push(await judgePair(pair, context));
    machines.push(await fitPair(pair, Uint32Array.from(codes.keys()), context));
    partOf(context, 0, 0.99).onProgress((p + 1) / pairs.length);
  }
  return {
    outputs: target.labels.length,
    present,
    ...packMachines(x, codes, present.length, machines),
    slopes: Float64Array.from(lines, ({ slope }) => slope),
    offsets: Float64Array.from(lines, ({ intercept }) => intercept),
    machines
  };
}

const ofPair = ({ codes, first, second }: Pair, rows: Uint32Array) => rows.filter((row) => codes[row] === first || codes[row] === second);

function fitPair(pair: Pair, among: Uint32Array, context: FitContext): Promise<KernelMachine> {
  const { kernel, codes, second, weights, settings } = pair;
  const rows = Int32Array.from(ofPair(pair, among));
  const goals = Int8Array.from(rows, (row) => (codes[row] === second ? 1 : -1));
  const upper = Float64Array.from(rows, (row) => settings.C * weights[row]!);
  return drive(separate(kernel, rows, goals, upper, settings), context);
}

/** The line that makes its decisions log-odds of the second class, by rows left out of it. */
async function judgePair(pair: Pair, context: FitContext): Promise<Line> {
  const { codes, second, weights, parts, kernel } = pair;
  const decisions: Float64Array[] = [];
  const held: number[] = [];
  for (const part of parts) {
    const asked = ofPair(pair, part.held);
    const machine = await fitPair(pair, part.train, context);
    decisions.push(await drive(decide(machine, kernel, asked), context));
    held.push(...asked);
  }
  return plattOf(
    Float64Array.from(decisions.flatMap((some) => [...some])),
    Uint8Array.from(held, (row) => +(codes[row] === second)),
    Float64Array.from(held, (row) => weights[row]!)
  );
}
