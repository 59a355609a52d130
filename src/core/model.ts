import type { SeededContext } from './context.ts';
import type { Kinship } from './kinship.ts';
import type { MadeRows } from './made-rows.ts';
import type { Note } from './note.ts';
import type { OrderOf } from './outcome.ts';
import type { ParamSpecs, ParamsOf } from './params.ts';
import type { PlainRecord } from './plain.ts';
import type { Table } from './table.ts';
import type { ThreadTeam } from './threads.ts';
import type { LearningTask, Target } from './target.ts';

/** Rows to learn from: features after the recipe, the answers, and how much each row counts. */
export interface TrainingData {
  readonly features: Table;
  readonly target: Target;
  /** Length n, not negative; null = every row counts 1. */
  readonly weights: Float64Array | null;
  /** How the rows belong together, where the project was divided by group or by time: what a fit holds out for itself goes by it. */
  readonly kinship?: Kinship;
  /** Rows at the end that the recipe made up from those before them. */
  readonly made?: MadeRows;
}

/**
 * What the features must look like. `encoded`: number columns without gaps; `mixed`: number columns with NaN and category columns with gaps as
 * they are; `image`: one image column.
 */
export type FeatureNeeds = 'encoded' | 'mixed' | 'image';

/** One point of a learning curve: losses after `step` rounds or epochs; `validation` on rows held out of the fit, where there are any. */
export interface CurvePoint {
  readonly step: number;
  readonly train: number;
  readonly validation: number | null;
}

export type BackendId = 'webgpu' | 'wasm' | 'webgl' | 'cpu';

/** A TensorFlow.js engine that is ready. Opaque here: only src/neural looks inside `tf`. */
export interface Engine {
  readonly tf: unknown;
  readonly backend: BackendId;
  /** Why this backend and not one before it on the ladder. */
  readonly reason: string;
  /** Aborts, with the error, when the device is lost. */
  readonly lost: AbortSignal;
}

export interface FitContext extends SeededContext {
  /** Reported as the fit goes on, at most some ten a second reach the screen. */
  readonly onCurve: (point: CurvePoint) => void;
  /** Threads that a fit may enlist; absent or null where it is to work alone. */
  readonly threads?: ThreadTeam | null;
  /** Networks only: the fastest backend that has every kernel the network needs. */
  readonly openEngine: (needs: 'dense' | 'convolution') => Promise<Engine>;
  /** Networks and boosting: called after an epoch or a round with all that is needed to go on from there. */
  readonly onCheckpoint?: (checkpoint: PlainRecord) => void;
  /** Whether a checkpoint is due: one is costly to take. Absent = after each. */
  readonly wantsCheckpoint?: () => boolean;
  /** Boosting and forests: told at the end how many rounds or trees there are, with all that is needed to add more. Absent where nobody will. */
  readonly onEnd?: (rounds: number, checkpoint: PlainRecord) => void;
  /** Networks, boosting and forests: a checkpoint of the same data, parameters and seed, rounds or trees aside, to go on from. */
  readonly resumeFrom?: PlainRecord;
}

export interface Fit<F extends PlainRecord = PlainRecord> {
  readonly state: F;
  readonly curve: readonly CurvePoint[];
  readonly notes: readonly Note[];
  readonly backend: BackendId;
}

/** Where a kind of model stands among those that pay, and what of it is worth a try beside the defaults. */
export interface AutoUse {
  /** The lowest is tried first. */
  readonly rank: number;
  readonly portfolio?: readonly Readonly<Record<string, number | string | boolean>>[];
}

/**
 * A kind of model. `fit` returns new plain state and keeps nothing, so "predict before fit" can't be written. The scoring half lives in
 * src/predict/models under the same id: there is no second implementation of it anywhere.
 */
export interface ModelType<S extends ParamSpecs = ParamSpecs, F extends PlainRecord = PlainRecord> {
  readonly id: string;
  readonly label: string;
  /** One sentence: what it assumes, what it is good at, what it costs. */
  readonly doc: string;
  readonly family: 'baseline' | 'linear' | 'trees' | 'neighbours' | 'bayes' | 'kernel' | 'additive' | 'network';
  readonly tasks: readonly LearningTask[];
  readonly takes: FeatureNeeds;
  /** How the search for a good model uses it; absent: it is tried last, with its defaults. */
  readonly auto?: AutoUse;
  /** Most rows a fit takes, where its time would run away; more are refused. */
  readonly mostRows?: number;
  readonly params: S;
  /** What its answers put in order, where with these parameters that is all they are good for. */
  readonly orders?: (params: ParamsOf<S>) => OrderOf | null;
  fit(data: TrainingData, params: ParamsOf<S>, context: FitContext): Promise<Fit<F>>;
}

/** Checks a definition against its own specs and forgets the exact types, so definitions can share a registry. */
export function defineModel<const S extends ParamSpecs, F extends PlainRecord>(type: ModelType<S, F>): ModelType {
  return type as unknown as ModelType;
}
