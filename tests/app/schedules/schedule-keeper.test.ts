import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Lathe } from '../../../src/app/api/lathe.ts';
import type { Project } from '../../../src/app/api/projects.ts';
import { ScheduleKeeper, type Shown } from '../../../src/app/schedules/schedule-keeper.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import { freshName } from '../../storage/helper.ts';
import { failureOf, openDoor } from '../door/open-door.ts';

const HOUR = 3_600_000;
const csv = (rows: number) => `x,kind\n${Array.from({ length: rows }, (_, i) => `${i % 9},${(i * 5) % 9 > 4 ? 'a' : 'b'}`).join('\n')}\n`;
const quietly: Shown = async (_label, work) => work({}).catch(() => undefined);

async function asked(lathe: Lathe): Promise<Project> {
  const project = await lathe.projects.create({ name: 'Scheduled' });
  await project.data.importCsv(csv(60), { name: 'rows' });
  await project.problem.set({ task: 'classification', target: 'kind', metric: 'log_loss' });
  await project.split.set({ kind: 'random', seed: 1 });
  return project;
}

/** A tab: a connection, a door and a keeper of its own, and a clock that all share. */
async function openTab(name: string, clock: { now: number }) {
  const storage = await openStorage(name);
  const lathe = await openDoor(name, { storage, now: () => clock.now });
  return { storage, lathe, keeper: new ScheduleKeeper({ storage, now: () => clock.now }, lathe, quietly) };
}

const training = { verb: 'train', spec: { model: 'baseline' } } as const;

test('two tabs do what is due once, a tab that opens late catches up once, and a reload keeps it', async () => {
  const [name, clock] = [freshName(), { now: 1_700_000_000_000 }];
  const [one, two] = [await openTab(name, clock), await openTab(name, clock)];
  const project = await asked(one.lathe);
  const runs = async () => (await project.runs()).length;
  const id = await project.schedules.add(training, { kind: 'every', hours: 2 });
  const look = () => Promise.all([one.keeper.look(), two.keeper.look(), one.keeper.look()]);
  await look();
  expect(await runs()).toBe(0);

  clock.now += 2 * HOUR;
  await look();
  await look();
  expect(await runs()).toBe(1);
  const [info] = await project.schedules.list();
  expect(info).toMatchObject({ id, label: 'Training of baseline', last: { status: 'done' }, nextAt: clock.now + 2 * HOUR });
  expect(info!.last!.said).toMatch(/^Baseline, log loss \d/);

  one.storage.close();
  two.storage.close();
  clock.now += 24.5 * HOUR;
  const late = await openTab(name, clock);
  await late.keeper.look();
  await late.keeper.look();
  expect(await late.storage.runs.list(project.info.id)).toHaveLength(2);
});

test('a new version of the data is learned from once; what is cancelled is not done', async () => {
  const clock = { now: 1_700_000_000_000 };
  const { lathe, keeper } = await openTab(freshName(), clock);
  const project = await asked(lathe);
  const id = await project.schedules.add(training, { kind: 'new-data' });
  await keeper.look();
  expect(await project.runs()).toHaveLength(0);
  await project.data.importCsv(csv(66), { name: 'rows' });
  await keeper.look();
  await keeper.look();
  expect(await project.runs()).toHaveLength(1);
  await project.schedules.cancel(id);
  await project.data.importCsv(csv(72), { name: 'rows' });
  await keeper.look();
  expect(await project.runs()).toHaveLength(1);
  expect(await project.schedules.list()).toEqual([]);
  expect(await failureOf(() => project.schedules.cancel(id))).toMatchObject({ code: 'schedule-unknown' });
});

test('what failed says why, is not tried again before its next time, and a tab that died over it is told', async () => {
  const [name, clock] = [freshName(), { now: 1_700_000_000_000 }];
  const { lathe, keeper, storage } = await openTab(name, clock);
  const project = await lathe.projects.create({ name: 'No data' });
  const id = await project.schedules.add(training, { kind: 'every', hours: 1 });
  clock.now += HOUR;
  await keeper.look();
  await keeper.look();
  const [failed] = await project.schedules.list();
  expect(failed!.last).toMatchObject({ status: 'failed', at: clock.now });
  expect(failed!.last!.said).toMatch(/no data yet/);

  const release = await storage.schedules.claim(project.info.id, id, 7, clock.now);
  expect((await project.schedules.list())[0]!.last!.status).toBe('running');
  expect(await storage.schedules.claim(project.info.id, id, 8, clock.now)).toBeNull();
  release!();
  expect((await project.schedules.list())[0]!.last).toMatchObject({ status: 'stopped' });
  expect(await storage.schedules.claim(project.info.id, id, 7, clock.now)).toBeNull();
});

test('a project that comes in from a file brings no schedules: nothing begins by itself', async () => {
  const lathe = await openDoor(freshName());
  const project = await asked(lathe);
  await project.schedules.add(training, { kind: 'every', hours: 1 });
  const copy = await lathe.projects.importArchive(await lathe.projects.exportArchive(project.info.id));
  expect(await copy.schedules.list()).toEqual([]);
  expect(await project.schedules.list()).toHaveLength(1);
});

test('what could not be done is refused when it is asked for', async () => {
  const project = await (await openDoor()).projects.create({ name: 'Refused' });
  const refused = (...ask: Parameters<Project['schedules']['add']>) => failureOf(() => project.schedules.add(...ask));
  const daily = { kind: 'daily', hour: 2, minute: 0 } as const;
  expect(await refused({ verb: 'train', spec: { model: 'no-such' } }, daily)).toMatchObject({ code: 'unknown-id' });
  expect(await refused(training, { ...daily, hour: 24 })).toMatchObject({ code: 'time-out-of-range' });
  expect(await refused(training, { kind: 'every', hours: 0 })).toMatchObject({ code: 'hours-out-of-range' });
  expect((await refused({ verb: 'monitor', deployment: 'none' }, daily)).code).toMatch(/unknown|deployment/);
  expect(await project.schedules.list()).toEqual([]);
});
