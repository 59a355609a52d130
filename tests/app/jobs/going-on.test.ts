import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Lathe } from '../../../src/app/api/lathe.ts';
import type { Project } from '../../../src/app/api/projects.ts';
import type { Run, TuneSpec } from '../../../src/app/api/training.ts';
import { recover } from '../../../src/app/recover.ts';
import { workerCrashed } from '../../../src/core/errors/anywhere.ts';
import { train } from '../../../src/jobs/training/train.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import type { TrainJob } from '../../../src/wire/contracts.ts';
import { quiet } from '../../jobs/support.ts';
import { freshName } from '../../storage/helper.ts';
import { openDoor } from '../door/open-door.ts';

const CSV = `x,y,kind\n${Array.from({ length: 80 }, (_, i) => `${i % 9},${(i * 7) % 11},${(i * 5) % 9 > (i * 7) % 5 ? 'a' : 'b'}`).join('\n')}\n`;
const spec: TuneSpec = { model: 'logistic', search: 'tpe', trials: 5, seed: 3, cv: { kind: 'k-fold', folds: 2 } };
const never = new Promise<never>(() => undefined);

const servicesOn = (storage: Storage) => {
  const openEngine = () => Promise.reject(new Error('no engine'));
  return { storage, now: () => 1, clock: () => performance.now(), version: '0.0.0-test', checkpointMs: 0, openEngine };
};

/** A training whose worker stands still for ever when its record is written and its job is not. */
function dieBefore(job: TrainJob, storage: Storage, die: () => void): Promise<void> {
  const begin = () => {
    die();
    return never;
  };
  return train(job, servicesOn({ ...storage, jobs: { ...storage.jobs, begin } }), quiet);
}

/** A training whose worker stands still for ever after some pauses. */
function dieWithin(job: TrainJob, storage: Storage, die: () => void): Promise<void> {
  let pauses = 0;
  const breathe = async () => {
    if (++pauses < 12) return;
    die();
    await never;
  };
  return train(job, servicesOn(storage), { ...quiet, breathe });
}

async function asked(lathe: Lathe): Promise<Project> {
  const project = await lathe.projects.create({ name: 'Tuning' });
  await project.data.importCsv(CSV, { name: 'rows' });
  await project.problem.set({ task: 'classification', target: 'kind', metric: 'log_loss' });
  await project.split.set({ kind: 'random', seed: 1 });
  return project;
}

/** What a search tried and what came of it; each database has a clock of its own, so the order is that of the trials' names. */
const triedIn = async (project: Project) =>
  (await project.runs())
    .map(({ params, modelHash, status, metrics }: Run) => ({ params, modelHash, status, cv: metrics['cv'] }))
    .sort((a, b) => (a.modelHash < b.modelHash ? -1 : 1));

let whole: Promise<Awaited<ReturnType<typeof triedIn>>> | null = null;
const uninterrupted = () =>
  (whole ??= (async () => {
    const project = await asked(await openDoor(freshName()));
    await project.tune(spec);
    return triedIn(project);
  })());

test.each([
  ['in the middle of a trial', dieWithin],
  ['before a trial had a job of its own', dieBefore]
])('a tuning whose tab died %s goes on with the same trials as one that was never stopped', async (_when, dieAt) => {
  const name = freshName();
  const storage = await openStorage(name);
  const died = new Promise<string>((die) => {
    let trials = 0;
    const dying = openDoor(name, {
      storage,
      training: (api) => ({
        ...api,
        train: (job, ...rest) => (++trials < 3 ? api.train(job, ...rest) : dieAt(job, storage, () => die(job.projectId)))
      })
    });
    void dying.then(async (lathe) => (await asked(lathe)).tune(spec));
  });
  const projectId = await died;
  storage.close();

  const again = await openStorage(name);
  expect((await recover({ storage: again })).map(({ label }) => label)).toEqual(['Tuning of Logistic regression']);
  const lathe = await openDoor(name, { storage: again });
  const project = await lathe.projects.open(projectId);
  expect((await project.runs()).map(({ status }) => status)).toEqual(expect.arrayContaining(['done', 'done', 'interrupted']));
  const [job] = await lathe.jobs.list();
  expect(job).toMatchObject({ kind: 'tune', state: 'interrupted', trials: 2, note: '2 trials done' });

  const runs = await lathe.jobs.resume(job!.id);
  expect(runs).toHaveLength(5);
  expect(await triedIn(project)).toEqual(await uninterrupted());
  expect(await lathe.jobs.list()).toEqual([]);
});

