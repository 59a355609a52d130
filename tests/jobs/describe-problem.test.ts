import { expect, test } from 'vitest';
import { suggestProblemFor } from '../../src/jobs/describe-problem.ts';
import { quietContext } from '../stages/explore/read-sample.ts';
import { commitOf, openFresh, projectRecord, storeColumn } from '../storage/helper.ts';

test('the bar comes from the values of the likely target', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const writer = await storage.datasets.write('p');
  const size = { kind: 'number' as const, name: 'size', values: Float64Array.of(1, 2, 3, 4) };
  const price = { kind: 'number' as const, name: 'price', values: Float64Array.of(10, 20, 30, NaN) };
  const columns = [
    { ...(await storeColumn(writer, size)), distinct: 4 },
    { ...(await storeColumn(writer, price)), distinct: 3 }
  ];
  const dataset = await writer.commit(commitOf(4, columns));
  const { problem } = await suggestProblemFor({ datasetId: dataset.id }, { storage, now: () => 1 }, quietContext());
  expect(problem).toMatchObject({ task: 'regression', target: 'price', metric: 'rmse', bar: 7.07 });
  storage.close();
});

test('a target of two numbers: the rarer one is looked for', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const writer = await storage.datasets.write('p');
  const amount = { kind: 'number' as const, name: 'amount', values: Float64Array.of(1, 2, 3, 4) };
  const risk = { kind: 'number' as const, name: 'risk', values: Float64Array.of(1, 1, 2, 1) };
  const columns = [
    { ...(await storeColumn(writer, amount)), distinct: 4 },
    { ...(await storeColumn(writer, risk)), distinct: 2 }
  ];
  const dataset = await writer.commit(commitOf(4, columns));
  const { problem } = await suggestProblemFor({ datasetId: dataset.id }, { storage, now: () => 1 }, quietContext());
  expect(problem).toMatchObject({ task: 'classification', target: 'risk', positive: '2' });
  storage.close();
});
