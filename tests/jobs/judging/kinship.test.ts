import { expect, test } from 'vitest';
import type { Metric } from '../../../src/core/outcome.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { setSplit } from '../../../src/jobs/splitting/set-split.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { compareRuns } from '../../../src/jobs/judging/compare-runs.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import { projectWith, quiet, testServices, trainRun } from '../support.ts';

interface Report {
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly coverage: { readonly inside: Metric } | null;
}

const reportOf = async (services: TrainingServices, runId: string, on: 'validation' | 'test'): Promise<Report> =>
  (await evaluateRun({ runId, on }, services, quiet)) as unknown as Report;

function walk(): string {
  const rng = createRng(3);
  let level = 0;
  const lines = Array.from({ length: 600 }, (_, day) => {
    level += normal(rng);
    return `${new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10)},${normal(rng).toFixed(3)},${level.toFixed(3)}`;
  });
  return ['date,x,y', ...lines].join('\n');
}

function patients(count: number): string {
  const rng = createRng(4);
  const lines = Array.from({ length: count }, (_, patient) => {
    const own = normal(rng);
    return Array.from({ length: 10 }, () => `p${patient},${normal(rng).toFixed(3)},${(own + normal(rng)).toFixed(3)}`);
  });
  return ['patient,x,y', ...lines.flat()].join('\n');
}

const question = { target: 'y', task: 'regression', metric: 'rmse' } as const;

test('a random walk with dates is judged in blocks, when it is trained, when it is looked at, and on the test part', async () => {
  const services = await testServices();
  const project = await projectWith(services, walk(), question, { date: 'time' });
  const run = await trainRun(services, project, 'baseline', { cv: { kind: 'time', folds: 3 } });
  expect(run.split.kind).toBe('time');
  const method = /^moving-block bootstrap, blocks of \d+/;
  const trained = run.metrics['validation']!;
  for (const { method: told } of Object.values(trained)) expect(told).toMatch(method);
  const looked = await reportOf(services, run.id, 'validation');
  expect(looked.metrics['rmse']).toEqual(trained['rmse']);
  expect(looked.coverage!.inside.method).toMatch(/^Wilson on \d+ blocks of \d+/);
  expect((await reportOf(services, run.id, 'test')).metrics['rmse']!.method).toMatch(method);
});

test('rows of a few patients are judged by patient, and a comparison says on how little it rests', async () => {
  const services = await testServices();
  const project = await projectWith(services, patients(40), question, { patient: 'group' });
  const run = await trainRun(services, project, 'baseline');
  expect(run.split.kind).toBe('group');
  const { rmse } = run.metrics['validation']!;
  expect(rmse).toMatchObject({ n: 60, method: "bootstrap of 6 groups, Student's t" });
  const other = await trainRun(services, project, 'linear', { params: defaultsOf(modelTypes.get('linear').params) as PlainRecord });
  const { pairs } = (await compareRuns({ runIds: [run.id, other.id] }, services, quiet)) as unknown as { pairs: { sentence: string }[] };
  expect(pairs[0]!.sentence).toMatch(/These rows are of only 6 groups, and the interval rests on those alone\.$/);
});

const withoutFirst = (csv: string) => csv.replaceAll(/^[^,]*,/gm, '');

test('divided by the order of the rows, they are judged in that order; divided by chance, each stands for itself', async () => {
  const services = await testServices();
  const project = await projectWith(services, withoutFirst(walk()), question);
  const methodAfter = async (kind: 'time' | 'random') => {
    await setSplit({ projectId: project, spec: { kind } }, services);
    const run = await trainRun(services, project, 'baseline');
    const { rmse } = (await reportOf(services, run.id, 'validation')).metrics;
    expect(rmse).toEqual(run.metrics['validation']!['rmse']);
    return rmse!.method;
  };
  expect(await methodAfter('time')).toMatch(/^moving-block bootstrap/);
  expect(await methodAfter('random')).toBe('BCa bootstrap');
});
