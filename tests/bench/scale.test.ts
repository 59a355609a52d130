import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRng } from '../../src/core/rng.ts';
import { openApp, type OpenApp } from '../e2e/support.ts';
import { largestRenderer } from './renderer-memory.ts';

/** The whole way of a big table through one tab: in, profiled, filtered, plotted, learned from. Report only: no time is asserted. */
const SHARE = Number(process.env['LATHE_BENCH_SHARE'] ?? 1);

const SHAPES = [
  { rows: 10_000_000, columns: 10 },
  { rows: 1_000_000, columns: 100 }
].map(({ rows, columns }) => ({ rows: Math.round(rows * SHARE), columns }));

/** Numbers, whole numbers, a few labels, and a yes or no that hangs on the first two. */
function writeTable(file: string, rows: number, columns: number): void {
  const rng = createRng(11);
  const names = Array.from({ length: columns - 1 }, (_, j) => `x${j}`);
  writeFileSync(file, `${[...names, 'bought'].join(',')}\n`);
  for (let from = 0; from < rows; from += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, rows - from) }, () => {
      const fields = names.map((_, j) => fieldOf(j, rng()));
      return `${fields.join(',')},${Number(fields[0]) + Number(fields[1]) / 50 + rng() > 1.5 ? 'yes' : 'no'}`;
    });
    appendFileSync(file, `${lines.join('\n')}\n`);
  }
}

function fieldOf(column: number, draw: number): string {
  if (column % 4 === 0) return draw.toFixed(4);
  if (column % 4 === 1) return String(Math.floor(draw * 50));
  if (column % 4 === 2) return ['Oslo', 'Rome', 'Lima', 'Cairo', 'Kyiv'][Math.floor(draw * 5)]!;
  return (draw * 1000).toFixed(1);
}

interface Stage {
  readonly stage: string;
  readonly seconds: string;
  readonly 'largest process, MB': string;
  readonly 'longest task of the page, ms': string;
}

/** Does one thing in the page, and watches its memory and its main thread meanwhile. */
async function watched(app: OpenApp, stage: string, work: () => Promise<unknown>): Promise<Stage> {
  let peak = 0;
  const look = () => void (peak = Math.max(peak, largestRenderer('VmRSS')));
  look();
  const watch = setInterval(look, 250);
  await app.page.evaluate(() => {
    const scope = window as unknown as { longest: number; tasks: PerformanceObserver };
    scope.longest = 0;
    scope.tasks = new PerformanceObserver((list) =>
      list.getEntries().forEach((one) => (scope.longest = Math.max(scope.longest, one.duration)))
    );
    scope.tasks.observe({ type: 'longtask' });
  });
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1000;
  clearInterval(watch);
  look();
  const longest = await app.page.evaluate(() => {
    const scope = window as unknown as { longest: number; tasks: PerformanceObserver };
    scope.tasks.disconnect();
    return scope.longest;
  });
  const figures = { 'largest process, MB': peak.toFixed(0), 'longest task of the page, ms': longest.toFixed(0) };
  console.log(`${stage}: ${seconds.toFixed(1)} s, ${figures['largest process, MB']} MB`);
  return { stage, seconds: seconds.toFixed(1), ...figures };
}

test.each(SHAPES)('$rows rows x $columns columns, the whole way in one tab', { timeout: 3_600_000 }, async ({ rows, columns }) => {
  const folder = mkdtempSync(join(tmpdir(), 'lathe-scale-'));
  const file = join(folder, 'table.csv');
  writeTable(file, rows, columns);
  const app = await openApp();
  const { page } = app;
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'bench' })));
  await page.setInputFiles('#bench', file);
  const id = await page.evaluate(async () => (await window.lathe.projects.create({ name: 'Scale' })).info.id);
  const stages: Stage[] = [];
  const step = async (stage: string, work: () => Promise<unknown>) => void stages.push(await watched(app, stage, work));
  await step('import', () =>
    page.evaluate(async (projectId) => {
      const project = await window.lathe.projects.open(projectId);
      await project.data.importFile(document.querySelector<HTMLInputElement>('#bench')!.files![0]!);
      await project.problem.set({ target: 'bought' });
    }, id)
  );
  await step('profile', () =>
    page.evaluate(async (projectId) => {
      const { data } = await window.lathe.projects.open(projectId);
      await data.profile((await data.current())!.id);
    }, id)
  );
  await step('linked views: first look', () => page.evaluate(lookAtLinked, id));
  await step('linked views: twenty moves of a brush', () =>
    page.evaluate(async (projectId) => {
      const { data } = await window.lathe.projects.open(projectId);
      const { id: datasetId } = (await data.current())!;
      for (let i = 0; i < 20; i++)
        await data.crossFilter(datasetId, {
          columns: ['x0', 'x1', 'x2', 'x3', 'bought'],
          filters: { x0: [i, i + 1, i + 2] },
          density: { x: 'x0', y: 'x3' }
        });
    }, id)
  );
  await step('filter into a new version', () =>
    page.evaluate(async (projectId) => {
      const { data } = await window.lathe.projects.open(projectId);
      await data.shape((await data.current())!.id, [{ kind: 'filter', where: 'x0 > 0.1' }]);
    }, id)
  );
  await step('split suggested and made', () =>
    page.evaluate(async (projectId) => {
      const { split } = await window.lathe.projects.open(projectId);
      await split.set((await split.suggest()).spec);
    }, id)
  );
  await step('boosting, 30 trees', () =>
    page.evaluate(async (projectId) => {
      const project = await window.lathe.projects.open(projectId);
      await project.train({ model: 'boosting', params: { maxIter: 30, earlyStopping: 'off' } });
    }, id)
  );
  console.table(stages);
  expect(await page.evaluate(() => window.lathe.integrityCheck())).toEqual([]);
  await app.close();
  rmSync(folder, { recursive: true });
});

const lookAtLinked = async (projectId: string): Promise<void> => {
  const { data } = await window.lathe.projects.open(projectId);
  await data.crossFilter((await data.current())!.id, { columns: ['x0', 'x1', 'x2', 'x3', 'bought'], density: { x: 'x0', y: 'x3' } });
};
