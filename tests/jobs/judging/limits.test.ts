import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { LimitsChoice } from '../../../src/core/limits-choice.ts';
import type { LimitsReport } from '../../../src/core/limits-report.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { scoreBatch } from '../../../src/jobs/serving/score-batch.ts';
import { replayRun } from '../../../src/jobs/training/replay-run.ts';
import { decodePackage } from '../../../src/predict/package-file.ts';
import { checkPackage } from '../../../src/predict/package-check.ts';
import type { ModelPackage } from '../../../src/predict/package-type.ts';
import { createScorer } from '../../../src/predict/scorer.ts';
import { projectWith, quiet, testServices, trainRun } from '../support.ts';

const params = (id: string) => defaultsOf(modelTypes.get(id).params) as PlainRecord;

/** The loud site is missed by five times as much, and the noise grows with x. */
function noisy(rows: number): string {
  const rng = createRng(21);
  const lines = Array.from({ length: rows }, (_, i) => {
    const x = 10 * rng();
    const site = i % 3 === 0 ? 'loud' : 'calm';
    return `${x.toFixed(3)},${site},${(3 * x + (site === 'loud' ? 2 : 0.4) * (1 + x) * normal(rng)).toFixed(3)}`;
  });
  return `x,site,y\n${lines.join('\n')}\n`;
}

async function project(roles: Record<string, string> = {}) {
  const services = await testServices();
  const id = await projectWith(services, noisy(900), { target: 'y', task: 'regression', metric: 'mae', sensitive: ['site'] }, roles);
  const limitsOf = async (limits: LimitsChoice | true, model = 'linear', more: PlainRecord = {}) => {
    const run = await trainRun(services, id, model, { params: { ...params(model), ...more }, limits });
    const report = await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet);
    return {
      run,
      report: report['limits'] as unknown as LimitsReport,
      pkg: await decodePackage(await services.storage.packages.get(run.modelHash))
    };
  };
  return { services, limitsOf };
}

test('a quantile forest is asked for the ends itself: nothing is learned beside it, and damage to what it is asked is found', async () => {
  const { services, limitsOf } = await project();
  const { run, report, pkg } = await limitsOf({ intervals: 'quantiles', by: 'site' }, 'quantile-forest', { nEstimators: 25 });
  expect(pkg.limits!.ends).toMatchObject({ kind: 'quantiles', own: [0.025, 0.975], members: [] });
  expect(report.widths!.method).toBe(
    'conformal, between the model’s own quantiles, for each of 2 groups of site by itself, on rows left out of folds'
  );
  expect(report.widths!.inside.high).toBeGreaterThan(0.95);
  expect(partOf(report, 'loud').wide).toBeGreaterThan(2 * partOf(report, 'calm').wide);
  const [near, far] = createScorer(pkg).scoreRows([{ x: 1, site: 'calm' }, { x: 9, site: 'calm' }]); // prettier-ignore
  const wide = ({ interval }: typeof near & object) => interval![1] - interval![0];
  expect(wide(far!)).toBeGreaterThan(wide(near!));
  expect(await replayRun({ runId: run.id }, services, quiet)).toEqual({ same: true, differences: [] });
  for (const ends of [{ own: [0.9, 0.1] }, { own: [0.1, 0.9], kind: 'scaled' }]) {
    const damaged = { ...pkg, limits: { ...pkg.limits!, ends: { ...pkg.limits!.ends!, ...ends } } };
    expect(() => checkPackage(damaged as ModelPackage)).toThrow(expect.objectContaining({ code: 'package-damaged' }));
  }
});

const partOf = ({ groups }: LimitsReport, label: string) => groups![0]!.parts.find((part) => part.label === label)!;

test('every way to find the ends of intervals holds on rows that had no say; learned ones are wider where the noise is', async () => {
  const { services, limitsOf } = await project();
  for (const intervals of ['quantiles', 'scaled', 'plus'] as const) {
    const { run, report, pkg } = await limitsOf({ intervals });
    expect(pkg.limits!.ends!.kind).toBe(intervals);
    expect(report.widths!.inside.high).toBeGreaterThan(0.95);
    expect(report.widths!.luck).toBeGreaterThan(0.001);
    expect(report.stretches!.length).toBeGreaterThan(2);
    if (intervals !== 'plus') expect(partOf(report, 'loud').wide).toBeGreaterThan(2 * partOf(report, 'calm').wide);
    if (intervals === 'quantiles') expect(await replayRun({ runId: run.id }, services, quiet)).toEqual({ same: true, differences: [] });
  }
});

test('a promise kept for each group of a feature holds for the loud one, which one for all does not; so does one for a column that is none', async () => {
  const { limitsOf } = await project();
  const all = await limitsOf(true);
  const each = await limitsOf({ by: 'site' });
  expect(partOf(each.report, 'loud').wide).toBeGreaterThan(1.3 * partOf(all.report, 'loud').wide);
  expect(partOf(each.report, 'loud').inside.value).toBeGreaterThan(partOf(all.report, 'loud').inside.value);
  expect(each.report.groups![0]).toMatchObject({ column: 'site', isPromised: true });
  expect(all.report.groups![0]).toMatchObject({ isPromised: false });
  const outside = await (await project({ site: 'sensitive' })).limitsOf({ by: 'site' });
  expect(outside.pkg.inputs.map(({ name }) => name)).toEqual(['x']);
  expect(outside.pkg.limits!.groups).toEqual({ column: 'site', labels: [] });
  expect(partOf(outside.report, 'loud').inside.high).toBeGreaterThan(0.95);
});

test('limits by a column that can’t say groups are refused before anything is fitted', async () => {
  const { limitsOf } = await project();
  await expect(limitsOf({ by: 'nope' })).rejects.toMatchObject({ code: 'column-not-found' });
  await expect(limitsOf({ by: 'x' })).rejects.toMatchObject({ code: 'column-kind-mismatch' });
  await expect(limitsOf({ by: 'y' })).rejects.toMatchObject({ code: 'param-out-of-range' });
});

test('a batch says beside each row whether the model abstains and why, and counts them', async () => {
  const { services, limitsOf } = await project();
  const { run } = await limitsOf({ intervals: 'quantiles' });
  const { storage } = services;
  await storage.versions.add({
    projectId: run.projectId,
    name: 'w',
    runId: run.id,
    hash: run.modelHash,
    aliases: [],
    checks: [],
    createdAt: 1
  });
  const rest = { split: null, rateLimitPerMinute: null, token: null, logShare: 0, createdAt: 1, history: [] };
  await storage.deployments.put({ name: 'door', projectId: run.projectId, model: 'w@1', ...rest });
  const job = { deployment: 'door', source: new Blob(['x,site\n5,calm\n900,loud\n']), onBroken: 'stop', warnings: false } as const;
  const { file, abstained } = await scoreBatch(job, { ...services, draw: () => 0.5, newId: () => 'x' } as never, quiet);
  const [header, usual, far] = (await file.text()).trim().split(/\r?\n/);
  expect(header).toBe('x,site,prediction,prediction_low,prediction_high,prediction_abstained');
  expect(usual).toMatch(/,("")?$/);
  expect(far).toContain('It abstains: fewer than one in a hundred training rows lies as far out');
  expect(abstained).toBe(1);
});
