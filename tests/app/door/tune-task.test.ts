import { expect, test } from 'vitest';
import type { Project } from '../../../src/app/api/projects.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { openDoor } from './open-door.ts';

async function projectOf(csv: string, problem: object): Promise<Project> {
  const project = await (await openDoor()).projects.create({ name: 'Tuned' });
  await project.data.importCsv(csv);
  await project.problem.set(problem as never);
  return project;
}

const months = Array.from({ length: 72 }, (_, i) => `${new Date(Date.UTC(2000, i, 1)).toISOString().slice(0, 10)},${(20 + i / 4 + 5 * Math.sin((i * Math.PI) / 6) + ((i * 7) % 5) / 5).toFixed(2)}`); // prettier-ignore

test('settings of a forecast are searched by what came before the sealed end', async () => {
  const project = await projectOf(`month,sales\n${months.join('\n')}\n`, { task: 'forecasting', target: 'sales', metric: 'mase' });
  const spec = { model: 'boosted-lags', search: 'random', trials: 3, cv: { kind: 'time', folds: 2 }, seed: 1 } as const;
  const { best, runs, report } = await project.tune(spec);
  expect(report).toMatchObject({ metric: 'mase', best: best.id, estimate: null, end: 'trials' });
  expect(new Set(report.trials.map(({ params }) => params['lags'])).size).toBeGreaterThan(1);
  expect(report.trials[0]!.params).toMatchObject({ lags: 12 });
  const scores = runs.map((run) => run.metrics['cv']!['mase']!.value);
  expect(best.metrics['cv']!['mase']!.value).toBe(Math.min(...scores));
  expect(report.notes.join()).toContain('the sealed end tells');
  for (const run of runs) expect(Object.keys(run.metrics)).not.toContain('test');
  await expect(project.tune({ ...spec, outerFolds: 3 })).rejects.toMatchObject({ code: 'option-not-for-task' });
});

test('settings of a recommender are searched by the lists of the validation part', async () => {
  const rng = createRng(2);
  const taken = Array.from({ length: 400 }, (_, i) => `c${i % 40},p${2 * Math.floor(rng() * 15) + (i % 2)},${1 + Math.floor(i / 40)}`);
  const project = await projectOf(`customer,product,day\n${taken.join('\n')}\n`, {
    task: 'recommendation',
    metric: 'ndcg',
    user: 'customer',
    item: 'product'
  });
  const { best, report } = await project.tune({ model: 'item-knn', search: 'sobol', trials: 3 });
  expect(report.trials.map(({ score }) => score!.value)).toContain(best.metrics['validation']!['ndcg']!.value);
  expect(report.notes.join()).toContain('the test part tells');
});

test('settings of clusters are searched with the word that looks are no truth; those of unusual rows are refused', async () => {
  const rng = createRng(3);
  const rows = Array.from({ length: 90 }, (_, i) => `${10 * (i % 3) + normal(rng)},${5 * (i % 3) + normal(rng)}`);
  const csv = `a,b\n${rows.join('\n')}\n`;
  const project = await projectOf(csv, { task: 'clustering', metric: 'silhouette' });
  const { best, report } = await project.tune({ model: 'k-means', search: 'halving', trials: 4 });
  expect(report.trials.every(({ share }) => share === 1)).toBe(true);
  expect(best.metrics['train']!['silhouette']!.value).toBeGreaterThan(0.6);
  expect(report.notes.join()).toMatch(/not whether they are true/);
  const other = await projectOf(csv, { task: 'anomaly', metric: 'stability' });
  await expect(other.tune({ model: 'isolation-forest', search: 'tpe', trials: 2 })).rejects.toMatchObject({ code: 'search-not-for-task' });
});
