import { freezeResult } from '../src/jobs/importing/group-answer.ts';
import { openGroup, type GroupJob } from '../src/jobs/importing/group-job.ts';
import type { BlockRelay } from '../src/stages/ingest/csv/groups/block-relay.ts';
import type { GroupReading } from '../src/stages/ingest/csv/groups/group-spec.ts';
import type { FileHabits } from '../src/stages/ingest/csv/evidence.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import type { ReadingApi } from '../src/wire/contracts.ts';
import { serve } from '../src/wire/serve.ts';
import { workContext } from '../src/wire/work-context.ts';
import { inletOn, outletOn } from './block-ports.ts';

/** Opened at once, before it is known what there is to read. */
const storage = openStorage();
// Who opens a group is told of a failure; a thread that nothing is asked of has nobody to tell.
storage.catch(() => undefined);

/** One group of columns at a time; nothing of it is held when it is done. */
let group: GroupReading | null = null;

const relayOf = (number: number, ports: readonly MessagePort[]): BlockRelay =>
  number === 0 ? { outlets: ports.map(outletOn) } : { inlet: ports[0] && inletOn(ports[0]) };

const api: ReadingApi = {
  async open(job, ports) {
    const asked = job as GroupJob;
    group = await openGroup(asked, { storage: await storage, now: () => Date.now() }, relayOf(asked.group, ports));
  },
  first: (signal, onProgress) => group!.first(workContext(signal, onProgress)),
  async finish(habits, signal, onProgress) {
    const result = await group!.finish(habits as FileHabits, workContext(signal, onProgress));
    group = null;
    return freezeResult(result);
  }
};

serve(api, 'reading');
