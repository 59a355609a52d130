import type { ReadingPlace } from '../block-stream.ts';
import type { FrozenLog } from '../issue-log.ts';
import type { ApartArray, Frozen } from '../resume/freeze.ts';
import type { FrozenReader } from '../resume/freeze-reader.ts';

/** A group in the middle of its first pass, in plain data: what is in it need not be read again. */
export interface FrozenGroup {
  /** Rows read so far. */
  readonly rows: number;
  readonly place: ReadingPlace;
  readonly readers: readonly FrozenReader[];
  /** Of each reader, the hashes of its pieces. */
  readonly pieces: readonly (readonly string[])[];
  readonly log: FrozenLog;
  readonly totals: Frozen;
  /** What the readers hold by number. */
  readonly apart: readonly ApartArray[];
}

/** Keeps what a group has read, so that a reading that is cut off can go on. */
export interface Checkpoints {
  /** What an earlier reading left; null = begin at the beginning. */
  readonly left: FrozenGroup | null;
  /** Whether it is time for the next one. */
  isDue(): boolean;
  keep(frozen: FrozenGroup): Promise<void>;
}
