import type { ThreadTeam } from '../core/threads.ts';
import type { BackendId, Engine } from '../core/model.ts';
import type { GroupReading } from '../stages/ingest/csv/groups/group-spec.ts';
import type { Storage } from '../storage/storage.ts';
import type { GroupJob } from './importing/group-job.ts';

/** What jobs may use from the outside world; workers hand in the real ones, tests hand in theirs. */
export interface JobServices {
  readonly storage: Storage;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For files that take a while; without it an import reads in its own thread, and begins anew when it was cut off. */
  readonly importing?: ImportingServices;
}

export interface ImportingServices {
  /** Which build this is: what one has kept, another does not understand. */
  readonly build: string;
  /** Time between two checkpoints, in milliseconds. */
  readonly checkpointMs: number;
  /** Files of fewer bytes are read again sooner than they are looked up. */
  readonly leastBytes: number;
  /** Other threads that read. */
  readonly readers?: ReaderThreads;
}

export interface ReaderThreads {
  /** How many there may be. */
  readonly most: number;
  /** They can share memory, so that one of them cuts a file for all. */
  readonly canShare: boolean;
  /** Starts threads for an import, while it is still looked at what they shall read. */
  start(): ReaderCrew;
}

/** The threads of one import. */
export interface ReaderCrew {
  open(job: GroupJob): Promise<GroupReading>;
  /** Ends them all. */
  dismiss(): void;
}

export interface ProtectingServices extends JobServices {
  /** Random bytes nobody can guess: for keys and for noise. */
  readonly randomBytes: (count: number) => Uint8Array;
}

export interface TrainingServices extends JobServices {
  /** Milliseconds with fractions, for measuring. */
  readonly clock: () => number;
  readonly version: string;
  /** Threads that a fit may enlist; absent or null where it is to work alone. */
  readonly threads?: ThreadTeam | null;
  /** Time between two checkpoints of a fit, in milliseconds. */
  readonly checkpointMs?: number;
  /** Networks only. */
  readonly openEngine: (needs: 'dense' | 'convolution', preference: BackendId | 'auto') => Promise<Engine>;
}

/** What answers requests. */
export interface ServingServices extends JobServices {
  readonly clock: () => number;
  /** A uniform draw in [0, 1), to divide traffic by. */
  readonly draw: () => number;
  readonly newId: () => string;
}
