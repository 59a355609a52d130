import { expect, test } from 'vitest';
import { findTopicsOf } from '../../src/jobs/exploring/find-topics.ts';
import { summariseTextsOf } from '../../src/jobs/exploring/summarise-texts.ts';
import { context, projectWith } from './ingest-helper.ts';

const places = ['harbour', 'market', 'valley'];
const story = (i: number) => `Storm ${i} came to the ${places[i % 3]!} at night. The storm broke ${i} roofs and the old bridge. People slept. The storm and the bridge were in all papers.`; // prettier-ignore
const csv = `n,text,short\n${Array.from({ length: 12 }, (_, i) => `${i},${story(i)},${i % 2 ? 'storm breaks bridge' : 'bridge broken by storm'}`).join('\n')}\n`;
const job = { column: 'text', method: 'lexrank', count: 2, reference: 'short', rows: [3], seed: 0 } as const;

test('texts of a stored version are summarised, beside a column of short categories, and kept', async () => {
  const { id, services, storage } = await projectWith(csv, { types: { text: 'text', short: 'category' } });
  const report = await summariseTextsOf({ ...job, datasetId: id }, services, context());
  expect(report.examples).toMatchObject([{ row: 3, of: 4, reference: 'storm breaks bridge' }]);
  expect(report.examples[0]!.sentences).toHaveLength(2);
  expect(report.rouge!.texts).toBe(12);
  const stopped = context({ signal: AbortSignal.abort() });
  expect(await summariseTextsOf({ ...job, datasetId: id }, services, stopped)).toEqual(report);
  storage.close();
});

test('a column that holds no texts is refused by name', async () => {
  const { id, services, storage } = await projectWith(csv, { types: { text: 'text', short: 'category' } });
  await expect(summariseTextsOf({ ...job, datasetId: id, column: 'n' }, services, context())).rejects.toMatchObject({
    code: 'column-not-found'
  });
  await expect(summariseTextsOf({ ...job, datasetId: id, reference: 'n' }, services, context())).rejects.toMatchObject({
    code: 'column-not-found'
  });
  storage.close();
  const other = await projectWith('a,b\n1,2\n3,4\n');
  await expect(summariseTextsOf({ ...job, datasetId: other.id }, other.services, context())).rejects.toMatchObject({ code: 'no-texts' });
  other.storage.close();
});

test('topics of a stored column are found once and kept', async () => {
  const { id, services, storage } = await projectWith(csv, { types: { text: 'text', short: 'category' } });
  const found = await findTopicsOf({ datasetId: id, column: 'text', topics: 2, seed: 0 }, services, context());
  expect(found.topics).toHaveLength(2);
  const stopped = context({ signal: AbortSignal.abort() });
  expect(await findTopicsOf({ datasetId: id, column: 'text', topics: 2, seed: 0 }, services, stopped)).toEqual(found);
  await expect(findTopicsOf({ datasetId: id, column: 'n', topics: 2, seed: 0 }, services, context())).rejects.toMatchObject({
    code: 'column-not-found'
  });
  storage.close();
});
