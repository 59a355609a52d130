import type { TrackedRun } from '../core/tracked-run.ts';
import type { ProgressCallback } from './progress.ts';

/** Runs as other tools keep them. */
export interface TrackingApi {
  /** A zip of MLflow's file store with every run of a project. */
  exportStore(job: { projectId: string }, signal: AbortSignal, onProgress: ProgressCallback): Promise<Blob>;
  importStore(
    job: { projectId: string; zip: Blob },
    signal: AbortSignal,
    onProgress: ProgressCallback
  ): Promise<{ added: number; known: number }>;
  importedRuns(job: { projectId: string }): Promise<TrackedRun[]>;
}
