import { hoursOutOfRange, timeOutOfRange } from '../../core/errors/jobs.ts';
import { nextDue, type Schedule, type ScheduledWork, type ScheduleWhen } from '../../core/schedule.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { inSentence, quoted } from '../../core/words.ts';
import type { ScheduledAsk, ScheduleInfo, ScheduleVerbs } from '../api/schedules.ts';
import type { Services } from '../services.ts';
import { checkTuneSpec } from './check-spec.ts';
import { ownDeployment } from './deployment-records.ts';
import { anyModel, jobOf } from './start-run.ts';

/** What is done again and again in a project; that it is done when it is due is seen to by `app/schedules`. */
export function scheduleVerbs({ storage, now, newId }: Services, projectId: string): ScheduleVerbs {
  return {
    async list() {
      const [schedules, isAlive] = [await storage.schedules.of(projectId), await storage.schedules.alive()];
      return schedules.map((schedule) => infoOf(schedule, isAlive(schedule.id), now()));
    },
    async add(work, when) {
      checkWhen(when);
      await checkWork(work, (deployment) => ownDeployment(storage, projectId, deployment));
      const { datasetId } = await storage.projects.get(projectId);
      const doneFor = when.kind === 'new-data' && datasetId !== null ? (await storage.datasets.get(datasetId)).hash : null;
      const id = newId();
      const kept = structuredClone(work.verb === 'auto' ? { verb: 'auto', spec: work.spec ?? {} } : work) as ScheduledWork;
      await storage.schedules.add(projectId, { id, label: labelOf(work), work: kept, when: { ...when }, createdAt: now(), doneFor });
      return id;
    },
    cancel: (id) => storage.schedules.remove(projectId, id)
  };
}

/** Longest time between two, hours: a month. */
const MOST_HOURS = 744;

function checkWhen(when: ScheduleWhen): void {
  const isWhole = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value <= most;
  if (when.kind === 'daily' && !(isWhole(when.hour, 23) && isWhole(when.minute, 59))) throw timeOutOfRange(when.hour, when.minute);
  if (when.kind === 'every' && !(when.hours >= 1 && when.hours <= MOST_HOURS)) throw hoursOutOfRange(when.hours, MOST_HOURS);
}

/** What would be refused when it is due is refused now. */
async function checkWork(work: ScheduledAsk, deployment: (name: string) => Promise<unknown>): Promise<void> {
  if (work.verb === 'train') jobOf(work.spec);
  if (work.verb === 'tune') checkTuneSpec(work.spec);
  if (work.verb === 'monitor') await deployment(work.deployment);
}

function labelOf(work: ScheduledAsk): string {
  if (work.verb === 'auto') return 'Search for a good model';
  if (work.verb === 'monitor') return `Drift check of ${quoted(work.deployment)}`;
  return `${work.verb === 'train' ? 'Training' : 'Tuning'} of ${inSentence(anyModel(work.spec.model).label)}`;
}

function infoOf({ doneFor: _claim, ...schedule }: Schedule, isAlive: boolean, now: number): ScheduleInfo {
  const { last, ...rest } = structuredClone(schedule);
  const told = last?.status === 'running' && !isAlive ? { ...last, status: 'stopped' as const, said: LEFT } : last;
  const work = rest.work as unknown as ScheduledAsk;
  return { ...rest, work, nextAt: nextDue({ ...schedule, doneFor: null }, now), ...(told ? { last: told } : {}) };
}

const LEFT = 'Its tab was closed before it was done. A training that was cut off rests among the jobs.';

/** The spec of kept work, as its verb takes it. */
export const specOf = (spec: PlainRecord): never => structuredClone(spec) as never;
