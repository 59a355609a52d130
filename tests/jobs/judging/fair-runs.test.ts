import * as kit from 'virtual:predict-runtime';
import { expect, test } from 'vitest';
import type { FairWay } from '../../../src/core/fair-way.ts';
import type { LeakProbes } from '../../../src/core/leak-probes.ts';
import { failedOf } from '../../../src/core/release-checks.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { fairnessOfRun } from '../../../src/jobs/judging/fairness-of-run.ts';
import { keepThreshold } from '../../../src/jobs/judging/keep-threshold.ts';
import { mitigateRun, type Mitigated } from '../../../src/jobs/judging/mitigate-run.ts';
import { probeLeaks } from '../../../src/jobs/judging/probe-leaks.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { registerRun } from '../../../src/jobs/releasing/register-run.ts';
import { readOutOfFold } from '../../../src/jobs/training/out-of-fold.ts';
import { replayRun } from '../../../src/jobs/training/replay-run.ts';
import type { TrainJob } from '../../../src/jobs/training/run-request.ts';
import { encodePackage, readPackage } from '../../../src/predict/package-file.ts';
import type { ModelPackage } from '../../../src/predict/package-type.ts';
import { createScorer } from '../../../src/predict/scorer.ts';
import { exportModel } from '../../../src/stages/export/export-model.ts';
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
  /** Of rows left out of folds, as the run of each fold called them; of the two groups every other row is. */
  const gapOverFolds = async (runId: string) => {
    const { outcome, places } = (await readOutOfFold(services.storage, runId))!;
    if (outcome.kind !== 'classes') throw new TypeError('Classes were asked for.');
    const calledIn = (group: number) => {
      const own = [...places!.rows.keys()].filter((i) => places!.rows[i]! % 2 === group);
      return own.filter((i) => outcome.labels[outcome.predicted[i]!] === 'yes').length / own.length;
    };
    return Math.abs(calledIn(0) - calledIn(1));
  };
  const packageOf = async (hash: string) => readPackage(await services.storage.packages.get(hash));
  return { services, id, train, gapOf, gapOverFolds, packageOf };
}

/** The module that is exported, run as it stands, answers what the app does, draws included; the page carries the same scorer. */
async function answersAlikeWhenExported(pkg: ModelPackage) {
  const scorer = createScorer(pkg);
  const rng = createRng(3);
  const rows = Array.from({ length: 300 }, (_, i) => ({ score: normal(rng), other: normal(rng), group: ['a', 'b', 'new', null][i % 4]! }));
  const heldOut = scorer.readRows(rows).table;
  const exported = (format: string) => exportModel({ format, bytes: encodePackage(pkg), scorer, title: 'fair', heldOut, kit });
  const [module, page] = [exported('javascript'), exported('html')];
  for (const { parity } of [module, page]) expect(parity).toMatchObject({ checked: true, rows: 300, maxDifference: 0 });
  const text = `data:text/javascript;base64,${Buffer.from(module.bytes).toString('base64')}`;
  const { predict } = (await import(/* @vite-ignore */ text)) as { predict: (rows: readonly object[]) => { prediction: string }[] };
  expect(predict(rows).map(({ prediction }) => prediction)).toEqual(scorer.scoreRows(rows).map(({ prediction }) => prediction));
}

const by = (way: FairWay['way']): FairWay => ({ way, sensitive: 'group', parity: 'demographic_parity' });

test('each way of bringing groups together makes a run that does so on rows it has not seen, is the same again and is registered', async () => {
  const { services, id, train, gapOf, gapOverFolds, packageOf } = await hiringProject();
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
    const run = await train({ fairly: by(way), cv: { kind: 'k-fold', folds: 5 } });
    expect(run).toMatchObject({ status: 'done', fairly: by(way) });
    expect(await gapOverFolds(run.id)).toBeLessThan(asIs / 2);
    const { value, low, high, method } = run.metrics.cv!['accuracy']!;
    expect([low < value, high > value, method]).toEqual([true, true, plain.metrics.cv!['accuracy']!.method]);
    expect(Math.abs(value - run.metrics.validation!['accuracy']!.value)).toBeLessThan(0.08);
    expect(run.label).toMatch(/^Logistic regression, .* by group$/);
    expect(await gapOf(run.id)).toBeLessThan(asIs / 2);
    if (way === 'reweighing') expect(await gapOf(run.id)).toBeCloseTo(tried.ways.find((one) => one.id === way)!.gap.value, 12);
    expect(await replayRun({ runId: run.id }, services, quiet)).toEqual({ same: true, differences: [] });
    await registerRun({ runId: run.id, name: way }, services, quiet);
    const version = (await services.storage.versions.list(id)).find(({ name }) => name === way)!;
    expect(failedOf(version.checks)).toEqual([]);
    const pkg = await packageOf(run.modelHash);
    await answersAlikeWhenExported(pkg);
    const asked = pkg.inputs.map(({ name }) => name);
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

test('where nothing but folds is held out, groups and probes for leaks are judged on rows left out of folds, as the runs of the folds called them', async () => {
  const services = await testServices();
  const csv = hiring(600).trim().split('\n').map((line, i) => `${line},${i === 0 ? 'fold' : `f${i % 5}`}`).join('\n'); // prettier-ignore
  const problem = { target: 'hired', positive: 'yes', metric: 'accuracy', sensitive: ['group'] };
  const id = await projectWith(services, csv, problem, { group: 'sensitive', fold: 'fold' });
  const [gaps, probed]: [number[], number[]] = [[], []];
  for (const fairly of [undefined, by('group-thresholds')]) {
    const params = defaultsOf(modelTypes.get('logistic').params) as PlainRecord;
    const run = await trainRun(services, id, 'logistic', { params, ...(fairly ? { fairly } : {}) });
    const report = await fairnessOfRun({ runId: run.id, sensitive: ['group'] }, services, quiet);
    expect(report['on']).toBe('cross-validation');
    const { value, low, high } = (report['gaps'] as unknown as Record<string, { value: number; low: number; high: number }>)['group.demographic_parity']!; // prettier-ignore
    expect(low <= value && value <= high).toBe(true);
    gaps.push(value);
    const { base } = (await probeLeaks({ runId: run.id }, services, quiet)) as unknown as LeakProbes;
    expect(base.value).toBeCloseTo(run.metrics.cv!['accuracy']!.value, 12);
    probed.push(base.value);
  }
  expect(gaps[1]).toBeLessThan(gaps[0]! / 2);
  expect(probed[1]).not.toBe(probed[0]);
});

test('groups that can not be brought together are refused with the reason', async () => {
  const { train } = await hiringProject();
  const fairly = (change: Partial<FairWay>) => train({ fairly: { ...by('group-thresholds'), ...change } });
  await expect(fairly({ sensitive: 'nope' })).rejects.toMatchObject({ code: 'column-not-found' });
  await expect(fairly({ sensitive: 'score' })).rejects.toMatchObject({ code: 'column-kind-mismatch' });
});
