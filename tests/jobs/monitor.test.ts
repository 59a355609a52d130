import { expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { encodePackage, packageHash } from '../../src/predict/package-file.ts';
import { monitorDeployment } from '../../src/jobs/monitor.ts';
import { scanPrivacy } from '../../src/jobs/privacy.ts';
import type { PredictionRecord } from '../../src/storage/records/deployment.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { MonitorReport } from '../../src/stages/monitor/monitor-report.ts';
import { referenceColumns } from '../../src/stages/package/reference-columns.ts';
import { classPackage } from '../predict/test-packages.ts';
import { quietContext } from '../stages/explore/read-sample.ts';
import { openFresh, projectRecord, smallTable, writeTable } from '../storage/helper.ts';

const rng = createRng(21);
const ages = Float64Array.from({ length: 400 }, () => 40 + 10 * normal(rng));
const pkg = classPackage({
  reference: {
    columns: referenceColumns({ rows: 400, columns: [{ kind: 'number', name: 'age', values: ages }] }),
    prediction: {
      kind: 'category',
      name: 'alive',
      labels: ['false', 'true'],
      counts: Float64Array.of(50, 50),
      others: 0,
      rows: 100,
      missing: 0
    }
  }
});

async function deployed(storage: Storage): Promise<void> {
  const problem = { statement: '', task: 'classification', target: 'alive', metric: 'accuracy', bar: 0.9, latencyMs: 50 };
  await storage.projects.add(projectRecord('p', { problem }));
  const hash = await packageHash(pkg);
  await storage.packages.put('p', hash, encodePackage(pkg));
  await storage.versions.add({ projectId: 'p', name: 'alive', runId: 'r', hash, aliases: [], checks: [], createdAt: 1 });
  await storage.deployments.put({
    name: 'door',
    projectId: 'p',
    model: 'alive@1',
    split: null,
    rateLimitPerMinute: null,
    token: null,
    logShare: 1,
    createdAt: 100,
    history: [{ at: 100, model: 'alive@1' }]
  });
}

const answered = (i: number, age: number, change: Partial<PredictionRecord> = {}): PredictionRecord => ({
  id: `q${i}`,
  deployment: 'door',
  at: 200 + i,
  model: 'alive',
  version: 1,
  shadow: false,
  row: { age, sex: 'f', member: true, since: '2001-09-09' },
  prediction: i % 2 === 0,
  probabilities: { no: i % 2 === 0 ? 0.1 : 0.9, yes: i % 2 === 0 ? 0.9 : 0.1 },
  latencyMs: 2,
  actual: null,
  ...change
});

const report = async (storage: Storage, since: number | null = null) =>
  (await monitorDeployment({ deployment: 'door', since }, { storage, now: () => 5000 }, quietContext())) as unknown as MonitorReport;

test('a shifted column, late labels, and what is not of this model', async () => {
  const storage = await openFresh();
  await deployed(storage);
  const records = Array.from({ length: 120 }, (_, i) => answered(i, 65 + 10 * normal(rng)));
  const shadows = Array.from({ length: 40 }, (_, i) => answered(500 + i, 1, { shadow: true }));
  await storage.predictions.addAll([...records, ...shadows, answered(900, 60, { version: 2, actual: false })]);
  for (let i = 0; i < 30; i++)
    await storage.predictions.addRequest({ id: `r${i}`, deployment: 'door', at: 300, status: i < 3 ? 422 : 200, rows: 4, latencyMs: 4 });
  await storage.predictions.setActuals(
    'door',
    records.slice(0, 50).map(({ id }, i) => ({ id, actual: i % 4 === 0 }))
  );
  const { drift, alerts, traffic, performance, window, predictionDrift } = await report(storage);
  expect(drift).toMatchObject([{ column: 'age', test: 'kolmogorov-smirnov', alarm: true, rows: 121 }]);
  expect(predictionDrift.alarm).toBe(false);
  expect(traffic).toMatchObject({ requests: 30, errors: 3 });
  expect(performance?.['accuracy']).toMatchObject({ n: 50, value: 0.76 });
  expect(performance!['accuracy']!.low).toBeLessThan(0.76);
  expect(alerts.map(({ rule }) => rule)).toEqual(['performance', 'errors', 'drift']);
  expect(window).toEqual({ from: 100, to: 5000, rows: 121 });
  storage.close();
});

test('nothing was asked yet, or not since then', async () => {
  const storage = await openFresh();
  await deployed(storage);
  await storage.predictions.addAll([answered(1, 40)]);
  const quiet = await report(storage, 4000);
  expect(quiet.alerts).toEqual([]);
  expect(quiet.window).toEqual({ from: 4000, to: 5000, rows: 0 });
  expect(quiet.drift[0]!.note).toContain('Only 0 values');
  storage.close();
});

test('a deployment that is not there is refused', async () => {
  const storage = await openFresh();
  await expect(report(storage)).rejects.toThrowError(expect.objectContaining({ code: 'unknown-id' }));
  storage.close();
});

test('the scan for personal data reads a stored dataset, images left out', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const dataset = await writeTable(storage, 'p', smallTable(12));
  expect(await scanPrivacy({ datasetId: dataset.id }, { storage, now: () => 1 }, quietContext())).toEqual([]);
  expect((await storage.results.list('p')).map(({ kind }) => kind)).toEqual(['privacy']);
  storage.close();
});
