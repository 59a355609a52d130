import { pause, type SeededContext } from '../../core/context.ts';
import { below } from '../../core/rng.ts';
import { LEAST_CHANCE } from '../../predict/models/ensemble.ts';
import { mixRows, type Mix, type MixTask } from './combine.ts';

const BAGS = 10;
/** Members taken in one bag, with replacement. */
const PICKS = 25;
/** Rows that decide in one bag, at most half of all. */
const MOST_ROWS = 2500;
/** Rows' worth of belief that all members that were taken count alike: few rows say little about who is better, and the mean of several errs less. */
const BELIEF = 100;

/**
 * Weights of a mean: the member that helps most is taken, again and again, with replacement, and the best number of picks is kept; the weights are the mean over bags
 * that see half of the rows each, so that no member is taken for its luck. It is judged by the log loss, or by squares.
 * Source: Caruana, Niculescu-Mizil, Crew & Ksikes (2004), "Ensemble selection from libraries of models", sections 2.2 and 2.3. Departs from it: bags draw rows and not
 * members, of which there are few here; with few rows weights are drawn towards the plain mean.
 */
export async function blend(task: MixTask, context: SeededContext): Promise<Mix> {
  const weights = new Float64Array(task.answers.length);
  for (let bag = 0; bag < BAGS; bag++) {
    await pause(context);
    const picks = pickGreedily(mixRows(task, halfOf(task.actual.length, context)));
    for (const member of picks) weights[member]! += 1 / (BAGS * picks.length);
  }
  const rows = task.actual.length;
  const picked = weights.filter((weight) => weight > 0).length;
  const kept = weights.map((weight) => (weight > 0 ? (rows * weight + BELIEF / picked) / (rows + BELIEF) : 0));
  return { kind: 'mean', outputs: task.outputs, weights: kept, offsets: new Float64Array(task.outputs) };
}

function halfOf(rows: number, { rng }: SeededContext): Uint32Array {
  const pool = Uint32Array.from({ length: rows }, (_, row) => row);
  const wanted = Math.min(MOST_ROWS, Math.ceil(rows / 2));
  for (let i = 0; i < wanted; i++) {
    const j = i + below(rng, rows - i);
    [pool[i], pool[j]] = [pool[j]!, pool[i]!];
  }
  return pool.slice(0, wanted);
}

function pickGreedily(task: MixTask): number[] {
  const sum = new Float64Array(task.answers[0]!.length);
  const picks: number[] = [];
  let best = { loss: Infinity, count: 1 };
  for (let count = 1; count <= PICKS; count++) {
    const losses = task.answers.map((more) => lossOf(task, sum, more, count));
    const least = Math.min(...losses);
    const member = losses.indexOf(least);
    task.answers[member]!.forEach((value, i) => (sum[i]! += value));
    picks.push(member);
    if (least < best.loss) best = { loss: least, count };
  }
  return picks.slice(0, best.count);
}

/** Loss of the mean of what was picked with one more. */
function lossOf({ actual, outputs, weights, isClasses }: MixTask, sum: Float64Array, more: Float64Array, count: number): number {
  let [loss, total] = [0, 0];
  for (let i = 0; i < actual.length; i++) {
    const at = isClasses ? i * outputs + actual[i]! : i;
    const value = (sum[at]! + more[at]!) / count;
    const weight = weights ? weights[i]! : 1;
    loss += weight * (isClasses ? -Math.log(Math.max(value, LEAST_CHANCE)) : (value - actual[i]!) ** 2);
    total += weight;
  }
  return loss / total;
}
