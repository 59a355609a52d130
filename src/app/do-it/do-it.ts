import type { Project } from '../api/projects.ts';
import type { Watch } from '../api/watch.ts';
import type { Overview } from '../overview.ts';

/** What "do it for me" did: one sentence a thing, with its reason, and how to take it back where that is possible. */
export interface Done {
  readonly said: readonly string[];
  readonly undo: (() => Promise<void>) | null;
}

/** The sensible thing to do at a step, through the same verbs a person would use. */
export type DoIt = (project: Project, overview: Overview, watch: Watch) => Promise<Done>;
