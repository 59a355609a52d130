import { expect, test } from 'vitest';
import type { FairWay } from '../../../src/core/fair-way.ts';
import { failedOf } from '../../../src/core/release-checks.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { fairnessOfRun } from '../../../src/jobs/judging/fairness-of-run.ts';
import { keepThreshold } from '../../../src/jobs/judging/keep-threshold.ts';
import { mitigateRun, type Mitigated } from '../../../src/jobs/judging/mitigate-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { registerRun } from '../../../src/jobs/releasing/register-run.ts';
import { replayRun } from '../../../src/jobs/training/replay-run.ts';
import type { TrainJob } from '../../../src/jobs/training/run-request.ts';
import { readPackage } from '../../../src/predict/package-file.ts';
import { createScorer } from '../../../src/predict/scorer.ts';
import { projectWith, quiet, testServices, trainRun } from '../support.ts';

/** Those of group b are as able as those of a and hired less; another column gives the group away. */
function hiring(rows: number): string {
  const rng = createRng(17);
  const lines = Array.from({ length: rows }, (_, i) => {
    const group = i % 2 === 0 ? 'a' : 'b';
    const skill = normal(rng);
    const hired = skill + (group === 'a' ? 0.7 : -0.7) + 0.7 * normal(rng) > 0;
    const other = (group === 'a' ? 0.8 : -0.8) + 0.7 * normal(rng);
    return `${group},${(skill + 0.3 * normal(rng)).toFixed(3)},${other.toFixed(3)},${hired ? 'yes' : 'no'}`;
  });
  return `group,score,other,hired\n${lines.join('\n')}\n`;
}

async function hiringProject() {
  const services = await testServices();
  const problem = { target: 'hired', positive: 'yes', metric: 'accuracy', sensitive: ['group'] };
  const id = await projectWith(services, hiring(1200), problem, { group: 'sensitive' });
  const train = (more: Partial<TrainJob>) =>
    trainRun(services, id, 'logistic', { params: defaultsOf(modelTypes.get('logistic').params) as PlainRecord, ...more });
  const gapOf = async (runId: string) => {
    const { gaps } = (await fairnessOfRun({ runId, sensitive: ['group'] }, services, quiet)) as unknown as {
      gaps: Record<string, { value: number }>;
    };
    return gaps['group.demographic_parity']!.value;
  };
  const packageOf = async (hash: string) => readPackage(await services.storage.packages.get(hash));
  return { services, id, train, gapOf, packageOf };
}

const by = (way: FairWay['way']): FairWay => ({ way, sensitive: 'group', parity: 'demographic_parity' });

test('each way of bringing groups together makes a run that does so on rows it has not seen, is the same again and is registered', async () => {
  const { services, id, train, gapOf, packageOf } = await hiringProject();
  const plain = await train({ cv: { kind: 'k-fold', folds: 5 } });
  const asIs = await gapOf(plain.id);
  const tried = (await mitigateRun(
    { runId: plain.id, sensitive: 'group', parity: 'demographic_parity' },
    services,
    quiet
  )) as unknown as Mitigated;
  expect(asIs).toBeGreaterThan(0.3);
  await trainRun(services, id, 'baseline', { params: defaultsOf(modelTypes.get('baseline').params) as PlainRecord });
  for (const way of ['reweighing', 'reductions', 'group-thresholds'] as const) {
    const run = await train({ fairly: by(way), ...(way === 'reweighing' ? { cv: { kind: 'k-fold', folds: 5 } as const } : {}) });
    expect(run).toMatchObject({ status: 'done', fairly: by(way) });
    expect(run.label).toMatch(/^Logistic regression, .* by group$/);
    expect(await gapOf(run.id)).toBeLessThan(asIs / 2);
    if (way === 'reweighing') expect(await gapOf(run.id)).toBeCloseTo(tried.ways.find((one) => one.id === way)!.gap.value, 12);
    expect(await replayRun({ runId: run.id }, services, quiet)).toEqual({ same: true, differences: [] });
    await registerRun({ runId: run.id, name: way }, services, quiet);
    const version = (await services.storage.versions.list(id)).find(({ name }) => name === way)!;
    expect(failedOf(version.checks)).toEqual([]);
    const asked = (await packageOf(run.modelHash)).inputs.map(({ name }) => name);
    expect(asked).toEqual(way === 'group-thresholds' ? ['score', 'other', 'group'] : ['score', 'other']);
  }
});

test('the package of a threshold for each group asks for the group and answers by it; what is left to chance is the same for the same row', async () => {
  const { services, train, packageOf } = await hiringProject();
  const run = await train({ fairly: { ...by('group-thresholds'), parity: 'equalised_odds' } });
  const pkg = await packageOf(run.modelHash);
  expect(pkg.calls).toMatchObject({ kind: 'by-group', column: 'group', labels: ['a', 'b'] });
  const scorer = createScorer(pkg);
  const rows = Array.from({ length: 60 }, (_, i) => ({ score: (i - 30) / 12, other: 0, group: i % 2 === 0 ? 'a' : 'b' }));
  const [first, again] = [scorer.scoreRows(rows), scorer.scoreRows(rows)];
  expect(again).toEqual(first);
  const calledIn = (group: string) =>
    scorer.scoreRows(rows.map((row) => ({ ...row, group }))).filter(({ prediction }) => prediction === 'yes').length;
  expect(calledIn('b')).toBeGreaterThan(calledIn('a'));
  await expect(keepThreshold({ runId: run.id, threshold: 0.3, why: 'w', by: 'b' }, services, quiet)).rejects.toMatchObject({
    code: 'param-out-of-range'
  });
});

test('groups that can not be brought together are refused with the reason', async () => {
  const { train } = await hiringProject();
  const fairly = (change: Partial<FairWay>) => train({ fairly: { ...by('group-thresholds'), ...change } });
  await expect(fairly({ sensitive: 'nope' })).rejects.toMatchObject({ code: 'column-not-found' });
  await expect(fairly({ sensitive: 'score' })).rejects.toMatchObject({ code: 'column-kind-mismatch' });
});
