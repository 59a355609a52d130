import type { Run } from './training.ts';
import type { Watch } from './watch.ts';

/**
 * Heavy work: trainings and searches. One works at a time, the others wait for their turn; a search gives way to more urgent work between its trials. What
 * was paused, or interrupted because its page was closed, keeps what it did and goes on from there.
 */
export interface JobVerbs {
  /** Those of this page, those that rest, and those of other pages, in the order they came. */
  list(): Promise<JobInfo[]>;
  /** Stops it and keeps what it did; the call that began it ends with an AbortError. */
  pause(id: string): Promise<void>;
  /** Lets it go on. @returns its runs, the best first, when it is done */
  resume(id: string, watch?: Watch): Promise<Run[]>;
  /** Stops it for good, or gives up one that rests. Runs that are done stay. */
  cancel(id: string): Promise<void>;
  /** A larger number goes first; 0 is usual. It counts while it waits, and between the trials of a search. */
  setPriority(id: string, priority: number): Promise<void>;
  /** How many may work at once on this page, each with a worker of its own: 1 unless asked. Called without a number it only tells. */
  atOnce(count?: number): Promise<number>;
}

export interface JobInfo {
  id: string;
  projectId: string;
  kind: 'train' | 'tune' | 'auto';
  label: string;
  /** `elsewhere`: another page works on it. */
  state: 'working' | 'waiting' | 'paused' | 'interrupted' | 'elsewhere';
  priority: number;
  share: number;
  note: string;
  startedAt: number;
  /** Trials a search has ended so far. */
  trials: number;
}
