import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { freshName } from '../../storage/helper.ts';
import { openDoor } from '../../app/door/open-door.ts';

const CSV = `x,y,kind\n${Array.from({ length: 60 }, (_, i) => `${i},${(i * 7) % 11},${i % 2 ? 'a' : 'b'}`).join('\n')}\n`;

test('runs go out as a store of another tool and come in again once, with tags, comment, scores and hashes', async () => {
  const lathe = await openDoor(freshName());
  const project = await lathe.projects.create({ name: 'Tracking' });
  await project.data.importCsv(CSV, { name: 'rows' });
  await project.problem.set({ task: 'classification', target: 'kind' });
  await project.split.set({ kind: 'random', seed: 1 });
  const { id } = await project.train({ model: 'boosting', params: { maxIter: 3 } });
  const run = await project.tracking.annotate(id, { tags: ['candidate', ' candidate '], comment: 'The first.' });
  expect(run).toMatchObject({ tags: ['candidate'], comment: 'The first.', environment: { build: '0.0.0-test', threads: 1 } });

  const zip = await project.tracking.exportStore();
  expect(new Uint8Array(await zip.arrayBuffer())).toEqual(new Uint8Array(await (await project.tracking.exportStore()).arrayBuffer()));
  expect(await project.tracking.importStore(zip)).toEqual({ added: 0, known: 1 });

  const other = await lathe.projects.create({ name: 'Other' });
  expect(await other.tracking.importStore(zip)).toEqual({ added: 1, known: 0 });
  expect(await other.tracking.importStore(zip)).toEqual({ added: 0, known: 1 });
  const [imported] = await other.tracking.imported();
  const score = run.metrics['validation']!['accuracy']!;
  expect(imported).toMatchObject({
    experiment: 'Tracking',
    name: 'Gradient boosting',
    status: 'finished',
    params: { model: 'boosting', maxIter: '3' },
    tags: {
      'mlflow.note.content': 'The first.',
      'lathe.tags': '["candidate"]',
      'lathe.package': run.modelHash,
      'lathe.data': run.datasetHash
    }
  });
  expect(imported!.metrics['validation.accuracy']![0]!.value).toBe(score.value);
  expect(imported!.metrics['validation.accuracy.low']![0]!.value).toBe(score.low);
  expect(imported!.metrics['loss.train']!.map(({ step }) => step)).toEqual([1, 2, 3]);
  expect(imported!.artifacts['package.lathe']).toHaveLength(run.sizeBytes);

  const again = await other.tracking.exportStore();
  const third = await lathe.projects.create({ name: 'Third' });
  await third.tracking.importStore(again);
  expect({ ...(await third.tracking.imported())[0]!, experiment: '' }).toEqual({ ...imported!, experiment: '' });
});
