import type { SeededContext } from '../../core/context.ts';
import type { GivingBack, LearnedBack } from '../../core/learned-back.ts';
import type { Matrix } from '../../core/matrix.ts';
import type { Note } from '../../core/note.ts';
import type { ParamSpec, ParamSpecs, ParamsOf } from '../../core/params.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { TaskModelType } from '../../core/task-model.ts';

export interface AnomalyFit<F extends PlainRecord = PlainRecord> {
  readonly state: F;
  /** How strange each row is, the more the stranger; null where the scorer of the same id tells it from the state, of these rows as of new ones. */
  readonly scores: Float64Array | null;
  readonly notes: readonly Note[];
}

export interface AnomalyContext extends SeededContext {
  /** Teaches a network to give back what it is shown; handed in, for a stage sees no networks. */
  readonly autoencode: (matrix: Matrix, settings: GivingBack, context: SeededContext) => Promise<LearnedBack>;
}

/** A way to find rows unlike the rest. `fit` returns plain state and keeps nothing. */
export interface AnomalyModel<S extends ParamSpecs = ParamSpecs, F extends PlainRecord = PlainRecord> extends TaskModelType<S> {
  /** Rows, at most, on which it is fitted again and again to see how far the same rows come out. */
  readonly judgeRows: number;
  /** @param matrix numbers without gaps, on scales that can be compared; `names` are those of its columns */
  fit(matrix: Matrix, names: readonly string[], params: ParamsOf<S>, context: AnomalyContext): Promise<AnomalyFit<F>>;
}

/** Checks a definition against its own specs and forgets the exact types, so definitions can share a registry. */
export function defineAnomalyModel<const S extends ParamSpecs, F extends PlainRecord>(model: AnomalyModel<S, F>): AnomalyModel {
  return model as unknown as AnomalyModel;
}

/** What every way has: how many rows to flag. */
export const contamination = {
  type: 'float',
  default: 0.01,
  min: 0,
  max: 0.5,
  doc: 'The share of rows that is flagged, the strangest first: it sets the threshold.'
} as const satisfies ParamSpec;
