import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Lathe } from '../../../src/app/api/lathe.ts';
import type { Project } from '../../../src/app/api/projects.ts';
import { lossWatcher, recover } from '../../../src/app/recover.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import { freshName } from '../../storage/helper.ts';
import { openDoor } from '../door/open-door.ts';

const CSV = `x,kind\n${Array.from({ length: 40 }, (_, i) => `${i % 9},${(i * 5) % 9 > 4 ? 'a' : 'b'}`).join('\n')}\n`;
const never = new Promise<never>(() => undefined);

async function asked(lathe: Lathe): Promise<Project> {
  const project = await lathe.projects.create({ name: 'Waiting' });
  await project.data.importCsv(CSV, { name: 'rows' });
  await project.problem.set({ task: 'classification', target: 'kind', metric: 'log_loss' });
  await project.split.set({ kind: 'random', seed: 1 });
  return project;
}

/** A door whose worker never ends what it began. */
const busyDoor = async (name: string) => {
  const storage = await openStorage(name);
  const lathe = await openDoor(name, { storage, training: (api) => ({ ...api, train: () => never }) });
  return { storage, lathe };
};

/** Asks for a run that has to wait. */
const lined = (project: Project, seed: number, watch: object = {}) =>
  new Promise<{ readonly id: string; readonly run: Promise<unknown> }>((resolve) => {
    const run = project.train({ model: 'tree', seed }, { ...watch, onJob: (id) => queueMicrotask(() => resolve({ id, run })) });
    run.catch(() => undefined);
  });

test('a run that waited when its page was closed is offered by the next one, and begins there', async () => {
  const name = freshName();
  const { storage, lathe } = await busyDoor(name);
  const project = await asked(lathe);
  void project.train({ model: 'baseline' });
  const { id } = await lined(project, 7);
  await expect.poll(() => storage.jobs.find(id)).toBeDefined();
  const other = await openDoor(name, { storage: await openStorage(name) });
  expect((await other.jobs.list()).find((job) => job.id === id)).toMatchObject({ state: 'elsewhere' });
  storage.close();

  const again = await openStorage(name);
  expect((await recover({ storage: again })).map(({ label }) => label)).toContain('Decision tree');
  const next = await openDoor(name, { storage: again });
  expect((await next.jobs.list()).find((job) => job.id === id)).toMatchObject({
    state: 'interrupted',
    kind: 'train',
    note: 'not begun yet'
  });
  expect(await next.jobs.resume(id)).toMatchObject([{ id, model: 'tree', seed: 7, status: 'done' }]);
  expect((await next.jobs.list()).map((job) => job.id)).not.toContain(id);
});

test('a run that is paused while it waits rests, one that is cancelled is gone', async () => {
  const { lathe } = await busyDoor(freshName());
  const project = await asked(lathe);
  void project.train({ model: 'baseline' });
  const [one, other] = [await lined(project, 1), await lined(project, 2)];
  await lathe.jobs.pause(one.id);
  await expect(one.run).rejects.toMatchObject({ name: 'AbortError' });
  await lathe.jobs.cancel(other.id);
  await expect(other.run).rejects.toMatchObject({ name: 'AbortError' });
  const states = (await lathe.jobs.list()).map(({ id, state }) => [id, state]);
  expect(states).toContainEqual([one.id, 'paused']);
  expect(states.map(([id]) => id)).not.toContain(other.id);
  await lathe.jobs.cancel(one.id);
  expect((await lathe.jobs.list()).map(({ id }) => id)).not.toContain(one.id);
});

test('a run that is refused before it began leaves no job', async () => {
  const lathe = await openDoor(freshName());
  const project = await lathe.projects.create({ name: 'Nothing yet' });
  await expect(project.train({ model: 'baseline' })).rejects.toMatchObject({ code: 'no-dataset' });
  await expect(project.train({ model: 'no-such' })).rejects.toMatchObject({ code: 'unknown-id' });
  await expect.poll(() => lathe.jobs.list()).toEqual([]);
});

test('a page that stays open offers the work of one that closed, and leaves alone what another page still works on', async () => {
  const name = freshName();
  const { storage, lathe } = await busyDoor(name);
  const project = await asked(lathe);
  void project.train({ model: 'baseline' });
  const { id } = await lined(project, 3);
  await expect.poll(() => storage.jobs.find(id)).toBeDefined();
  const own = await openStorage(name);
  const other = await openDoor(name, { storage: own });
  const look = lossWatcher({ storage: own });
  await look();
  expect(await look()).toEqual([]);
  storage.close();
  expect(await look()).toEqual([]);
  expect((await look()).map(({ label }) => label)).toContain('Decision tree');
  expect(await look()).toEqual([]);
  expect((await other.jobs.list()).find((job) => job.id === id)).toMatchObject({ state: 'interrupted' });
});

test('a trial that is still being stopped when its search is gone is no work of another page', async () => {
  const storage = await openStorage(freshName());
  const lathe = await openDoor(freshName(), { storage });
  const project = await asked(lathe);
  const job = { projectId: project.info.id, kind: 'train', label: 'A trial', startedAt: 1 };
  await storage.jobs.begin({ ...job, id: 'trial', parent: 'gone' });
  await storage.jobs.begin({ ...job, id: 'alone' });
  expect((await lathe.jobs.list()).map(({ id, state }) => [id, state])).toEqual([['alone', 'elsewhere']]);
  await storage.jobs.rest('trial', 'interrupted');
  expect((await lathe.jobs.list()).map(({ id }) => id).toSorted()).toEqual(['alone', 'trial']);
});
