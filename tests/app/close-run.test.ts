import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { closeRun } from '../../src/app/close-run.ts';
import { threadLost } from '../../src/core/errors/training.ts';
import { openDoor } from './door/open-door.ts';
import { openStorage } from '../../src/storage/open-storage.ts';

const CSV = `x,y,kind\n${Array.from({ length: 60 }, (_, i) => `${i},${(i * 7) % 11},${i % 2 ? 'a' : 'b'}`).join('\n')}\n`;

test('a run whose worker died says how it ended; one that ended by itself stays as it was', async () => {
  const lathe = await openDoor('closing');
  const project = await lathe.projects.create({ name: 'Closing' });
  await project.data.importCsv(CSV, { name: 'rows' });
  await project.problem.set({ task: 'classification', target: 'kind' });
  await project.split.set({ kind: 'random', seed: 1 });
  const run = await project.train({ model: 'baseline' });
  const storage = await openStorage('closing');

  await closeRun(storage, run.id, threadLost());
  expect((await storage.runs.get(run.id)).status).toBe('done');

  await storage.runs.update(run.id, (record) => ({ ...record, status: 'running' }));
  await closeRun(storage, run.id, new DOMException('stopped', 'AbortError'));
  expect(await storage.runs.get(run.id)).toMatchObject({ status: 'cancelled', error: null });

  await storage.runs.update(run.id, (record) => ({ ...record, status: 'running' }));
  await closeRun(storage, run.id, threadLost());
  expect(await storage.runs.get(run.id)).toMatchObject({ status: 'failed', error: { code: 'thread-lost' } });

  await expect(closeRun(storage, 'never begun', threadLost())).resolves.toBeUndefined();
});
