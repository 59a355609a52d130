import { afterEach, beforeAll, expect, test } from 'vitest';
import { isLatheError } from '../../../src/core/errors/lathe-error.ts';
import { installTransferHandlers } from '../../../src/wire/transfer-handlers.ts';
import { WorkerHandle } from '../../../src/wire/worker-handle.ts';
import type { FixtureApi } from './fixture-worker.ts';

let spawned = 0;
const spawn = () => {
  spawned++;
  return new Worker(new URL('./fixture-worker.ts', import.meta.url), { type: 'module' });
};
const never = new AbortController().signal;
const open: WorkerHandle<FixtureApi>[] = [];

function handle(graceMs = 2_000) {
  const made = new WorkerHandle<FixtureApi>('The fixture worker', spawn, { graceMs });
  open.push(made);
  spawned = 0;
  return made;
}

beforeAll(installTransferHandlers);
afterEach(() => open.splice(0).forEach((made) => made.stop()));

const failure = (work: Promise<unknown>): Promise<Error & Record<string, unknown>> =>
  work.then(
    () => {
      throw new Error('it should have failed');
    },
    (error: unknown) => error as Error & Record<string, unknown>
  );

const timed = async <T>(work: Promise<T>): Promise<{ value: T; ms: number }> => {
  const start = performance.now();
  return { value: await work, ms: performance.now() - start };
};

test('a call answers, and the worker stays warm for the next', async () => {
  const worker = handle();
  expect(await worker.run(never, (api) => api.calls())).toBe(1);
  expect(await worker.run(never, (api) => api.calls())).toBe(2);
  expect(spawned).toBe(1);
});

test('a LatheError keeps code, message, hint, context and the reason', async () => {
  const error = await failure(handle().run(never, (api) => api.failClearly()));
  expect(isLatheError(error)).toBe(true);
  expect(error).toMatchObject({ code: 'too-few-rows', message: 'Needs 10 rows.', hint: 'Add rows.', context: { have: 3 } });
  expect((error.cause as Error).message).toBe('the deep reason');
  expect(error.stack).toContain('failClearly');
});

test('a plain error keeps its name, message and stack; thrown text becomes a message', async () => {
  const worker = handle();
  const error = await failure(worker.run(never, (api) => api.failPlainly()));
  expect(error).toMatchObject({ name: 'TypeError', message: 'x is not a function' });
  expect(error.stack).toContain('failPlainly');
  expect((await failure(worker.run(never, (api) => api.failWithText()))).message).toBe('just text');
  expect(spawned).toBe(1);
});

test('cancelling stops the work in the worker, which is used again', async () => {
  const worker = handle();
  await worker.run(never, (api) => api.calls());
  const controller = new AbortController();
  const work = worker.run(controller.signal, (api) => api.work(60_000, controller.signal, () => {}));
  setTimeout(() => controller.abort(), 200);
  expect((await failure(work)).name).toBe('AbortError');
  expect(await worker.run(never, (api) => api.calls())).toBe(2);
  expect(spawned).toBe(1);
});

test('an error by abort inside the worker arrives as AbortError', async () => {
  const inside = new AbortController();
  const work = handle().run(never, (api) => api.work(60_000, inside.signal, () => {}));
  setTimeout(() => inside.abort(), 100);
  const error = await failure(work);
  expect(error).toBeInstanceOf(DOMException);
  expect(error.name).toBe('AbortError');
});

test('a signal aborted before the call starts nothing', async () => {
  const worker = handle();
  expect((await failure(worker.run(AbortSignal.abort(), (api) => api.calls()))).name).toBe('AbortError');
  expect(spawned).toBe(0);
  expect(await worker.run(never, (api) => api.isAborted(AbortSignal.abort()))).toBe(true);
});

