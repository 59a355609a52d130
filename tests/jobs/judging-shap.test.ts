import { beforeAll, describe, expect, test } from 'vitest';
import { defaultsOf } from '../../src/core/params.ts';
import type { PlainRecord } from '../../src/core/plain.ts';
import { explainRun } from '../../src/jobs/judging/explain-run.ts';
import { modelTypes } from '../../src/jobs/model-types.ts';
import type { TrainingServices } from '../../src/jobs/services.ts';
import { projectWith, quiet, sample, testServices, trainRun } from './support.ts';

interface Told {
  readonly way: string;
  readonly unit: string;
  readonly of: string;
  readonly features: string[];
  readonly importances: { value: number; low: number; high: number }[];
  readonly values: number[][];
  readonly base: number;
  readonly outputs: number[];
  readonly at: number[] | null;
  readonly localError: number;
  readonly reasons: string[];
  readonly stability: { difference: number; share: number; overlap: { value: number; low: number; high: number } } | null;
  readonly finding: { holds: boolean; why: string };
}

let services: TrainingServices;
let project: string;
const train = (model: string, more: PlainRecord = {}, randomLabels = false) =>
  trainRun(services, project, model, { params: { ...(defaultsOf(modelTypes.get(model).params) as PlainRecord), ...more }, randomLabels });
const explain = async (runId: string, request: PlainRecord) => (await explainRun({ runId, request }, services, quiet)) as unknown as Told;

beforeAll(async () => {
  services = await testServices();
  project = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'roc_auc' }, { alive: 'ignore' });
});

