import { pause } from '../core/context.ts';
import { trainingDiverged } from '../core/errors/networks.ts';
import type { CurvePoint, FitContext } from '../core/model.ts';
import type { Checkpoint } from './checkpoint.ts';
import { reasonOf, watchDevice } from './device-watch.ts';
import { afterEpoch } from './early-stopping.ts';
import { heldOutLoss, trainEpoch, type EpochContext } from './epoch.ts';
import { shuffleInPlace } from './shuffle.ts';
import { beginRun, checkpointOf, resumeRun, type RunState } from './run-state.ts';
import type { TrainingPlan } from './training-plan.ts';
import { packed, unpacked } from './weights.ts';

export interface Trained {
  /** One array a weight, in the order of the layers. */
  readonly weights: readonly Float32Array[];
  readonly curve: readonly CurvePoint[];
  readonly epochs: number;
  /** The epoch whose weights these are. */
  readonly bestEpoch: number;
  /** Rows held out, and how they were chosen, in words. */
  readonly heldOutRows: number;
  readonly heldOut: string;
  /** False when the last epoch still made it better. */
  readonly converged: boolean;
}

/**
 * Minimises the loss by Adam over seeded mini-batches. Stops when the loss (on rows held out, with early stopping) has not got better by 1e-4
 * for `nIterNoChange` epochs, and then takes the weights of the best epoch. No tensor outlives the call.
 * @throws LatheError `training-diverged` when loss or weights stop being numbers; the engine's error (`gpu-lost`) when its device is lost
 */
export async function trainNetwork(plan: TrainingPlan, context: FitContext): Promise<Trained> {
  const watch = watchDevice(plan.engine);
  const from = context.resumeFrom as Checkpoint | undefined;
  const run = from ? resumeRun(plan, from) : beginRun(plan, context);
  try {
    await pause(context);
    const last = await allEpochs({ plan, run, watch, context });
    const { nIterNoChange } = plan.settings;
    return {
      weights: unpacked(run.weights.specs, run.best.weights ?? last),
      curve: run.curve,
      epochs: run.epoch,
      bestEpoch: run.best.weights ? run.best.epoch : run.epoch,
      heldOutRows: run.held.length,
      heldOut: run.heldOut,
      converged: run.best.waited >= nIterNoChange
    };
  } catch (error) {
    throw await reasonOf(error, plan.engine, context);
  } finally {
    watch.stop();
    run.dispose();
  }
}

/** @returns the weights after the last epoch, packed */
async function allEpochs(epoch: EpochContext): Promise<Float32Array> {
  const { plan, run, context } = epoch;
  const { maxIter, nIterNoChange } = plan.settings;
  let weights = await readWeights(epoch);
  while (run.epoch < maxIter && run.best.waited < nIterNoChange) {
    shuffleInPlace(run.order, run.rng);
    const train = await trainEpoch(epoch);
    const validation = run.held.length > 0 ? await heldOutLoss(epoch) : null;
    weights = await readWeights(epoch);
    run.epoch++;
    run.best = afterEpoch(run.best, run.epoch, validation ?? train, validation === null ? null : weights);
    report(run, { step: run.epoch, train, validation }, maxIter, context);
    if (context.onCheckpoint && (context.wantsCheckpoint?.() ?? true))
      context.onCheckpoint(await epoch.watch.race(checkpointOf(plan, run, weights)));
  }
  return weights;
}

async function readWeights({ plan, run, watch }: EpochContext): Promise<Float32Array> {
  const weights = await watch.race(packed(plan.tf, run.weights.variables));
  if (!weights.every(Number.isFinite)) throw trainingDiverged(run.epoch + 1, plan.settings.learningRateInit);
  return weights;
}

function report(run: RunState, point: CurvePoint, maxIter: number, context: FitContext): void {
  run.curve.push(point);
  context.onCurve(point);
  context.onProgress(point.step / maxIter, `Epoch ${point.step}: loss ${(point.validation ?? point.train).toPrecision(4)}`);
}
