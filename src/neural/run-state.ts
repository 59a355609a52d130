import type { SeededContext } from '../core/context.ts';
import type { CurvePoint } from '../core/model.ts';
import { holdOut, type HeldOut } from '../core/hold-out.ts';
import { createRng, type Rng } from '../core/rng.ts';
import { createAdam, type Adam } from './adam.ts';
import type { Checkpoint } from './checkpoint.ts';
import { nothingYet, type BestSoFar } from './early-stopping.ts';
import type { TrainingPlan } from './training-plan.ts';
import { initialWeights, packed, unpacked, uploadWeights, type Weights } from './weights.ts';

/** A training under way. */
export interface RunState {
  readonly weights: Weights;
  readonly adam: Adam;
  readonly rng: Rng;
  /** Training rows; shuffled in place at each epoch. */
  readonly order: Uint32Array;
  readonly held: Uint32Array;
  /** How they were chosen, in words. */
  readonly heldOut: string;
  /** Epochs done. */
  epoch: number;
  best: BestSoFar;
  readonly curve: CurvePoint[];
  /** Frees every tensor it holds. */
  dispose(): void;
}

export function beginRun(plan: TrainingPlan, { rng }: SeededContext): RunState {
  const values = initialWeights(plan.layers, rng);
  const { train, held, said } = setAside(plan, rng);
  return { ...onDevice(plan, values), rng, order: train.slice(), held, heldOut: said, epoch: 0, best: nothingYet, curve: [] };
}

/** Fewer held-out rows than this say too little to stop by. */
const LEAST_HELD_OUT = 5;

function setAside({ rows, target, relations, settings }: TrainingPlan, rng: Rng): HeldOut {
  const nothing = { train: rows, held: new Uint32Array(0), said: '' };
  if (!settings.earlyStopping) return nothing;
  const parts = holdOut(rows, target, settings.validationFraction, rng, relations);
  return parts.held.length < LEAST_HELD_OUT ? nothing : parts;
}

export function resumeRun(plan: TrainingPlan, from: Checkpoint): RunState {
  const specs = plan.layers.flatMap((layer) => layer.weights);
  return {
    ...onDevice(plan, unpacked(specs, from.weights), from),
    rng: createRng(from.rng),
    order: from.order.slice(),
    held: from.held,
    heldOut: from.heldOut,
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
    heldOut: run.heldOut,
    curve: run.curve.map((point) => ({ ...point })),
    best: { ...run.best }
  };
}