describe('titanic', () => {
  test('boosting is explained on held-out rows, each to its answer, and what it goes by comes first', async () => {
    const run = await train('boosting', { maxIter: 30 });
    const found = await explain(run.id, { method: 'shap' });
    expect(found).toMatchObject({ way: 'trees against rows', unit: 'log-odds', finding: { holds: true } });
    expect(found.localError).toBeLessThan(1e-9);
    expect(['who', 'sex', 'adult_male', 'pclass', 'class']).toContain(found.features[0]);
    expect(found.importances[0]!.low).toBeGreaterThan(found.importances.at(-1)!.high);
    found.outputs.forEach((output, row) =>
      expect(found.values[row]!.reduce((sum, value) => sum + value, found.base)).toBeCloseTo(output, 9)
    );
    expect(found.reasons[0]).toMatch(/^The chance of “.+” is \d+(\.\d)?\u00a0%.* because “/);
    expect(found.stability!.share).toBeGreaterThan(0);
    expect(found.stability!.share).toBeLessThan(0.5);
    expect(found.stability!.overlap.low).toBeGreaterThan(0.5);
    expect(found.stability!.overlap.high).toBeLessThanOrEqual(1);
    const stored = await services.storage.runs.get(run.id);
    expect(found.at).toHaveLength(found.outputs.length);
    expect((await services.storage.projects.get(project)).split!.testOpenings).toEqual([]);
    expect(await explain(run.id, { method: 'shap' })).toEqual(found);
    expect(
      (await services.storage.results.index(project)).filter(({ key }) => key.startsWith(`explanation:${run.id}:${stored.modelHash}`))
    ).toHaveLength(1);
  });

  test('the other class is the same with its signs turned, and a row that was typed in is told and not kept', async () => {
    const run = await train('boosting', { maxIter: 5 });
    const typed = { sex: 'male', age: 60, pclass: 3, fare: 7 };
    const [yes, no] = await Promise.all(['1', '0'].map((of) => explain(run.id, { method: 'shap', of, given: [typed] })));
    expect(yes!.outputs[0]).toBeCloseTo(-no!.outputs[0]!, 12);
    expect(yes).toMatchObject({ at: null, finding: null, stability: { rows: 1, overlap: { n: 1 } } });
    expect((await services.storage.results.index(project)).filter(({ key }) => key.startsWith(`explanation:${run.id}`))).toEqual([]);
    await expect(explain(run.id, { method: 'shap', of: 'perhaps' })).rejects.toMatchObject({ code: 'class-not-learned' });
    await expect(explain(run.id, { method: 'shap', given: [{ age: 'old' }] })).rejects.toMatchObject({ code: 'rows-invalid' });
    await expect(explain(run.id, { method: 'tree-shap', rows: [99_999] })).rejects.toMatchObject({ code: 'param-out-of-range' });
  });

  test('accumulated effects of a column, and of one that has no neighbours', async () => {
    const run = await train('logistic');
    const found = (await explain(run.id, { method: 'ale', feature: 'fare' })) as unknown as {
      grid: number[];
      average: number[];
      of: string;
    };
    expect(found.average).toHaveLength(found.grid.length);
    expect(found.average.at(-1)).toBeGreaterThan(found.average[0]!);
    await expect(explain(run.id, { method: 'ale', feature: 'sex' })).rejects.toMatchObject({ code: 'column-not-varied' });
    await expect(explain(run.id, { method: 'ale', feature: 'none' })).rejects.toMatchObject({ code: 'column-not-found' });
  });

  test('what two columns add together, on the same held-out rows', async () => {
    const run = await train('boosting', { maxIter: 20 });
    const found = (await explain(run.id, { method: 'ale-pair', feature: 'age', with: 'fare' })) as unknown as {
      grids: number[][];
      effects: number[][];
      counts: number[][];
      size: number;
    };
    expect(found.effects.map((line) => line.length)).toEqual(found.grids[0]!.map(() => found.grids[1]!.length));
    expect(found.size).toBeGreaterThan(0);
    expect(found.counts.flat().reduce((a, b) => a + b, 0)).toBeGreaterThan(50);
    const refused = (request: PlainRecord) => explain(run.id, { method: 'ale-pair', feature: 'age', ...request });
    await expect(refused({ with: 'age' })).rejects.toMatchObject({ code: 'same-column-twice' });
    await expect(refused({ with: 'sex' })).rejects.toMatchObject({ code: 'column-not-varied' });
  });

  test('columns that say the same are shuffled together when that is asked for', async () => {
    const run = await train('logistic');
    const [alone, together] = await Promise.all([false, true].map((each) => explain(run.id, { method: 'permutation', together: each })));
    expect(alone!.features.some((name) => name.includes(', '))).toBe(false);
    const groups = together!.features.map((name) => name.split(', ')).filter((names) => names.length > 1);
    expect(groups.some((names) => names.includes('sex') && names.includes('adult_male'))).toBe(true);
    expect(together!.features.flatMap((name) => name.split(', ')).sort()).toEqual(alone!.features.toSorted());
  });

  test('a forest by cover, and its pairs', async () => {
    const run = await train('forest', { nEstimators: 3, maxDepth: 6 });
    const found = await explain(run.id, { method: 'tree-shap', perturbation: 'cover' });
    expect(found).toMatchObject({ way: 'trees by cover', unit: 'probability' });
    expect(found.localError).toBeLessThan(1e-9);
    const pairs = await explain(run.id, { method: 'shap-interactions' });
    expect(pairs.values).toHaveLength(pairs.features.length);
    pairs.values.forEach((line, i) => line.forEach((value, j) => expect(value).toBe(pairs.values[j]![i])));
  });

  test('drawn coalitions carry their errors, and a model without trees has no pairs', async () => {
    const run = await train('naive-bayes');
    const found = await explain(run.id, { method: 'shap', rows: [0, 1] });
    expect(found.way).toBe('drawn coalitions');
    expect(found).toHaveProperty('errors.0.0');
    expect(found.localError).toBeLessThan(1e-9);
    await expect(explain(run.id, { method: 'shap-interactions' })).rejects.toMatchObject({ code: 'explanation-not-for-model' });
  });

  test('on shuffled answers nothing is told as a finding', async () => {
    const run = await train('boosting', { maxIter: 10 }, true);
    const found = await explain(run.id, { method: 'shap' });
    expect(found.finding).toMatchObject({ holds: false, why: expect.stringContaining('shuffled answers') as string });
  });
});

test('a model that is no better than guessing is not told as a finding either', async () => {
  const csv = ['x,z,y', ...Array.from({ length: 200 }, (_, i) => `${(i * 37) % 101},${(i * 53) % 97},${(i * i * 31 + i * 7) % 11 > 5 ? 'a' : 'b'}`)].join('\n'); // prettier-ignore
  const noise = await projectWith(services, csv, { target: 'y', metric: 'roc_auc' });
  const run = await trainRun(services, noise, 'logistic', { params: defaultsOf(modelTypes.get('logistic').params) as PlainRecord });
  const found = await explain(run.id, { method: 'shap' });
  expect(found.finding).toMatchObject({ holds: false, why: expect.stringContaining('guessing') as string });
});
