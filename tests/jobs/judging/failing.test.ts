import { expect, test } from 'vitest';
import type { ErrorTree } from '../../../src/core/behind.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { createRng } from '../../../src/core/rng.ts';
import { errorTreeOfRun } from '../../../src/jobs/judging/error-tree-of-run.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import { rowsBehindOf } from '../../../src/jobs/judging/rows-behind.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { setSplit } from '../../../src/jobs/splitting/set-split.ts';
import { projectWith, quiet, testServices, trainRun } from '../support.ts';

const defaults = (model: string) => defaultsOf(modelTypes.get(model).params) as PlainRecord;

/** x says the answer, but where `region` is “far” it is a coin; `isSame`: the coin is everywhere, in one row of five. */
function coins(rows: number, seed: number, isSame = false): string {
  const rng = createRng(seed);
  const lines = Array.from({ length: rows }, () => {
    const [x, region] = [rng(), rng() < 0.25 ? 'far' : rng() < 0.5 ? 'near' : 'mid'];
    const isCoin = isSame ? rng() < 0.2 : region === 'far';
    return `${x.toFixed(4)},${region},${(isCoin ? rng() < 0.5 : x > 0.5) ? 'yes' : 'no'}`;
  });
  return ['x,region,answer', ...lines].join('\n');
}

const trained = async (csv: string) => {
  const services = await testServices();
  const project = await projectWith(services, csv, { target: 'answer' });
  const run = await trainRun(services, project, 'logistic', { params: defaults('logistic') });
  return { services, run };
};

test('the error tree finds the place where the model guesses, with error rates of rows that had no say in it', async () => {
  const { services, run } = await trained(coins(2000, 1));
  const found = (await errorTreeOfRun({ runId: run.id }, services, quiet)) as unknown as ErrorTree;
  expect(found.isClear).toBe(true);
  expect(found.sentence).toContain('It errs most where region is far');
  const [worst] = found.leaves;
  expect(worst!.error.low).toBeLessThan(0.5);
  expect(worst!.error.high).toBeGreaterThan(0.35);
  expect(worst!.rest).toBeLessThan(0.15);
  expect(found.tree!.nodes[0]!.rows).toBe(found.judgedOn);
  expect(await errorTreeOfRun({ runId: run.id }, services, quiet)).toEqual(found);
  const rows = await rowsBehindOf({ runId: run.id, behind: { kind: 'node', node: worst!.node } }, services, quiet);
  expect(rows.total).toBe(worst!.rows);
  expect(rows.rows.every(({ values }) => values['region'] === 'far')).toBe(true);
  expect(rows.apart[0]).toMatchObject({ column: 'region' });
});

test('where it errs alike everywhere no leaf is called worse', async () => {
  const { services, run } = await trained(coins(1200, 2, true));
  const found = (await errorTreeOfRun({ runId: run.id }, services, quiet)) as unknown as ErrorTree;
  expect(found.isClear).toBe(false);
  expect(found.sentence).toMatch(/beyond what chance does|errs alike everywhere/);
});

test('too few rows are told', async () => {
  const { services, run } = await trained(coins(150, 3));
  const found = (await errorTreeOfRun({ runId: run.id }, services, quiet)) as unknown as ErrorTree;
  expect(found).toMatchObject({ tree: null, leaves: [] });
  expect(found.sentence).toContain('it takes 80');
});

test('a cell of the confusion matrix opens to its rows, worst first, as they stand in the data', async () => {
  const { services, run } = await trained(coins(2000, 1));
  const report = (await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet)) as unknown as {
    confusion: { labels: string[]; counts: number[][] };
  };
  const { labels, counts } = report.confusion;
  const [no, yes] = [labels.indexOf('no'), labels.indexOf('yes')];
  const behind = { kind: 'cell', actual: 'no', predicted: 'yes' } as const;
  const found = await rowsBehindOf({ runId: run.id, behind }, services, quiet);
  expect(found.total).toBe(counts[no]![yes]!);
  expect(found.apart.some(({ column, pValue }) => column === 'region' && pValue < 0.05)).toBe(true);
  expect(found.rows.every(({ actual, predicted }) => actual === 'no' && predicted === 'yes')).toBe(true);
  expect(found.rows.map(({ size }) => size)).toEqual(found.rows.map(({ size }) => size).toSorted((a, b) => b - a));
  await expect(rowsBehindOf({ runId: run.id, behind: { kind: 'node', node: 99 } }, services, quiet)).rejects.toMatchObject({
    code: 'behind-unknown'
  });
});

test('without a validation part the rows are those left out of folds', async () => {
  const services = await testServices();
  const project = await projectWith(services, coins(300, 4), { target: 'answer' });
  await setSplit({ projectId: project, spec: { kind: 'random', shares: { train: 0.8, validation: 0, test: 0.2 } } }, services);
  const run = await trainRun(services, project, 'logistic', {
    params: defaults('logistic'),
    cv: { kind: 'stratified', folds: 4, repeats: 2 }
  });
  const found = await rowsBehindOf({ runId: run.id, behind: { kind: 'missed', label: 'yes' } }, services, quiet);
  expect(found.on).toBe('cross-validation');
  expect(found.total).toBeGreaterThan(0);
  expect(new Set(found.rows.map(({ row }) => row)).size).toBe(found.rows.length);
  const table = await services.storage.datasets.readTable(run.datasetId, ['answer']);
  const [answer] = table.columns;
  for (const { row } of found.rows) expect(answer!.kind === 'category' && answer!.labels[answer!.codes[row]!]).toBe('yes');
});
