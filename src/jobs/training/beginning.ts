import type { Note } from '../../core/note.ts';
import type { CurrentSplit } from '../splitting/current-split.ts';
import type { RunPlan } from './plan-run.ts';

/** Where it is kept what a run began with and its record does not say. */
export const BEGINNING = 'beginning';

export interface Beginning {
  /** What one build has kept, another does not understand. */
  readonly build: string;
  readonly splitNotes: readonly string[];
  readonly planNotes: readonly Note[];
}

export const beginningOf = (build: string, split: CurrentSplit, plan: RunPlan): Beginning => ({
  build,
  splitNotes: split.notes,
  planNotes: plan.notes
});
