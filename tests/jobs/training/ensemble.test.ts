import * as kit from 'virtual:predict-runtime';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import { loadJudged } from '../../../src/jobs/judging/load-judged.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { readOutOfFold } from '../../../src/jobs/training/out-of-fold.ts';
import { replayRun } from '../../../src/jobs/training/replay-run.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import { modelsIn } from '../../../src/predict/models-in.ts';
import { blend } from '../../../src/stages/ensemble/blend.ts';
import { combined, type MixTask } from '../../../src/stages/ensemble/combine.ts';
import { stack } from '../../../src/stages/ensemble/stack.ts';
import { exportModel } from '../../../src/stages/export/export-model.ts';
import { packageTells } from '../../../src/stages/govern/package-tells.ts';
import { projectWith, quiet, testServices, trainRun } from '../support.ts';

const cv = { kind: 'k-fold', folds: 3 } as const;

/** A curve, a level and noise: no single family sees all of it. */
function table(rows: number, isClasses: boolean): string {
  const rng = createRng(3);
  const lines = Array.from({ length: rows }, () => {
    const [a, b, c] = [normal(rng), normal(rng), normal(rng)];
    const level = a + c > 0 ? 'red' : 'blue';
    const value = 2 * a + Math.sin(3 * b) * 2 + (level === 'red' ? 1 : 0) + normal(rng);
    return `${a.toFixed(3)},${b.toFixed(3)},${c.toFixed(3)},${level},${isClasses ? (value > 0 ? 'yes' : 'no') : value.toFixed(3)}`;
  });
  return `a,b,c,level,answer\n${lines.join('\n')}\n`;
}

const SMALL: Readonly<Record<string, PlainRecord>> = {
  boosting: { maxIter: 40 },
  'explainable-boosting': { outerBags: 2, interactions: 0 }
};

async function membersOf(services: TrainingServices, project: string, models: readonly string[], randomLabels = false) {
  const ids: string[] = [];
  for (const model of models) {
    const params = { ...(defaultsOf(modelTypes.get(model).params) as PlainRecord), ...SMALL[model] };
    ids.push((await trainRun(services, project, model, { params, cv, randomLabels })).id);
  }
  return ids;
}

const together = (services: TrainingServices, project: string, members: readonly string[], method: string) =>
  trainRun(services, project, 'ensemble', { params: { method, members } });

describe.each([
  ['classification', true, 'log_loss', 'logistic'],
  ['regression', false, 'rmse', 'linear']
] as const)('of %s', (task, isClasses, metric, line) => {
  test('is a run of its own: better than its members on the whole, judged, replayed and exported like any', async () => {
    const services = await testServices();
    const project = await projectWith(services, table(300, isClasses), { task, target: 'answer', metric });
    const members = await membersOf(services, project, [line, 'boosting', 'explainable-boosting']);
    const scores = (await Promise.all(members.map((id) => services.storage.runs.get(id)))).map((run) => run.metrics['cv']![metric]!.value);
    const usual = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    for (const method of ['blend', 'stack']) {
      const run = await together(services, project, members, method);
      expect(run.status).toBe('done');
      expect(run.metrics['cv']![metric]!.value).toBeLessThan(usual);
      expect(run.metrics['validation']![metric]!.low).toBeLessThanOrEqual(run.metrics['validation']![metric]!.value);
      expect(run.notes[0]).toMatch(/^(Weights|Few)/);
      expect(await readOutOfFold(services.storage, run.id)).toBeDefined();
      expect(await replayRun({ runId: run.id }, services, quiet)).toEqual({ same: true, differences: [] });
    }
    const run = await together(services, project, members, 'stack');
    expect((await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet))['on']).toBe('validation');
    const { scorer, rows } = await loadJudged(services, run.id);
    expect(scorer.pkg.uncertainty === null).toBe(isClasses);
    expect(modelsIn(scorer.pkg).length).toBeGreaterThan(0);
    expect(packageTells(scorer.pkg).length).toBeGreaterThan(1);
    const bytes = await services.storage.packages.get(run.modelHash);
    for (const format of ['lathe', 'javascript', 'html']) {
      const { parity } = exportModel({ format, bytes, scorer, title: 'all', heldOut: rows.inputs, kit });
      expect(parity.maxDifference).toBeLessThan(1e-12);
    }
  }, 60_000);
});

