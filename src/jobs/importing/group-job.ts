import { ColumnGroup } from '../../stages/ingest/csv/groups/column-group.ts';
import type { Checkpoints, FrozenGroup } from '../../stages/ingest/csv/groups/checkpoints.ts';
import type { BlockRelay } from '../../stages/ingest/csv/groups/block-relay.ts';
import type { GroupReading, GroupSpec } from '../../stages/ingest/csv/groups/group-spec.ts';
import type { ApartArray } from '../../stages/ingest/csv/resume/freeze.ts';
import type { ImportPart, Storage } from '../../storage/storage.ts';

/** Some columns of a file to read and store, in plain data. */
export interface GroupJob {
  readonly spec: GroupSpec;
  readonly source: Blob;
  readonly group: number;
  /** The import that this is a part of. */
  readonly writerId: string;
  /** Time between two checkpoints; null = none are kept. */
  readonly checkpointMs: number | null;
  /** How many groups there are, this one among them. */
  readonly groups: number;
  /** The first group hands the blocks it has cut to all others; else each cuts the file for itself. */
  readonly isRelayed: boolean;
}

/** Keeping takes no more than this part of the time. */
const MOST_OFTEN = 20;

interface Outside {
  readonly storage: Storage;
  readonly now: () => number;
}

/** Where an array that never changes is stored, and the bytes of one of its numbers. */
interface StoredArray {
  readonly hash: string;
  readonly width: number;
}

type StoredGroup = Omit<FrozenGroup, 'apart'> & { readonly apart: readonly StoredArray[] };

/** Opens the columns for reading, from where an earlier reading was cut off, if there was one. */
export async function openGroup(job: GroupJob, { storage, now }: Outside, relay?: BlockRelay): Promise<GroupReading> {
  const part = storage.datasets.join(job.writerId);
  const checkpoints = job.checkpointMs === null ? undefined : await checkpointsOf(job, job.checkpointMs, part, { storage, now });
  return new ColumnGroup(job.spec, { source: job.source, sink: part, checkpoints, relay });
}

async function checkpointsOf(
  { writerId, group }: GroupJob,
  everyMs: number,
  part: ImportPart,
  { storage, now }: Outside
): Promise<Checkpoints> {
  const stored = (await storage.unfinished.checkpoint(writerId, group)) as StoredGroup | undefined;
  const places = new WeakMap<ApartArray, Promise<StoredArray>>();
  const place = (array: ApartArray) => places.get(array) ?? placeNow(array);
  const placeNow = (array: ApartArray) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const placing = part.keep(bytes.slice()).then((hash) => ({ hash, width: array.BYTES_PER_ELEMENT }));
    places.set(array, placing);
    return placing;
  };
  let due = now() + everyMs;
  return {
    left: stored === undefined ? null : { ...stored, apart: await Promise.all(stored.apart.map((array) => readApart(array, storage))) },
    isDue: () => now() >= due,
    async keep(frozen) {
      const began = now();
      const apart = await Promise.all(frozen.apart.map(place));
      await part.keepCheckpoint(group, frozen.rows, { ...frozen, apart } satisfies StoredGroup);
      due = now() + Math.max(everyMs, (now() - began) * MOST_OFTEN);
    }
  };
}

async function readApart({ hash, width }: StoredArray, storage: Storage): Promise<ApartArray> {
  const { buffer } = (await storage.chunks.get(hash)).slice();
  return width === 1 ? new Uint8Array(buffer) : width === 2 ? new Uint16Array(buffer) : new Int32Array(buffer);
}
