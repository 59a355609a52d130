import { counted } from '../core/words.ts';
import { tooFewRows } from '../core/errors/tables.ts';
import type { BackendId, CurvePoint, FitContext, TrainingData } from '../core/model.ts';
import type { NetworkState } from '../core/network.ts';
import { note, type Note } from '../core/note.ts';
import { targetRows } from '../core/target.ts';
import { answersOf } from './answers.ts';
import type { Examples } from './examples.ts';
import { freeze } from './freeze.ts';
import type { Layer } from './layers/layer.ts';
import { tensorflowOf } from './tensorflow.ts';
import { trainNetwork, type Trained } from './train.ts';
import type { TrainingSettings } from './training-plan.ts';

export interface NetworkFit {
  readonly state: NetworkState;
  readonly curve: readonly CurvePoint[];
  readonly notes: readonly Note[];
  readonly backend: BackendId;
}

export interface NetworkDesign {
  readonly needs: 'dense' | 'convolution';
  readonly examples: Examples;
  /** @param outputs width of the last layer */
  readonly layers: (outputs: number) => readonly Layer[];
  readonly settings: TrainingSettings;
}

/**
 * Trains a network of any design on any target and freezes it for the scorer.
 * @throws LatheError `too-few-rows` with fewer than two rows that count; see `trainNetwork` for the rest
 */
export async function fitNetwork(data: TrainingData, design: NetworkDesign, context: FitContext): Promise<NetworkFit> {
  const rows = rowsThatCount(data);
  if (rows.length < 2) throw tooFewRows(rows.length, 2, 'A network');
  const answers = answersOf(data.target, data.weights);
  const layers = design.layers(answers.outputs);
  const engine = await context.openEngine(design.needs);
  const tf = tensorflowOf(engine);
  const { examples, settings } = design;
  const trained = await trainNetwork(
    {
      ...{ engine, tf, layers, examples, answers, rows, settings },
      target: data.target,
      relations: data,
      weightOf: weighing(data, rows)
    },
    context
  );
  const { output, outputs, mean: targetMean, scale: targetScale } = answers;
  return {
    state: { ...freeze(layers, trained.weights), output, outputs, targetMean, targetScale },
    curve: trained.curve,
    notes: [note('backend', `Trained on ${engine.backend}: ${engine.reason}`), ...howItEnded(trained, settings)],
    backend: engine.backend
  };
}

function rowsThatCount({ target, weights }: TrainingData): Uint32Array {
  const rows = Uint32Array.from({ length: targetRows(target) }, (_, row) => row);
  return weights ? rows.filter((row) => weights[row]! > 0) : rows;
}

/** Weights as given, brought to 1 on average, so that their unit does not change the learning rate. */
function weighing({ weights }: TrainingData, rows: Uint32Array): (row: number) => number {
  if (!weights) return () => 1;
  const mean = rows.reduce((sum, row) => sum + weights[row]!, 0) / rows.length;
  return (row) => weights[row]! / mean;
}

function howItEnded(trained: Trained, settings: TrainingSettings): Note[] {
  const notes: Note[] = [];
  if (!trained.converged)
    notes.push(note('not-converged', `Stopped after ${counted(trained.epochs, 'epoch')}, the most allowed, while still getting better.`));
  if (trained.heldOutRows > 0) {
    notes.push(
      note(
        'early-stopping',
        `Weights of epoch ${trained.bestEpoch} of ${trained.epochs}, the best on ${trained.heldOut} held out of training.`
      )
    );
  } else if (settings.earlyStopping) {
    notes.push(note('no-early-stopping', 'Too few rows to hold some out: stopped by the loss on the training rows instead.'));
  }
  return notes;
}
