import { beforeAll, expect, test } from 'vitest';
import type { RecommendationFindings } from '../../../src/core/recommendation-findings.ts';
import { taskFindingsKey } from '../../../src/core/task-findings.ts';
import { createRng } from '../../../src/core/rng.ts';
import { compareRuns } from '../../../src/jobs/judging/compare-runs.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import { exportLists } from '../../../src/jobs/tasks/recommendation/export-lists.ts';
import { recommend } from '../../../src/jobs/tasks/recommendation/recommend.ts';
import { replayRun } from '../../../src/jobs/training/replay-run.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import { readRowSet } from '../../../src/jobs/experiment/row-sets.ts';
import { projectWith, quiet, testServices, trainRun } from '../support.ts';

/** Customers of two tastes: odd ones buy odd products. */
function purchases(seed: number): { csv: string; days: number[] } {
  const rng = createRng(seed);
  const lines: string[] = [];
  const days: number[] = [];
  for (let user = 0; user < 60; user++) {
    for (let i = 0; i < 12; i++) {
      const item = 2 * Math.floor(rng() * 20) + (rng() < 0.95 ? user % 2 : 1 - (user % 2));
      const day = Math.floor(rng() * 300);
      days.push(day);
      lines.push(`c${user},p${item},${item % 2 === user % 2 ? 5 : 2},${new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)}`);
    }
  }
  return { csv: `customer,product,stars,day\n${lines.join('\n')}\n`, days };
}

const problem = { task: 'recommendation', metric: 'ndcg', user: 'customer', item: 'product', rating: 'stars', likedFrom: 4 };
const als = { nComponents: 4, regularization: 1, alpha: 10, maxIter: 8 };

let services: TrainingServices;
beforeAll(async () => {
  services = await testServices();
});

test('a run is judged by lists on what came later, beside popularity, with intervals', async () => {
  const { csv, days } = purchases(1);
  const projectId = await projectWith(services, csv, problem);
  const run = await trainRun(services, projectId, 'als', { params: als });
  expect(run).toMatchObject({ status: 'done', question: { task: 'recommendation', user: 'customer', item: 'product', rating: 'stars' } });
  const scores = run.metrics['validation']!;
  for (const id of ['ndcg', 'map', 'recall', 'precision', 'coverage', 'novelty']) {
    expect(scores[id]!.low, id).toBeLessThanOrEqual(scores[id]!.value);
    expect(scores[id]!.high, id).toBeGreaterThanOrEqual(scores[id]!.value);
  }
  const found = (await services.storage.results.find(taskFindingsKey(run.id), projectId))!.value as unknown as RecommendationFindings;
  expect(found).toMatchObject({ task: 'recommendation', users: 60, items: 40, likedFrom: 4, holdOut: 'time' });
  expect(found.gain.low).toBeGreaterThan(0);
  const [train, validation, held] = await Promise.all([run.parts.train, run.parts.validation, run.parts.test].map((part) => readRowSet(services.storage, part))); // prettier-ignore
  const daysOf = (rows: Uint32Array | undefined) => Array.from(rows!, (row) => days[row]!);
  expect(Math.max(...daysOf(train))).toBeLessThan(Math.min(...daysOf(validation)));
  expect(Math.max(...daysOf(validation))).toBeLessThan(Math.min(...daysOf(held)));
});

test('it comes out the same when it is run again, whatever the problem has become', async () => {
  const projectId = await projectWith(services, purchases(2).csv, problem);
  const run = await trainRun(services, projectId, 'bpr', {
    params: { nComponents: 4, learningRate: 0.05, regularization: 0.01, maxIter: 5 }
  });
  await services.storage.projects.update(projectId, (project) => ({ ...project, problem: { ...project.problem!, user: 'product', item: 'customer' } })); // prettier-ignore
  expect(await replayRun({ runId: run.id }, services, quiet)).toEqual({ same: true, differences: [] });
});

test('what is not said is asked for', async () => {
  const projectId = await projectWith(services, purchases(3).csv, { task: 'recommendation', metric: 'ndcg', user: 'customer' });
  await expect(trainRun(services, projectId, 'popularity')).rejects.toMatchObject({ code: 'interactions-not-named' });
});

