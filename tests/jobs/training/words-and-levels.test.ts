import * as kit from 'virtual:predict-runtime';
import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { createRng, shuffled } from '../../../src/core/rng.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { setColumn } from '../../../src/jobs/set-column.ts';
import { toBase64 } from '../../../src/predict/base64.ts';
import { decodePackage, encodePackage } from '../../../src/predict/package-file.ts';
import { createScorer } from '../../../src/predict/scorer.ts';
import { runtimeFor } from '../../../src/stages/export/runtime-for.ts';
import { projectWith, testServices, trainRun } from '../support.ts';

const rng = createRng(3);
const oneOf = (words: string) => words.split(' ')[Math.floor(rng() * words.split(' ').length)]!;
const praise = 'lovely tasty friendly warm wonderful 😀';
const blame = 'rude cold dirty slow awful 😡';
const things = 'waiter soup room table evening music place bread';

/** Reviews of which two words in seven tell the verdict; now and then one is wrong. */
function review(isGood: boolean): string {
  const word = () => (rng() < 0.85 === isGood ? oneOf(praise) : oneOf(blame));
  return `The ${oneOf(things)} was ${word()} and the ${oneOf(things)} ${word()}`;
}

const reviews = (rows: number): string =>
  ['text,verdict', ...Array.from({ length: rows }, (_, i) => `"${review(i % 2 === 0)}, visit ${i}",${i % 2 === 0 ? 'good' : 'bad'}`)].join(
    '\n'
  );

const paramsOf = (model: string, more: PlainRecord = {}): PlainRecord => ({
  ...(defaultsOf(modelTypes.get(model).params) as PlainRecord),
  ...more
});

test.each([
  ['logistic', {}],
  ['naive-bayes', { distribution: 'multinomial' }],
  ['boosting', { maxIter: 30 }]
] as const)('%s learns from texts with the recipe that is suggested, and its package answers raw ones anywhere', async (model, params) => {
  const services = await testServices();
  const projectId = await projectWith(services, reviews(300), { target: 'verdict' });
  const run = await trainRun(services, projectId, model, { params: paramsOf(model, params) });
  expect(run.recipe.map(({ kind }) => kind)).toContain('tf-idf');
  expect(run.metrics['validation']!['accuracy']!.value).toBeGreaterThan(0.8);
  const pkg = await decodePackage(await services.storage.packages.get(run.modelHash));
  const rows = [{ text: 'The SOUP was awful 😡 and the waiter rude' }, { text: 'lovely, lovely 😀' }, { text: '' }, {}];
  const answers = createScorer(pkg).scoreRows(rows);
  expect(answers.slice(0, 2).map(({ prediction }) => prediction)).toEqual(['bad', 'good']);
  const exported = runtimeFor(pkg, kit)
    .start()
    .open(toBase64(encodePackage(pkg)));
  expect(exported.predict(rows)).toEqual(answers);
});

test('500 levels of nothing, on random answers: a model that is told the mean answer of a level stays at chance', async () => {
  const rows = 1000;
  const answers = shuffled(
    Int32Array.from({ length: rows }, (_, i) => i % 2),
    rng
  );
  const csv = ['town,x,y', ...[...answers].map((answer) => `town ${Math.floor(rng() * 500)},${rng()},${answer ? 'yes' : 'no'}`)].join('\n');
  const services = await testServices();
  const projectId = await projectWith(services, csv, { target: 'y', metric: 'roc_auc' });
  const { datasetId } = await services.storage.projects.get(projectId);
  await setColumn({ datasetId: datasetId!, column: 'town', type: 'category' }, services);
  const town = { kind: 'target-encode', columns: ['town'], params: { minRows: 1 } };
  await services.storage.projects.update(projectId, (project) => ({ ...project, recipe: [town] }));
  const run = await trainRun(services, projectId, 'logistic', { params: paramsOf('logistic'), cv: { kind: 'stratified', folds: 3 } });
  const auc = run.metrics['cv']!['roc_auc']!;
  expect(auc.low).toBeLessThan(0.5);
  expect(auc.high).toBeGreaterThan(0.5);
});
