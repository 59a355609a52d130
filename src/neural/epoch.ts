import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { pause } from '../core/context.ts';
import { trainingDiverged } from '../core/errors/networks.ts';
import type { FitContext } from '../core/model.ts';
import type { Rng } from '../core/rng.ts';
import type { DeviceWatch } from './device-watch.ts';
import { weightedLoss } from './loss.ts';
import type { RunState } from './run-state.ts';
import type { TrainingPlan } from './training-plan.ts';

/** Batches sent to the device before their losses are read: enough to keep a GPU busy, few enough to notice divergence and cancellation soon. */
const BATCHES_PER_READ = 16;
/** Rows scored at a time when nothing is learned. */
const SCORING_ROWS = 256;

/** What an epoch runs under. */
export interface EpochContext {
  readonly plan: TrainingPlan;
  readonly run: RunState;
  readonly watch: DeviceWatch;
  readonly context: FitContext;
}

/** Learns from every training row once. @returns the mean loss a row, as it was when the row's batch came */
export function trainEpoch(epoch: EpochContext): Promise<number> {
  const { order } = epoch.run;
  return meanLoss(epoch, order, epoch.plan.settings.batchSize, (rows) => learnBatch(epoch, rows));
}

/** @returns the mean loss a row over the rows held out */
export function heldOutLoss(epoch: EpochContext): Promise<number> {
  return meanLoss(epoch, epoch.run.held, SCORING_ROWS, (rows) => epoch.plan.tf.tidy(() => batchLoss(epoch, rows, null)));
}

/** One step of the optimizer. @returns the batch's summed loss */
function learnBatch({ plan, run }: EpochContext, rows: Uint32Array): Scalar {
  const { tf, settings } = plan;
  const tracked = new Map<number, Tensor>();
  const learned = run.weights.variables.filter((_, i) => run.weights.specs[i]!.learned);
  const { value, grads } = tf.variableGrads(() => batchLoss({ plan, run }, rows, tracked), learned);
  run.adam.step(grads, { rows: rows.length, alpha: settings.alpha });
  tracked.forEach((moved, i) => run.weights.variables[i]!.assign(moved));
  tf.dispose([...Object.values(grads), ...tracked.values()]);
  return value;
}

/**
 * Summed weighted loss of some rows. Call inside `tf.tidy`.
 * @param tracked takes the moving averages by number of the variable; null = nothing is learned
 */
function batchLoss({ plan, run }: Pick<EpochContext, 'plan' | 'run'>, rows: Uint32Array, tracked: Map<number, Tensor> | null): Scalar {
  const { tf, answers } = plan;
  const rng = tracked && run.rng;
  const size = rows.length;
  const x = uploaded(plan, [size, ...plan.examples.shape], (into) => plan.examples.fill(rows, into, rng));
  const expected = uploaded(plan, [size, answers.outputs], (into) => answers.fill(rows, into));
  const weights = uploaded(plan, [size], (into) => rows.forEach((row, i) => (into[i] = plan.weightOf(row))));
  return weightedLoss(tf, answers.output, forward(plan, run, x, { rng: run.rng, tracked }), expected, weights);
}

function uploaded({ tf }: TrainingPlan, shape: number[], fill: (into: Float32Array) => void): Tensor {
  const values = new Float32Array(shape.reduce((product, edge) => product * edge, 1));
  fill(values);
  return tf.tensor(values, shape, 'float32');
}

function forward(
  { tf, layers }: TrainingPlan,
  { weights }: RunState,
  x: Tensor,
  pass: { rng: Rng; tracked: Map<number, Tensor> | null }
): Tensor {
  return layers.reduce((values, layer, i) => {
    const start = weights.starts[i]!;
    const own = weights.variables.slice(start, start + layer.weights.length);
    const track = (weight: number, moved: Tensor) => void pass.tracked?.set(start + weight, moved);
    return layer.forward(values, own, { tf, training: pass.tracked !== null, rng: pass.rng, track });
  }, x);
}

async function meanLoss(epoch: EpochContext, rows: Uint32Array, size: number, work: (rows: Uint32Array) => Scalar): Promise<number> {
  const { plan, run, watch, context } = epoch;
  const unread: Scalar[] = [];
  let sum = 0;
  try {
    for (let from = 0; from < rows.length; from += size) {
      unread.push(work(rows.subarray(from, from + size)));
      if (unread.length === BATCHES_PER_READ || from + size >= rows.length) sum += await readSum(plan, unread, watch);
      if (!Number.isFinite(sum)) throw trainingDiverged(run.epoch + 1, plan.settings.learningRateInit);
      await pause(context);
    }
  } finally {
    plan.tf.dispose(unread);
  }
  return sum / rows.length;
}

/** Adds up scalars in one read and frees them. */
async function readSum({ tf }: TrainingPlan, unread: Scalar[], watch: DeviceWatch): Promise<number> {
  const all = tf.stack(unread);
  try {
    const losses = await watch.race(all.data<'float32'>());
    return losses.reduce((sum, loss) => sum + loss, 0);
  } finally {
    tf.dispose([all, ...unread.splice(0)]);
  }
}