test('a tuning that is paused rests, and goes on; given up, its runs that were cut off are stopped', async () => {
  const lathe = await openDoor(freshName());
  const project = await asked(lathe);
  const pauseIn = (trial: string, resume?: string) => {
    let id = '';
    const onProgress = ({ note = '' }) => void (note.startsWith(trial) && lathe.jobs.pause(id));
    const watch = { onJob: (job: string) => void (id = job), onProgress };
    return resume === undefined ? project.tune(spec, watch) : lathe.jobs.resume(resume, watch);
  };
  await expect(pauseIn('trial 2')).rejects.toMatchObject({ name: 'AbortError' });
  const [job] = await lathe.jobs.list();
  expect(job).toMatchObject({ state: 'paused', trials: 1 });
  expect(job!.share).toBeGreaterThan(0);
  expect(job!.share).toBeLessThan(1);
  await expect(pauseIn('trial 4', job!.id)).rejects.toMatchObject({ name: 'AbortError' });
  expect((await project.runs()).map(({ status }) => status)).toEqual(['done', 'done', 'done', 'paused']);
  expect(await lathe.jobs.resume(job!.id)).toHaveLength(5);
  expect(await triedIn(project)).toEqual(await uninterrupted());

  await expect(pauseIn('trial 1')).rejects.toMatchObject({ name: 'AbortError' });
  const [other] = await lathe.jobs.list();
  await lathe.jobs.cancel(other!.id);
  expect((await project.runs()).at(-1)!.status).toBe('cancelled');
  expect(await lathe.jobs.list()).toEqual([]);
  await expect(lathe.jobs.resume(other!.id)).rejects.toMatchObject({ code: 'job-unknown' });
});

test('an urgent run goes before the next trial of a search, and of those that wait the most urgent goes first', async () => {
  const lathe = await openDoor(freshName());
  const project = await asked(lathe);
  let later: Promise<Run>[] = [];
  const onProgress = () => {
    if (later.length > 0) return;
    later = [project.train({ model: 'baseline', seed: 7 }), project.train({ model: 'baseline', seed: 8 }, { priority: 1 })];
  };
  await project.tune({ ...spec, trials: 2 }, { onProgress });
  expect((await lathe.jobs.list()).map(({ state }) => state)).not.toContain('paused');
  await Promise.all(later);
  expect((await project.runs()).map(({ seed }) => seed)).toEqual([3, 8, 3, 7]);
});

test('a lost worker costs one job: it rests, and the next one is done', async () => {
  let crashes = 1;
  const lathe = await openDoor(freshName(), {
    training: (api) => ({
      ...api,
      train: (job, ...rest) => (crashes-- === 1 ? Promise.reject(workerCrashed('training', new Error('killed'))) : api.train(job, ...rest))
    })
  });
  const project = await asked(lathe);
  const [lost, next] = await Promise.allSettled([project.tune(spec), project.train({ model: 'baseline' })]);
  expect(lost).toMatchObject({ status: 'rejected', reason: { code: 'worker-crashed' } });
  expect(next).toMatchObject({ status: 'fulfilled', value: { status: 'done' } });
  const [job] = await lathe.jobs.list();
  expect(job).toMatchObject({ state: 'interrupted', trials: 0 });
  expect(await lathe.jobs.resume(job!.id)).toHaveLength(5);
});
