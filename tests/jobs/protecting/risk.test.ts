import { context, projectWith } from '../ingest-helper.ts';
import { expect, test } from 'vitest';
import { measureRisk } from '../../../src/jobs/protecting/risk.ts';
import { suggestCoarser } from '../../../src/jobs/protecting/suggest-coarser.ts';
import { shapeDataset } from '../../../src/jobs/shaping/shape-dataset.ts';

const towns = ['Oslo', 'Rome', 'Bern'];
const rows = Array.from(
  { length: 120 },
  (_, i) => `${20 + ((i * 7) % 60)},${i % 2 ? 'f' : 'm'},${10000 + i * 13},${towns[i % 3]},${i % 4 === 0 ? 'ill' : 'well'}`
);
const csv = `age,sex,zip,town,health\n${rows.join('\n')}\n`;
const usual = { columns: null, sensitive: null, threshold: 0.2 };

test('the columns an outsider knows are taken, and the sensitive one is asked for', async () => {
  const { id, services } = await projectWith(csv);
  const risk = await measureRisk({ ...usual, datasetId: id, sensitive: 'health' }, services, context());
  expect(risk).toMatchObject({
    rows: 120,
    columns: ['age', 'sex', 'zip', 'town'],
    smallestGroup: 1,
    highest: 1,
    average: 1,
    shareAbove: 1
  });
  expect(risk.sensitive).toMatchObject({ column: 'health', distinct: 1, entropy: 1 });
  await expect(measureRisk({ ...usual, datasetId: id, columns: ['nope'] }, services, context())).rejects.toMatchObject({
    code: 'column-not-found'
  });
});

test('what is suggested reaches k when it is done, and says so beforehand', async () => {
  const { id, services } = await projectWith(csv);
  const plan = await suggestCoarser({ datasetId: id, columns: null, k: 5 }, services, context());
  expect(plan.before.smallestGroup).toBe(1);
  expect(plan.after.smallestGroup).toBeGreaterThanOrEqual(5);
  const made = await shapeDataset({ datasetId: id, steps: plan.steps }, services, context());
  const dropped = plan.steps.flatMap((step) => (step.kind === 'drop' ? step.columns : []));
  const columns = plan.columns.filter((name) => !dropped.includes(name));
  const after = await measureRisk({ ...usual, datasetId: made, columns }, services, context());
  expect(after.smallestGroup).toBe(plan.after.smallestGroup);
  await expect(suggestCoarser({ datasetId: id, columns: null, k: 121 }, services, context())).rejects.toMatchObject({
    code: 'k-not-reachable'
  });
});
