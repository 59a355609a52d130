import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { PAUSED } from '../../../src/core/pausing.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { recover } from '../../../src/app/recover.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import { resumeRun } from '../../../src/jobs/training/resume-run.ts';
import { train } from '../../../src/jobs/training/train.ts';
import { databaseOf, openStorage } from '../../../src/storage/open-storage.ts';
import { freshName } from '../../storage/helper.ts';
import { projectWith, quiet, sample } from '../support.ts';

const never = new Promise<void>(() => undefined);
const params = { ...(defaultsOf(modelTypes.get('boosting').params) as PlainRecord), maxIter: 15, maxLeafNodes: 6, subsample: 0.8 };
const cv = { kind: 'k-fold', folds: 3 } as const;
const job = (projectId: string) =>
  ({ projectId, runId: 'r', model: 'boosting', params, seed: 4, cv, backend: 'auto', calibrate: 'none', randomLabels: false }) as const;

/** Everything is kept at once: the clock makes a checkpoint due after each round. */
async function servicesOn(name: string): Promise<TrainingServices> {
  let time = 1_700_000_000_000;
  const openEngine = () => Promise.reject(new Error('No engine in this test.'));
  const storage = await openStorage(name);
  return { storage, now: () => time++, clock: () => performance.now(), version: '1', checkpointMs: 0, openEngine };
}

const asked = (services: TrainingServices) => projectWith(services, sample('penguins'), { target: 'species', metric: 'accuracy' });

/** What a run came to, but for its times. */
async function cameTo({ storage }: TrainingServices) {
  const { modelHash, metrics, folds, curve, notes, status } = await storage.runs.get('r');
  return { modelHash, metrics, folds, curve, notes, status };
}

let whole: ReturnType<typeof cameTo> | null = null;

/** What it comes to when nothing stops it. */
const uninterrupted = () => (whole ??= inOneGo());

async function inOneGo() {
  const services = await servicesOn(freshName());
  await train(job(await asked(services)), services, quiet);
  expect(await databaseOf(services.storage).stores.checkpoints.count()).toBe(0);
  return cameTo(services);
}

/** A database whose tab died after so many reports of progress that match. */
async function diesAt(pattern: RegExp, times: number): Promise<string> {
  const name = freshName();
  const services = await servicesOn(name);
  const projectId = await asked(services);
  let seen = 0;
  await new Promise<void>((dead) => {
    const dying = {
      ...quiet,
      onProgress: (_share: number, note = '') => void (seen += pattern.test(note) ? 1 : 0),
      breathe: async () => {
        await new Promise<void>((resolve) => void setTimeout(resolve, 1));
        if (seen < times) return;
        dead();
        await never;
      }
    };
    void train(job(projectId), services, dying);
  });
  services.storage.close();
  return name;
}

test('a run whose tab died is interrupted, and goes on to the same bytes', async () => {
  for (const [pattern, times] of [
    [/Round 7 /, 2],
    [/Round 9 /, 4]
  ] as const) {
    const services = await servicesOn(await diesAt(pattern, times));
    expect((await recover(services)).map(({ label }) => label)).toEqual(['Gradient boosting']);
    expect(await services.storage.runs.get('r')).toMatchObject({ status: 'interrupted', error: { code: 'run-interrupted' } });
    expect(await recover(services)).toEqual([]);

    const notes: string[] = [];
    await resumeRun({ runId: 'r' }, services, { ...quiet, onProgress: (_, note = '') => void notes.push(note) });
    expect(await cameTo(services)).toEqual(await uninterrupted());
    expect(notes.filter((note) => /Round 1 /.test(note)).length).toBeLessThan(3);
    expect(await services.storage.jobs.list()).toEqual([]);
    expect(await databaseOf(services.storage).stores.checkpoints.count()).toBe(0);
  }
});

test('a paused run rests with what it did, goes on to the same bytes, and counts all of its time', async () => {
  const services = await servicesOn(freshName());
  const projectId = await asked(services);
  const stop = new AbortController();
  const onProgress = (_: number, note = '') => {
    if (note.startsWith('fold 2')) stop.abort(new DOMException(PAUSED, 'AbortError'));
  };
  await expect(train(job(projectId), services, { ...quiet, signal: stop.signal, onProgress })).rejects.toThrow(PAUSED);
  const paused = await services.storage.runs.get('r');
  expect(paused).toMatchObject({ status: 'paused', error: null });
  expect(await services.storage.jobs.list()).toMatchObject([{ id: 'r', state: 'paused' }]);
  await expect(services.storage.jobs.kept('r', 'folds/0')).resolves.toBeDefined();

  await resumeRun({ runId: 'r' }, services, quiet);
  expect(await cameTo(services)).toEqual(await uninterrupted());
  expect((await services.storage.runs.get('r')).fitMs).toBeGreaterThan(paused.fitMs);
  await expect(resumeRun({ runId: 'r' }, services, quiet)).rejects.toMatchObject({ code: 'run-cannot-go-on' });
});

test('a run that another tab has taken is left to it, and what another build kept is not taken', async () => {
  const name = await diesAt(/fold 2 of 3/, 1);
  const [services, other] = [await servicesOn(name), await servicesOn(name)];
  await recover(services);
  await other.storage.jobs.begin({ id: 'r', projectId: null, kind: 'train', label: 'Gradient boosting', startedAt: 1 });
  await expect(resumeRun({ runId: 'r' }, services, quiet)).rejects.toMatchObject({ code: 'job-elsewhere' });
  await other.storage.jobs.rest('r', 'interrupted');

  const seen: string[] = [];
  await resumeRun({ runId: 'r' }, { ...services, version: '2' }, { ...quiet, onProgress: (_, note = '') => void seen.push(note) });
  expect(seen.some((note) => note.startsWith('Round 1 '))).toBe(true);
  expect((await services.storage.runs.get('r')).status).toBe('done');
});
