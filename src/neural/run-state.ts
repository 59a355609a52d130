import type { SeededContext } from '../core/context.ts';
import type { CurvePoint } from '../core/model.ts';
import { createRng, type Rng } from '../core/rng.ts';
import { createAdam, type Adam } from './adam.ts';
import type { Checkpoint } from './checkpoint.ts';
import { nothingYet, type BestSoFar } from './early-stopping.ts';
import { holdOut } from './hold-out.ts';
import type { TrainingPlan } from './train.ts';
import { initialWeights, packed, unpacked, uploadWeights, type Weights } from './weights.ts';

/** A training under way. */
export interface RunState {
  readonly weights: Weights;
  readonly adam: Adam;
  readonly rng: Rng;
  /** Training rows; shuffled in place at each epoch. */
  readonly order: Uint32Array;
  readonly held: Uint32Array;
  /** Epochs done. */
  epoch: number;
  best: BestSoFar;
  readonly curve: CurvePoint[];
  /** Frees every tensor it holds. */
  dispose(): void;
}

export function beginRun(plan: TrainingPlan, { rng }: SeededContext): RunState {
  const { answers, settings, rows } = plan;
  const values = initialWeights(plan.layers, rng);
  const { train, held } = settings.earlyStopping
    ? holdOut(rows, answers, settings.validationFraction, rng)
    : { train: rows.slice(), held: new Uint32Array(0) };
  return { ...onDevice(plan, values), rng, order: train, held, epoch: 0, best: nothingYet, curve: [] };
}

export function resumeRun(plan: TrainingPlan, from: Checkpoint): RunState {
  const specs = plan.layers.flatMap((layer) => layer.weights);
  return {
    ...onDevice(plan, unpacked(specs, from.weights), from),
    rng: createRng(from.rng),
    order: from.order.slice(),
    held: from.held,
    epoch: from.epoch,
    best: from.best,
    curve: [...from.curve]
  };
}

function onDevice({ tf, layers, settings }: TrainingPlan, values: readonly Float32Array[], from?: Checkpoint) {
  const weights = uploadWeights(tf, layers, values);
  const adam = createAdam(tf, weights, settings.learningRateInit, from);
  const dispose = () => {
    weights.dispose();
    adam.dispose();
  };
  return { weights, adam, dispose };
}

/** @param weights the run's weights, packed */
export async function checkpointOf(plan: TrainingPlan, run: RunState, weights: Float32Array): Promise<Checkpoint> {
  return {
    epoch: run.epoch,
    weights,
    moments: await packed(plan.tf, run.adam.moments),
    steps: run.adam.steps,
    rng: run.rng.save(),
    order: run.order.slice(),
    held: run.held.slice(),
    curve: run.curve.map((point) => ({ ...point })),
    best: { ...run.best }
  };
}
