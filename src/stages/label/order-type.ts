import type { WorkContext } from '../../core/context.ts';
import type { OrderId } from '../../core/labelling.ts';
import type { Points } from './features.ts';

/** What is known of the rows that may be asked for. */
export interface Candidates {
  /** Places among the points of the rows that may be asked for, ascending. */
  readonly open: Uint32Array;
  /** Places of rows that have a label. */
  readonly labelled: Uint32Array;
  readonly points: Points;
  /** Of each point, [points, classes]; null where nothing tells classes apart yet. */
  readonly probabilities: Float64Array | null;
  readonly classes: readonly string[];
}

export interface Chosen {
  readonly place: number;
  readonly why: string;
}

/** A way to choose what is asked next. */
export interface SamplingOrder {
  readonly id: OrderId;
  readonly label: string;
  readonly doc: string;
  readonly needsProbabilities: boolean;
  choose(candidates: Candidates, count: number, context: WorkContext): Promise<Chosen[]>;
}
