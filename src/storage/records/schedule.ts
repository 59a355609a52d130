import * as v from 'valibot';
import type { Schedule } from '../../core/schedule.ts';
import { id, plainRecord, time } from './record.ts';

/** A schedule as it stands with its project. */
export const scheduleEntry = v.looseObject({
  id,
  label: v.string(),
  work: v.union([
    v.looseObject({ verb: v.picklist(['train', 'tune', 'auto']), spec: plainRecord }),
    v.looseObject({ verb: v.literal('monitor'), deployment: v.string() })
  ]),
  when: v.union([
    v.looseObject({ kind: v.literal('daily'), hour: v.number(), minute: v.number() }),
    v.looseObject({ kind: v.literal('every'), hours: v.number() }),
    v.looseObject({ kind: v.literal('new-data') })
  ]),
  createdAt: time,
  doneFor: v.nullable(v.union([v.number(), v.string()])),
  last: v.exactOptional(
    v.looseObject({ at: time, status: v.picklist(['running', 'done', 'failed', 'stopped']), said: v.string(), tookMs: v.number() })
  )
}) satisfies v.GenericSchema<unknown, Schedule>;
