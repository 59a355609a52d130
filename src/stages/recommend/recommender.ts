import type { SeededContext } from '../../core/context.ts';
import type { History, Interactions } from '../../core/interactions.ts';
import type { CurvePoint } from '../../core/model.ts';
import type { Note } from '../../core/note.ts';
import type { ParamSpecs, ParamsOf } from '../../core/params.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { TaskModelType } from '../../core/task-model.ts';

/** Who asks: a user that was learned from, or a new one (null), and what he has met so far. */
export interface Asker {
  readonly user: number | null;
  readonly history: History;
}

/** Why an item is recommended: many took it; it goes with items of the asker; users like him took it. */
export type Reason =
  | { readonly kind: 'popular'; readonly users: number }
  /** `share`: 0 to 1, what each adds of all that speaks for the item; largest first. */
  | { readonly kind: 'items'; readonly items: readonly { readonly item: number; readonly share: number }[] }
  | { readonly kind: 'people'; readonly users: number; readonly asked: number };

/** A fitted recommender, ready to answer. */
export interface OpenRecommender {
  /** Whether it can answer a user it has not learned from, by what he has met. */
  readonly takesNewUsers: boolean;
  /** Fills in a score for each item, length itemCount; higher is better. The predicted rating, where `rates`. */
  score(asker: Asker, into: Float64Array): void;
  reason(asker: Asker, item: number): Reason;
}

export interface RecommenderFit<F extends PlainRecord = PlainRecord> {
  readonly state: F;
  readonly curve: readonly CurvePoint[];
  readonly notes: readonly Note[];
}

export interface RecommendContext extends SeededContext {
  readonly onCurve: (point: CurvePoint) => void;
}

/** A kind of recommender. `fit` returns plain state; `open` makes it answer, with the interactions it was fitted on. */
export interface RecommenderType<S extends ParamSpecs = ParamSpecs, F extends PlainRecord = PlainRecord> extends TaskModelType<S> {
  readonly family: 'baseline' | 'neighbours' | 'factors';
  readonly task: 'recommendation';
  /** Whether it learns ratings, and predicts them. */
  readonly rates: boolean;
  fit(data: Interactions, params: ParamsOf<S>, context: RecommendContext): Promise<RecommenderFit<F>>;
  open(state: F, data: Interactions): OpenRecommender;
}

/** Checks a definition against its own specs and forgets the exact types, so definitions can share a registry. */
export function defineRecommender<const S extends ParamSpecs, F extends PlainRecord>(type: RecommenderType<S, F>): RecommenderType {
  return type as unknown as RecommenderType;
}
