import { scheduleUnknown } from '../core/errors/jobs.ts';
import type { Schedule } from '../core/schedule.ts';
import type { Database } from './database.ts';
import type { ProjectRecord } from './records/project.ts';
import type { Storage } from './storage.ts';

type Schedules = Storage['schedules'];
type Projects = Storage['projects'];

/** What is done again and again: kept with the project, and held by a lock while a tab does it, so that a tab that died is told from one that works. */
export function createSchedules(db: Database, projects: Projects): Schedules {
  return {
    of: async (projectId) => [...of(await projects.get(projectId))],
    add: async (projectId, schedule) => {
      await projects.update(projectId, (project) => ({ ...project, schedules: [...of(project), schedule] }));
    },
    async remove(projectId, id) {
      await projects.update(projectId, (project) => {
        if (!of(project).some((one) => one.id === id)) throw scheduleUnknown(id);
        return { ...project, schedules: of(project).filter((one) => one.id !== id) };
      });
    },
    claim: claiming(db, projects),
    settle: (projectId, id, last) => changeOne(projects, projectId, id, (schedule) => ({ ...schedule, last })),
    async alive() {
      const held = await db.liveness.held();
      return (id) => held.has(lockOf(db, id));
    }
  };
}

const of = ({ schedules = [] }: ProjectRecord): readonly Schedule[] => schedules;
const lockOf = (db: Database, id: string) => `lathe-schedule-${db.name}-${id}`;

async function changeOne(projects: Projects, projectId: string, id: string, change: (schedule: Schedule) => Schedule): Promise<void> {
  await projects.update(projectId, (project) => ({
    ...project,
    schedules: of(project).map((one) => (one.id === id ? change(one) : one))
  }));
}

/** The lock keeps two tabs from doing it at once, what is written under it from doing it one after the other. */
function claiming(db: Database, projects: Projects): Schedules['claim'] {
  return async (projectId, id, due, at) => {
    const release = await db.liveness.tryHold(lockOf(db, id));
    if (!release) return null;
    let isOurs = false;
    const take = (schedule: Schedule): Schedule => {
      isOurs = schedule.doneFor !== due;
      return isOurs ? { ...schedule, doneFor: due, last: { at, status: 'running', said: '', tookMs: 0 } } : schedule;
    };
    try {
      await changeOne(projects, projectId, id, take);
    } finally {
      if (!isOurs) release();
    }
    return isOurs ? release : null;
  };
}
