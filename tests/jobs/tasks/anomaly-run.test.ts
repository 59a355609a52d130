import { beforeAll, expect, test } from 'vitest';
import type { AnomalyFindings } from '../../../src/core/anomaly-findings.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { taskFindingsKey } from '../../../src/core/task-findings.ts';
import { registerRun } from '../../../src/jobs/releasing/register-run.ts';
import { scoreWithPackage } from '../../../src/jobs/releasing/score-with-package.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import { replayRun } from '../../../src/jobs/training/replay-run.ts';
import { anomalyModels } from '../../../src/stages/anomaly/registry.ts';
import type { RunRecord } from '../../../src/storage/records/run.ts';
import { projectWith, quiet, testServices, trainRun } from '../support.ts';

let services: TrainingServices;
beforeAll(async () => {
  services = await testServices();
});

/** Rows of one cloud; with some planted, the answer stands in a column that is not looked at. */
function csvOf(rows: number, planted: number): string {
  const rng = createRng(8);
  const lines = Array.from({ length: rows }, (_, i) => {
    const isPlanted = i < planted;
    const a = normal(rng);
    return [
      a,
      a + 0.5 * normal(rng),
      isPlanted ? [40, -45, 50][i]! : normal(rng),
      i % 3 === 0 ? 'red' : 'blue',
      isPlanted ? 'yes' : 'no'
    ].join(',');
  });
  return `a,b,amount,colour,fraud\n${lines.join('\n')}\n`;
}

async function runOf(model: string, csv: string, params: object = {}): Promise<{ run: RunRecord; found: AnomalyFindings }> {
  const projectId = await projectWith(services, csv, { task: 'anomaly', metric: 'stability', target: 'fraud' });
  const all = { ...defaultsOf(anomalyModels.get(model).params), ...params } as never;
  const run = await trainRun(services, projectId, model, { params: all });
  const found = await services.storage.results.find(taskFindingsKey(run.id), projectId);
  return { run, found: found!.value as unknown as AnomalyFindings };
}

const settings: Readonly<Record<string, object>> = {
  'local-outlier-factor': { nNeighbors: 10 },
  'isolation-forest': { nEstimators: 50 },
  'extended-isolation-forest': { nEstimators: 30, maxSamples: 64 }
};
const planted = new Set([0, 1, 2]);

test.each(anomalyModels.all.map(({ id }) => id))('%s flags planted rows and says which column makes them strange', async (id) => {
  const { run, found } = await runOf(id, csvOf(120, 3), { contamination: 0.05, ...settings[id] });
  expect(found.flagged.length).toBe(6);
  const own = found.flagged.filter(({ row }) => planted.has(row));
  expect(own.length).toBeGreaterThanOrEqual(1);
  expect(own[0]!.reasons[0]!.column).toBe('amount');
  expect(own[0]!.reasons[0]!.words).toMatch(/“amount” is −?\d+, usually about/);
  expect(run.metrics['train']!['roc_auc']!.value).toBeGreaterThan(0.95);
  expect(run.metrics['train']!['stability']!.value).toBeGreaterThan(0.4);
  expect(await replayRun({ runId: run.id }, services, quiet)).toEqual({ same: true, differences: [] });
});

test.each([
  ['mahalanobis', 150, {}],
  ['autoencoder', 200, {}],
  ['extended-isolation-forest', 150, { nEstimators: 30, maxSamples: 64 }]
])('%s on rows with nothing unusual: that there may be nothing to find is said', async (id, rows, params) => {
  const { found } = await runOf(id, csvOf(rows, 0), params);
  expect(found.evidence.pValue).toBeGreaterThan(0.05);
  expect(found.sentence).toMatch(/there may be nothing to find/);
});

test('a model that can answer new rows does; one that can not is refused by name', async () => {
  const { run } = await runOf('isolation-forest', csvOf(60, 3), { nEstimators: 30 });
  const rows = [
    { a: 0, b: 0, amount: 0, colour: 'red' },
    { a: 0, b: 0, amount: 40, colour: 'red' }
  ];
  const [usual, strange] = (await scoreWithPackage({ packageHash: run.modelHash, rows }, services)) as unknown as { prediction: number }[];
  expect(strange!.prediction).toBeGreaterThan(usual!.prediction + 0.05);
  const version = await registerRun({ runId: run.id, name: 'strange' }, services, quiet);
  expect((await services.storage.versions.resolve(run.projectId, `strange@${version}`)).checks.length).toBeGreaterThan(3);
  const { run: other } = await runOf('local-outlier-factor', csvOf(60, 2));
  expect([run.isFindingsOnly, other.isFindingsOnly]).toEqual([undefined, true]);
  await expect(scoreWithPackage({ packageHash: other.modelHash, rows }, services)).rejects.toMatchObject({ code: 'model-cannot-score' });
  await expect(registerRun({ runId: other.id, name: 'strange' }, services, quiet)).rejects.toMatchObject({ code: 'model-cannot-score' });
});
