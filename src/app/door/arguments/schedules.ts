import type { ScheduleVerbs } from '../../api/schedules.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import { filledText, number, oneOf, onlyFields, optional, plain, recordOf } from './shape.ts';

export const scheduleArguments: ArgumentsOf<ScheduleVerbs> = {
  list: verb('schedules.list()'),
  add: verb(
    'schedules.add({ verb: "train", spec: { model: "boosting" } }, { kind: "daily", hour: 2, minute: 30 })',
    [
      'work',
      onlyFields({ verb: oneOf('train', 'tune', 'auto', 'monitor'), spec: optional(recordOf(plain)), deployment: optional(filledText) })
    ],
    [
      'when',
      onlyFields({ kind: oneOf('daily', 'every', 'new-data'), hour: optional(number), minute: optional(number), hours: optional(number) })
    ]
  ),
  cancel: verb('schedules.cancel(id), with an id of schedules.list()', ['id', filledText])
};
