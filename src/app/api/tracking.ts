import type { RunDiff } from '../../core/run-diff.ts';
import type { TrackedRun } from '../../core/tracked-run.ts';
import type { Run } from './training.ts';
import type { Watch } from './watch.ts';

/** What people write about runs, and how runs come from and go to other tools. */
export interface TrackingVerbs {
  /** Tags and a comment of a run; what is not given stays. */
  annotate(runId: string, words: { tags?: string[]; comment?: string }): Promise<Run>;
  /** Everything by which two runs differ in how they were made, and what each took; what is the same is left out. */
  diff(a: string, b: string): Promise<RunDiff>;
  /** All runs as a zip of MLflow's file store: parameters, metrics with the ends of their intervals, curves, hashes as tags, packages as artefacts. */
  exportStore(options?: Watch): Promise<Blob>;
  /** Runs of another tool's file store, to be looked at; those that are here already are passed over. */
  importStore(zip: Blob, options?: Watch): Promise<{ added: number; known: number }>;
  /** The runs that were brought in, the earliest first. */
  imported(): Promise<TrackedRun[]>;
}
