import { beforeAll, expect, test } from 'vitest';
import type { Project } from '../../../src/app/api/projects.ts';
import type { SearchGlance, SearchTrial } from '../../../src/core/search-report.ts';
import { runSearch } from '../../../src/app/door/search-loop.ts';
import type { Search } from '../../../src/stages/tune/strategy-type.ts';
import { openDoor } from './open-door.ts';

const rows = Array.from({ length: 620 }, (_, i) => {
  const [a, b] = [(i * 37) % 101, (i * 53) % 89];
  return `${a},${b},${a + ((i * 29) % 41) > 60 ? 'yes' : 'no'}`;
});
const cv = { kind: 'stratified', folds: 2 } as const;
let project: Project;

beforeAll(async () => {
  const lathe = await openDoor();
  project = await lathe.projects.create({ name: 'Tuned' });
  await project.data.importCsv(`a,b,y\n${rows.join('\n')}\n`);
  await project.problem.set({ task: 'classification', target: 'y', metric: 'roc_auc' });
});

test('a search is told as it goes, and its report says what the winner can be trusted with; the seal holds', async () => {
  const seen: SearchTrial[] = [];
  const notes: (string | undefined)[] = [];
  const glances: SearchGlance[] = [];
  const { best, runs, report } = await project.tune(
    { model: 'tree', search: 'halving', trials: 4, cv, seed: 3 },
    { onProgress: ({ note }) => notes.push(note), onTrial: (trial) => seen.push(trial), onGlance: (glance) => glances.push(glance) }
  );
  expect(seen).toEqual(report.trials);
  expect(notes).toContain('looking at what it found');
  expect(glances).toHaveLength(Math.floor(seen.length / 3));
  const known = new Set(runs.map(({ id }) => id));
  expect(glances.at(-1)!.frontBySize.filter((id) => !known.has(id))).toEqual([]);
  expect(report.trials.some(({ share, runId }) => share < 1 && runId === null)).toBe(true);
  expect(report.trials.filter(({ runId }) => runId !== null)).toHaveLength(runs.length);
  expect(report.best).toBe(best.id);
  const { corrected, chosen } = report.estimate!;
  expect(corrected.low < corrected.value && corrected.value < corrected.high).toBe(true);
  expect(chosen).toBeGreaterThan(0.5);
  expect(report.frontBySize.length).toBeGreaterThan(0);
  expect(report.trials.find(({ runId }) => runId === best.id)!.latencyMs).toBeGreaterThan(0);
  expect((await project.searches()).map(({ id }) => id)).toEqual([report.id]);
  expect((await project.split.get()).testOpenings).toBe(0);
  for (const run of runs) expect(Object.keys(run.metrics)).not.toContain('test');
});

test('what is too large is tried and not chosen', async () => {
  const { report, runs } = await project.tune({ model: 'tree', search: 'random', trials: 3, cv, mostBytes: 10 });
  expect([report.best, runs.length]).toEqual([null, 3]);
  expect(report.notes.join()).toContain('No trial keeps the limits');
});

test('a search that is stopped keeps what was finished, report included', async () => {
  const before = (await project.runs()).length;
  const stop = new AbortController();
  const search = project.tune(
    { model: 'tree', search: 'random', trials: 5, cv, seed: 9 },
    { signal: stop.signal, onTrial: ({ trial }) => trial === 2 && stop.abort() }
  );
  await expect(search).rejects.toMatchObject({ name: 'AbortError' });
  expect((await project.runs()).filter(({ status }) => status === 'done')).toHaveLength(before + 2);
  expect((await project.searches()).at(-1)).toMatchObject({ end: 'stopped' });
});

test('a search where nothing searched has a say ends early and says so', async () => {
  const { report, runs } = await project.tune({
    model: 'tree',
    search: 'random',
    trials: 20,
    cv,
    params: { maxDepth: 1, minSamplesLeaf: 1 }
  });
  expect([report.end, runs.length]).toEqual(['alike', 6]);
  expect(report.notes.join()).toContain('have no say');
});

/** As many wishes as are asked for, each another. */
function* endless(share: number): Search {
  for (let rate = 0; ; rate++) yield { params: { rate }, share };
}

test('trials and time are kept; the first is always tried', async () => {
  let tried = 0;
  const attempt = () => Promise.resolve({ loss: ++tried, signature: String(tried) });
  expect(await runSearch(endless(1 / 3), { trials: 4, isOver: () => false }, attempt)).toBe('trials');
  expect(tried).toBe(12);
  tried = 0;
  expect(await runSearch(endless(1), { trials: 4, isOver: () => true }, attempt)).toBe('time');
  expect(tried).toBe(1);
});

test('the same seed searches the same way', async () => {
  const paramsOf = async () =>
    (await project.tune({ model: 'tree', search: 'bohb', trials: 3, cv, seed: 5 })).report.trials.map(({ params, share }) => [
      params,
      share
    ]);
  expect(await paramsOf()).toEqual(await paramsOf());
});

test('nested: the search is made anew within each outer fold, judged on its rows, and leaves no more runs behind', async () => {
  const spec = { model: 'tree', search: 'random', trials: 3, cv, seed: 4 } as const;
  const before = (await project.runs()).length;
  const { report } = await project.tune({ ...spec, outerFolds: 3 });
  expect(await project.runs()).toHaveLength(before + 3);
  const { score, folds } = report.nested!;
  expect(folds.map(({ trials }) => trials)).toEqual([3, 3, 3]);
  expect(score.value).toBeCloseTo(folds.reduce((sum, fold) => sum + fold.score!, 0) / 3, 12);
  expect(score.low < score.value && score.value < score.high).toBe(true);
  const outer = { cv: { kind: 'stratified', folds: 3 }, fold: 1 } as const;
  const again = await project.trial({ model: 'tree', params: folds[1]!.params, seed: 4, outer });
  expect(again.metrics['roc_auc']!.value).toBe(folds[1]!.score);
  expect(again.rows!.train + again.rows!.validation).toBe((await project.split.get()).rows.train);
  expect((await project.split.get()).testOpenings).toBe(0);
});
