import { freezeResult } from '../src/jobs/importing/group-answer.ts';
import { openGroup, type GroupJob } from '../src/jobs/importing/group-job.ts';
import type { GroupReading } from '../src/stages/ingest/csv/groups/group-spec.ts';
import type { FileHabits } from '../src/stages/ingest/csv/evidence.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import type { ReadingApi } from '../src/wire/contracts.ts';
import { serve } from '../src/wire/serve.ts';
import { workContext } from '../src/wire/work-context.ts';

/** One group of columns, and then this thread is not needed any more. */
let group: GroupReading | null = null;

const api: ReadingApi = {
  async open(job) {
    group = await openGroup(job as GroupJob, { storage: await openStorage(), now: () => Date.now() });
  },
  first: (signal, onProgress) => group!.first(workContext(signal, onProgress)),
  finish: async (habits, signal, onProgress) => freezeResult(await group!.finish(habits as FileHabits, workContext(signal, onProgress)))
};

serve(api, 'reading');
