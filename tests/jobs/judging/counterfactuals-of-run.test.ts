import { beforeAll, describe, expect, test } from 'vitest';
import type { Counterfactuals } from '../../../src/app/api/judging.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { explainRun } from '../../../src/jobs/judging/explain-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { scoreWithPackage } from '../../../src/jobs/releasing/score-with-package.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import type { RunRecord } from '../../../src/storage/records/run.ts';
import { projectWith, quiet, sample, testServices, trainRun } from '../support.ts';

let services: TrainingServices;
let project: string;
let logistic: RunRecord;
const man = { sex: 'male', age: 60, pclass: 3, fare: 7.25, sibsp: 0, parch: 0, embarked: 'S', adult_male: 'true', alone: 'true' };
const train = (model: string, more: PlainRecord = {}, within = project) =>
  trainRun(services, within, model, { params: { ...(defaultsOf(modelTypes.get(model).params) as PlainRecord), ...more } });
const ask = async (run: RunRecord, request: PlainRecord, context = quiet) =>
  (await explainRun({ runId: run.id, request: { method: 'counterfactual', ...request } }, services, context)) as unknown as Counterfactuals;
const isEnough = async (run: RunRecord, { found }: Counterfactuals, isWanted: (prediction: unknown) => boolean) => {
  const rows = found.map(({ row }) => row);
  const scored = (await scoreWithPackage({ packageHash: run.modelHash!, rows }, services)) as { prediction: unknown }[];
  expect(scored.every(({ prediction }) => isWanted(prediction))).toBe(true);
};

beforeAll(async () => {
  services = await testServices();
  const roles = { alive: 'ignore', who: 'ignore', class: 'ignore', embark_town: 'ignore', deck: 'ignore' };
  project = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'roc_auc' }, roles);
  logistic = await train('logistic');
});

describe('a man of the third class', () => {
  test.each(process.env['LATHE_FULL'] ? ['boosting', 'neighbours', 'forest', 'naive-bayes'] : ['boosting'])(
    'would by %s have been called saved with other values, each of which it was asked about',
    async (model) => {
      const run = await train(model, model === 'boosting' ? { maxIter: 10 } : {});
      const found = await ask(run, { given: [man], to: '1' });
      expect(found.found.length).toBeGreaterThanOrEqual(3);
      expect(found.now).toMatchObject({ answer: '0' });
      await isEnough(run, found, (prediction) => String(prediction) === '1');
      expect(found.found[0]!.sentence).toMatch(/^To be called “1”, it would have been enough that “.+” was .+ instead of .+\.$/);
      const sets = found.found.map(({ changes }) => changes.map(({ column, to }) => `${column} ${to}`).sort().join()); // prettier-ignore
      expect(new Set(sets).size).toBe(sets.length);
    }
  );

  test('what he was stays where that is asked for, and progress is told', async () => {
    const run = logistic;
    const shares: number[] = [];
    const context = { ...quiet, onProgress: (share: number) => void shares.push(share) };
    const found = await ask(run, { given: [man], to: '1', keep: ['sex', 'adult_male', 'alone', 'sibsp', 'parch', 'embarked'], onlyDown: ['age'] }, context); // prettier-ignore
    const changes = found.found.flatMap((each) => each.changes);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.every(({ column }) => ['age', 'fare', 'pclass'].includes(column))).toBe(true);
    expect(changes.filter(({ column }) => column === 'age').every(({ to }) => Number(to) < 60)).toBe(true);
    expect(shares.at(-1)).toBe(1);
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
  });

  test('of a held-out row it is kept, of one that was typed in it is not', async () => {
    const run = logistic;
    const kept = async () =>
      (await services.storage.results.index(project)).filter(({ key }) => key.startsWith(`explanation:${run.id}`)).length;
    await ask(run, { given: [man], to: '1' });
    expect(await kept()).toBe(0);
    const wanted = await ask(run, { rows: [0], to: '1' }).catch(() => ask(run, { rows: [0], to: '0' }));
    expect(wanted.found.length).toBeGreaterThan(0);
    expect(await kept()).toBe(1);
    expect((await services.storage.projects.get(project)).split!.testOpenings).toEqual([]);
  });

  test('what can’t be asked is refused by name', async () => {
    const run = logistic;
    const refused: [PlainRecord, string][] = [
      [{ given: [man] }, 'nothing-wanted'],
      [{ given: [man], to: 'perhaps' }, 'class-not-learned'],
      [{ given: [man], to: '0' }, 'already-answered'],
      [{ to: '1' }, 'param-out-of-range'],
      [{ rows: [99_999], to: '1' }, 'param-out-of-range'],
      [{ given: [man], to: '1', keep: ['none'] }, 'column-not-found'],
      [{ given: [man], to: '1', onlyUp: ['sex'] }, 'no-direction'],
      [{ given: [{ ...man, age: 'old' }], to: '1' }, 'rows-invalid']
    ];
    for (const [request, code] of refused) await expect(ask(run, request)).rejects.toMatchObject({ code });
  });
});

test('a number is moved within bounds', async () => {
  const penguins = await projectWith(services, sample('penguins'), { target: 'body_mass_g', task: 'regression', metric: 'mae' });
  const run = await train('linear', {}, penguins);
  const found = await ask(run, { rows: [0], atLeast: 5000, atMost: 5200 });
  expect(found.found.length).toBeGreaterThan(0);
  expect(found.wanted).toBe('predicted at least 5,000 and at most 5,200');
  await isEnough(run, found, (prediction) => Number(prediction) >= 5000 && Number(prediction) <= 5200);
  await expect(ask(run, { rows: [0], atLeast: 10, atMost: 5 })).rejects.toMatchObject({ code: 'param-out-of-range' });
});
