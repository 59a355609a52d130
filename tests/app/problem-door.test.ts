import { expect, test } from 'vitest';
import { joinChanges, problemVerbs } from '../../src/app/door/problem.ts';
import type { Services } from '../../src/app/services.ts';
import { openFresh, projectRecord } from '../storage/helper.ts';

async function openProblem() {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  let time = 1000;
  const services = { storage, now: () => (time += 1000) } as unknown as Services;
  return { storage, problem: problemVerbs(services, 'p') };
}

test('two fields kept at the same moment are both kept', async () => {
  const { storage, problem } = await openProblem();
  await Promise.all([problem.set({ owner: 'Ada' }), problem.set({ today: 'By hand.' }), problem.set({ bar: 0.9 })]);
  expect(await problem.get()).toMatchObject({ owner: 'Ada', today: 'By hand.', bar: 0.9 });
  storage.close();
});

test('a sentence typed with pauses stands once in the audit log', async () => {
  const { storage, problem } = await openProblem();
  for (const statement of ['Tell', 'Tell cats', 'Tell cats from dogs']) await problem.set({ statement });
  await problem.set({ bar: 0.9 });
  const log = await storage.audit.list('p');
  expect(log.map(({ action, detail }) => `${action}: ${detail}`)).toEqual([
    'problem-set: classification, judged by roc_auc',
    'problem-set: classification, judged by roc_auc, bar 0.9'
  ]);
  storage.close();
});

test('a problem that is refused changes nothing', async () => {
  const { storage, problem } = await openProblem();
  await problem.set({ bar: 0.9 });
  await expect(problem.set({ bar: 2 })).rejects.toMatchObject({ code: 'problem-invalid' });
  expect((await problem.get()).bar).toBe(0.9);
  storage.close();
});

test('changes of one thing in one go are one change, and none when it came back', () => {
  const change = (at: number, what: string) => ({ at, what });
  const first = joinChanges([], [change(0, 'bar: 0.9 -> 0.8')]);
  expect(joinChanges(first, [change(5000, 'bar: 0.8 -> 0.85')])).toEqual([change(5000, 'bar: 0.9 -> 0.85')]);
  expect(joinChanges(first, [change(5000, 'bar: 0.8 -> 0.9')])).toEqual([]);
  expect(joinChanges(first, [change(5000, 'owner: unset -> "Ada"')])).toHaveLength(2);
  expect(joinChanges(first, [change(3_600_000, 'bar: 0.8 -> 0.7')])).toHaveLength(2);
});

test('a bar of RMSE 0.5 became a bar of 0.5 for the area under the ROC curve', async () => {
  const { storage, problem } = await openProblem();
  await problem.set({ task: 'regression', target: 'price', metric: 'rmse', bar: 0.5 });
  expect((await problem.set({ task: 'classification' })).bar).toBeUndefined();
  expect((await storage.audit.list('p')).at(-1)!.detail).toContain('the bar of 0.5 is taken out');
  expect((await problem.set({ bar: 0.8 })).bar).toBe(0.8);
  expect((await problem.set({ metric: 'accuracy' })).bar).toBeUndefined();
  storage.close();
});

test('another target takes the bar, the costs and the positive class of the old one with it, unless they are said again', async () => {
  const { storage, problem } = await openProblem();
  await problem.set({ bar: 0.9 });
  expect(await problem.set({ target: 'risk' })).toMatchObject({ target: 'risk', bar: 0.9 });
  await problem.set({ positive: 'bad', costs: { bad: { good: 5 } } });
  await storage.projects.update('p', (record) => ({ ...record, problemFixedAt: 1 }));
  const changed = await problem.set({ target: 'sex', bar: 0.7 });
  expect(changed.bar).toBe(0.7);
  expect(changed).not.toHaveProperty('positive');
  expect(changed).not.toHaveProperty('costs');
  expect((await problem.set({ target: 'age' })).bar).toBeUndefined();
  const { changes } = await problem.changes();
  expect(changes.map(({ what }) => what)).toContain('bar: 0.7 -> unset');
  storage.close();
});
