import { pause, type WorkContext } from '../../core/context.ts';
import { LEAST_CHANCE, toChances } from '../../predict/models/ensemble.ts';
import type { Mix, MixTask } from './combine.ts';

const SWEEPS = 50;
const CLOSE = 1e-7;
/** Rows' worth of belief that all members count alike. */
const PRIOR = 10;

/**
 * Weights, none of them negative, of a sum that is fitted to what members said of rows they had not seen: least squares for numbers, the log loss of weighted
 * logarithms of chances for classes, each with offsets.
 * Sources: Wolpert (1992), "Stacked generalization"; Breiman (1996), "Stacked regressions", on why weights should not be negative.
 */
export async function stack(task: MixTask, context: WorkContext): Promise<Mix> {
  return task.isClasses ? stackClasses(task, context) : stackNumbers(task, context);
}

/** By coordinates, on the products of centred answers. */
async function stackNumbers({ answers, actual, weights }: MixTask, context: WorkContext): Promise<Mix> {
  const members = answers.length;
  const weightOf = (i: number) => (weights ? weights[i]! : 1);
  const total = Array.from(actual).reduce((sum, _, i) => sum + weightOf(i), 0);
  const meanOf = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value, i) => sum + weightOf(i) * value, 0) / total;
  const means = answers.map(meanOf);
  const centre = meanOf(actual);
  const product = (a: ArrayLike<number>, from: number, b: ArrayLike<number>, to: number) => {
    let sum = 0;
    for (let i = 0; i < actual.length; i++) sum += weightOf(i) * (a[i]! - from) * (b[i]! - to);
    return sum / total;
  };
  await pause(context);
  const square = answers.map((a, j) => answers.map((b, k) => product(a, means[j]!, b, means[k]!)));
  const side = answers.map((a, j) => product(a, means[j]!, actual, centre));
  const prior = (PRIOR * Math.max(...square.map((row, j) => row[j]!))) / total;
  const found = new Float64Array(members).fill(1 / members);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let moved = 0;
    for (let j = 0; j < members; j++) {
      const rest = side[j]! + prior / members - square[j]!.reduce((sum, value, k) => (k === j ? sum : sum + value * found[k]!), 0);
      const next = Math.max(0, rest / (square[j]![j]! + prior || 1));
      moved = Math.max(moved, Math.abs(next - found[j]!));
      found[j] = next;
    }
    if (moved < CLOSE) break;
  }
  const offset = centre - found.reduce((sum, weight, j) => sum + weight * means[j]!, 0);
  return { kind: 'sum', outputs: 1, weights: found, offsets: Float64Array.of(offset) };
}

/** By coordinates, each by Newton's step on its own slope. */
async function stackClasses(task: MixTask, context: WorkContext): Promise<Mix> {
  const { answers, outputs } = task;
  const logs = answers.map((own) => own.map((value) => Math.log(Math.max(value, LEAST_CHANCE))));
  const members = logs.length;
  const found = new Float64Array(members).fill(1 / members);
  const offsets = new Float64Array(outputs);
  const scores = new Float64Array(logs[0]!.length);
  logs.forEach((own, m) => own.forEach((value, i) => (scores[i]! += found[m]! * value)));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let moved = 0;
    for (let j = 0; j < members + outputs; j++) {
      await pause(context);
      const feature = (i: number, c: number) => (j < members ? logs[j]![i * outputs + c]! : c === j - members ? 1 : 0);
      const at = j < members ? found[j]! : offsets[j - members]!;
      const { slope, bend } = slopeAt(task, scores, feature);
      const towards = j < members ? 1 / members : 0;
      const next = at - (slope + PRIOR * (at - towards)) / (bend + PRIOR);
      const kept = j < members ? Math.max(0, next) : next;
      const by = kept - at;
      if (j < members) found[j] = kept;
      else offsets[j - members] = kept;
      for (let i = 0; i < scores.length; i++) scores[i]! += by * feature(Math.floor(i / outputs), i % outputs);
      moved = Math.max(moved, Math.abs(by));
    }
    if (moved < 1e-3) break;
  }
  return { kind: 'odds', outputs, weights: found, offsets };
}

/** Slope and bend of the log loss along one coefficient. */
function slopeAt({ actual, outputs, weights }: MixTask, scores: Float64Array, feature: (i: number, c: number) => number) {
  const chances = new Float64Array(outputs);
  let [slope, bend] = [0, 0];
  for (let i = 0; i < actual.length; i++) {
    chances.set(scores.subarray(i * outputs, (i + 1) * outputs));
    toChances(chances, 0, outputs);
    let [mean, square] = [0, 0];
    for (let c = 0; c < outputs; c++) {
      const value = feature(i, c);
      mean += chances[c]! * value;
      square += chances[c]! * value * value;
    }
    const weight = weights ? weights[i]! : 1;
    slope += weight * (mean - feature(i, actual[i]!));
    bend += weight * (square - mean * mean);
  }
  return { slope, bend };
}