test('of runs on shuffled answers nothing is found', async () => {
  const services = await testServices();
  const project = await projectWith(services, table(300, true), { target: 'answer', metric: 'roc_auc' });
  const members = await membersOf(services, project, ['logistic', 'boosting', 'gam'], true);
  for (const method of ['blend', 'stack']) {
    const run = await trainRun(services, project, 'ensemble', { params: { method, members }, randomLabels: true });
    const { low, high } = run.metrics['cv']!['roc_auc']!;
    expect(low, method).toBeLessThan(0.5);
    expect(high, method).toBeGreaterThan(0.5);
    // On 60 rows chance alone reaches as far as this, three times out of a thousand.
    expect(Math.abs(run.metrics['validation']!['roc_auc']!.value - 0.5), method).toBeLessThan(3 * 0.075);
  }
}, 60_000);

test('what can not answer together is refused by name', async () => {
  const services = await testServices();
  const project = await projectWith(services, table(120, true), { target: 'answer', metric: 'accuracy' });
  const [one, two] = await membersOf(services, project, ['logistic', 'gam']);
  const params = defaultsOf(modelTypes.get('logistic').params) as PlainRecord;
  const without = await trainRun(services, project, 'logistic', { params });
  const ensemble = await together(services, project, [one!, two!], 'blend');
  for (const [members, told] of [
    [[one!], 'not several'],
    [[one!, without.id], 'not cross-validated over the same folds'],
    [[one!, ensemble.id], 'an ensemble itself']
  ] as const)
    await expect(together(services, project, members, 'blend')).rejects.toMatchObject({
      code: 'ensemble-unfit',
      message: expect.stringContaining(told)
    });
  await expect(together(services, project, [one!, two!], 'vote')).rejects.toMatchObject({ code: 'ensemble-unfit' });
});

describe('weights', () => {
  const rng = createRng(1);
  const actual = Float64Array.from({ length: 200 }, () => normal(rng));
  const near = actual.map((value) => value + 0.3 * normal(rng));
  const task: MixTask = {
    answers: [near, actual.map(() => normal(rng)), near.map((v, i) => 2 * actual[i]! - v)],
    outputs: 1,
    actual,
    weights: null,
    isClasses: false
  };
  const context = { ...quiet, rng: createRng(2) };

  test('noise counts little, and errors that cancel are brought together', async () => {
    for (const mix of [await blend(task, context), await stack(task, context)]) {
      expect(mix.weights[1]!).toBeLessThan(0.1);
      const off = combined(mix, task.answers).reduce((sum, value, i) => sum + (value - actual[i]!) ** 2, 0);
      expect(off).toBeLessThan(0.5 * near.reduce((sum, value, i) => sum + (value - actual[i]!) ** 2, 0));
    }
  });

  test('stacking is least squares where no weight would be negative', async () => {
    const { weights, offsets } = await stack({ ...task, answers: [near.map((value) => 3 + value / 2)] }, context);
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [x, y] = [near.map((value) => 3 + value / 2), actual];
    const slope =
      x.reduce((sum, value, i) => sum + (value - mean(x)) * (y[i]! - mean(y)), 0) /
      x.reduce((sum, value) => sum + (value - mean(x)) ** 2, 0);
    expect(weights[0]).toBeCloseTo(slope, 1);
    expect(offsets[0]).toBeCloseTo(mean(y) - weights[0]! * mean(x), 9);
  });
});