test('lists are given to users by name, to new ones by rows, each item with its reason', async () => {
  const projectId = await projectWith(services, purchases(4).csv, problem);
  const run = await trainRun(services, projectId, 'item-knn', { params: { nNeighbors: 20, shrinkage: 1, weighting: 'binary' } });
  const ask = { runId: run.id, users: null, rows: null, count: 5 };
  const { lists } = await recommend({ ...ask, users: ['c3'] }, services, quiet);
  expect(lists).toMatchObject([{ user: 'c3', isKnown: true }]);
  expect(lists[0]!.items).toHaveLength(5);
  expect(lists[0]!.items.filter(({ item }) => Number(item.slice(1)) % 2 === 1).length).toBeGreaterThanOrEqual(4);
  expect(lists[0]!.items[0]!.reason).toContain('because of');
  expect(lists[0]!.met).toContain(lists[0]!.items[0]!.because[0]);
  const rows = [{ customer: 'new', product: 'p2' }, { customer: 'new', product: 'p4', stars: 5 }, { customer: 'new', product: 'pie' }, { customer: 'empty', product: 'pie' }]; // prettier-ignore
  const fresh = await recommend({ ...ask, rows }, services, quiet);
  expect(fresh.lists).toMatchObject([{ user: 'new', isKnown: true, met: ['p2', 'p4'] }, { user: 'empty', isKnown: false }]); // prettier-ignore
  expect(fresh.lists[0]!.items.map(({ item }) => item)).not.toContain('p2');
  expect(fresh.lists[1]!.items[0]!.reason).toContain('nothing is known');
  expect(fresh.notes[0]).toContain('2 rows');
  expect((await recommend(ask, services, quiet)).lists).toHaveLength(60);
  await expect(recommend({ ...ask, users: ['nobody'] }, services, quiet)).rejects.toMatchObject({ code: 'unknown-users' });
});

test('lists for everybody are written as CSV', async () => {
  const projectId = await projectWith(services, purchases(5).csv, problem);
  const run = await trainRun(services, projectId, 'popularity');
  const { file, users } = await exportLists({ runId: run.id, count: 3 }, services, quiet);
  const lines = (await file.text()).trim().split(/\r?\n/);
  expect(users).toBe(60);
  expect(lines[0]).toBe('user,rank,item,score,reason');
  expect(lines).toHaveLength(1 + 60 * 3);
});

test('the test part is opened once it is asked for, and that is counted', async () => {
  const projectId = await projectWith(services, purchases(6).csv, problem);
  const run = await trainRun(services, projectId, 'item-knn', { params: { nNeighbors: 20, shrinkage: 1, weighting: 'binary' } });
  const before = await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet);
  expect(before['testOpenings']).toBe(0);
  expect(before['metrics']).toEqual(run.metrics['validation']);
  const opened = await evaluateRun({ runId: run.id, on: 'test' }, services, quiet);
  expect(opened).toMatchObject({ on: 'test', testOpenings: 1 });
  expect((await services.storage.audit.list(projectId)).filter(({ action }) => action === 'test-opened')).toHaveLength(1);
});

test('two recommenders are compared by the lists of the same users', async () => {
  const projectId = await projectWith(services, purchases(1).csv, problem);
  const runs = [];
  for (const [id, params] of [['als', als], ['popularity', {}]] as const) runs.push(await trainRun(services, projectId, id, { params })); // prettier-ignore
  const compared = await compareRuns({ runIds: runs.map(({ id }) => id) }, services, quiet);
  const [pair] = (compared as unknown as { pairs: { pValue: number; difference: { value: number }; sentence: string }[] }).pairs;
  const [first, second] = runs.map((run) => run.metrics['validation']!['ndcg']!.value);
  expect(pair!.difference.value).toBeCloseTo(first! - second!, 9);
  expect(pair!.sentence).toMatch(/ by .* in NDCG over \d+ users \(paired t over users, p /);
  const again = await compareRuns({ runIds: [runs[0]!.id, runs[0]!.id] }, services, quiet);
  expect(again).toHaveProperty('pairs.0.pValue', 1);
});
