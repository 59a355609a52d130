import { expect, test } from 'vitest';
import type { AutoRuns } from '../../../src/app/api/training.ts';
import { hasFound } from '../../../src/core/auto-report.ts';
import { noBackend } from '../../../src/core/errors/networks.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { openDoor } from './open-door.ts';

/** A second passes whenever somebody looks: how far a search comes does not hang on how busy the machine is. */
function countedClock(): () => number {
  let seconds = 0;
  return () => 1000 * seconds++;
}

/** A search among all families over rows whose answer goes with one column, or with nothing. */
async function searched(seed: number, hasSignal: boolean, budgetMs: number): Promise<AutoRuns> {
  const rng = createRng(seed);
  const rows = Array.from({ length: 160 }, () => {
    const x = Array.from({ length: 4 }, () => normal(rng));
    const answer = (hasSignal ? x[0]! : normal(rng)) + 0.5 * normal(rng);
    return [...x.map((value) => value.toFixed(3)), answer > 0 ? 'yes' : 'no'].join(',');
  });
  const openEngine = () => Promise.reject(noBackend('dense', ['none in this test']));
  const lathe = await openDoor(undefined, { now: countedClock(), openEngine });
  const project = await lathe.projects.create({ name: 'Luck' });
  await project.data.importCsv(`a,b,c,d,y\n${rows.join('\n')}\n`);
  await project.problem.set({ task: 'classification', target: 'y', metric: 'roc_auc' });
  await project.split.set({ kind: 'stratified', shares: { train: 1, validation: 0, test: 0 } });
  const runs = await project.auto({ budgetMs, seed });
  expect((await project.autoReports()).map(({ id }) => id)).toEqual([runs.report!.id]);
  return runs;
}

test('on answers that are chance the corrected estimate holds chance, and it is said that nothing was found', async () => {
  const { report } = await searched(5, false, 60_000);
  expect(report!.tried).toBeGreaterThan(0);
  const { corrected } = report!.estimate!;
  expect(corrected.low).toBeLessThanOrEqual(0.5);
  expect(corrected.high).toBeGreaterThan(0.5);
  expect(hasFound(report!)).toBe(false);
  expect(report!.said.join(' ')).toContain('Nothing was found');
});

test('a signal that is there is found, and told with what it gains', async () => {
  const { report } = await searched(6, true, 60_000);
  expect(hasFound(report!)).toBe(true);
  expect(report!.estimate!.gain!.low).toBeGreaterThan(0.2);
  expect(report!.said.join(' ')).toContain('still better than the best baseline');
});

test('a score that is perfect on all rows is not told to be certain', async () => {
  const lathe = await openDoor(undefined, { now: countedClock() });
  const project = await lathe.projects.create({ name: 'Perfect' });
  const rows = Array.from({ length: 120 }, (_, i) => `${i % 3},${(i * 7) % 5},${i % 3 === 0 ? 'yes' : 'no'}`);
  await project.data.importCsv(`a,b,y\n${rows.join('\n')}\n`);
  await project.problem.set({ task: 'classification', target: 'y', metric: 'accuracy' });
  const { report } = await project.auto({ budgetMs: 60_000 });
  const { corrected } = report!.estimate!;
  expect(corrected.value).toBe(1);
  expect(corrected.low).toBeLessThan(0.99);
});

/** Each table takes seconds: the whole of it belongs to the long run. */
if (process.env['LATHE_FULL'])
  test('something is said to be found no more often than the interval allows', { timeout: 600_000 }, async () => {
    let found = 0;
    let held = 0;
    for (let seed = 100; seed < 120; seed++) {
      const { report } = await searched(seed, false, 120_000);
      found += Number(hasFound(report!));
      held += Number(report!.estimate!.corrected.low <= 0.5);
    }
    expect(found).toBeLessThanOrEqual(3);
    expect(held).toBeGreaterThanOrEqual(17);
  });