test('a task aborted while it waits fails at once, does not run, and does not disturb the one that runs', async () => {
  const worker = handle(50);
  await worker.run(never, (api) => api.calls());
  const first = worker.run(never, (api) => api.work(500, never, () => {}));
  const controller = new AbortController();
  const second = failure(worker.run(controller.signal, (api) => api.calls()));
  const third = worker.run(never, (api) => api.calls());
  expect(worker.queued).toBe(3);
  controller.abort();
  expect(await Promise.race([second.then(() => 'aborted'), first.then(() => 'finished')])).toBe('aborted');
  expect(await first).toBeGreaterThan(10);
  expect(await third).toBe(2);
  expect(worker.queued).toBe(0);
});

test('an abort after the end changes nothing', async () => {
  const worker = handle(50);
  const controller = new AbortController();
  expect(await worker.run(controller.signal, (api) => api.double(2))).toBe(4);
  controller.abort();
  await new Promise((resolve) => setTimeout(resolve, 150));
  await worker.run(never, (api) => api.calls());
  expect(spawned).toBe(1);
});

test('a worker that ignores the abort is replaced after the grace', async () => {
  const worker = handle();
  await worker.run(never, (api) => api.calls());
  const controller = new AbortController();
  const stuck = failure(worker.run(controller.signal, (api) => api.hang()));
  const next = worker.run(never, (api) => api.calls());
  await new Promise((resolve) => setTimeout(resolve, 50));
  controller.abort();
  // The person hears at once; the worker is given its grace before the next task gets a new one.
  expect(await Promise.race([stuck.then(({ name }) => name), next.then(() => 'replaced')])).toBe('AbortError');
  const { value, ms } = await timed(next);
  expect(value).toBe(1);
  expect(ms).toBeGreaterThan(1_500);
  expect(spawned).toBe(2);
});

for (const way of ['close', 'rejectUnhandled', 'throwLater'] as const) {
  test(`a worker that dies (${way}) fails its task with a code, and the next call works`, async () => {
    const worker = handle();
    await worker.run(never, (api) => api.calls());
    const value = await failure(worker.run(never, (api) => api[way]() as Promise<unknown>));
    expect(value).toMatchObject({ code: 'worker-crashed' });
    expect(value.message).toContain('The fixture worker');
    expect(await worker.run(never, (api) => api.double(4))).toBe(8);
    expect(spawned).toBe(2);
  });
}

test('a worker whose script is missing is a crash with a code', async () => {
  const worker = new WorkerHandle<FixtureApi>('The lost worker', () => new Worker('/no-such-worker.js', { type: 'module' }), {
    startMs: 3_000
  });
  expect(await failure(worker.run(never, (api) => api.calls()))).toMatchObject({ code: 'worker-crashed' });
});

test('a worker that can not be made at all is a crash with a code', async () => {
  const worker = new WorkerHandle<FixtureApi>('The refused worker', () => {
    throw new Error('blocked by the content policy');
  });
  expect(await failure(worker.run(never, (api) => api.calls()))).toMatchObject({ code: 'worker-crashed' });
});

test('progress arrives in order, at most ten a second, and the last one always', async () => {
  const seen: [number, string | undefined][] = [];
  const { value: turns, ms } = await timed(handle().run(never, (api) => api.work(1_000, never, (share, note) => seen.push([share, note]))));
  await expect.poll(() => seen.at(-1)?.[0]).toBe(1);
  expect(turns).toBeGreaterThan(seen.length);
  expect(seen.length).toBeLessThanOrEqual(ms / 100 + 3);
  expect(seen.map(([share]) => share)).toEqual(seen.map(([share]) => share).sort((a, b) => a - b));
});

test('a progress callback that never ends does not hold the work up', async () => {
  const endless = () => new Promise(() => undefined) as unknown as undefined;
  expect(await handle().run(never, (api) => api.work(300, never, endless))).toBeGreaterThan(10);
});

test('stopping ends the task under way, and the next one starts anew', async () => {
  const worker = handle();
  await worker.run(never, (api) => api.calls());
  const work = failure(worker.run(never, (api) => api.hang()));
  setTimeout(() => worker.stop(), 50);
  expect(await work).toMatchObject({ code: 'worker-crashed' });
  expect(await worker.run(never, (api) => api.calls())).toBe(1);
});
