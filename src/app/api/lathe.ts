import type { EngineReport, RequestLog } from './engine.ts';
import type { JobVerbs } from './jobs.ts';
import type { Project, ProjectInfo } from './projects.ts';
import type { Sample, SampleId } from './samples.ts';
import type { Watch } from './watch.ts';

/**
 * The scripting door of Lathe, `window.lathe`: everything a screen can do, a script can do, through the same functions.
 *
 * Ids are strings; times are milliseconds; shares are 0 to 1; missing values are null in rows. Every verb that can take over 100 ms accepts
 * `{ signal, onProgress }`. Every failure is an Error with `code` (kebab-case, stable), `message` (what, with the numbers) and `hint` (what
 * to do). A verb that its signal stopped ends with the signal's reason: an Error of the name AbortError, with the code `cancelled` (`paused` where it
 * rests). The names and shapes are a promise: they are added to, never renamed or removed.
 */
export interface Lathe {
  readonly version: string;
  /** Resolves when storage, workers and the service worker can be used. */
  readonly ready: Promise<void>;
  engine(): Promise<EngineReport>;
  readonly projects: {
    create(options: { name: string; sample?: SampleId }, watch?: Watch): Promise<Project>;
    list(): Promise<ProjectInfo[]>;
    open(id: string): Promise<Project>;
    remove(id: string): Promise<void>;
    /** One portable file with everything: data, runs, models, deployments, logs. */
    exportArchive(id: string, options?: { passphrase?: string } & Watch): Promise<Blob>;
    importArchive(archive: Blob, options?: { passphrase?: string } & Watch): Promise<Project>;
  };
  /** Heavy work of all projects: what runs, waits and rests. */
  readonly jobs: JobVerbs;
  /** The samples that are built in, smallest story first. */
  samples(): Sample[];
  /** Everything stored, checked: row counts, digests, manifests, audit chains. An empty list means whole. */
  integrityCheck(options?: Watch): Promise<string[]>;
  /** Every request that left or reached this page since it was opened, and whether it went to the app's own files. */
  requests(): RequestLog;
}
