import { expect, test } from 'vitest';
import { stepStates, type ProjectFacts } from '../../../src/stages/plan/steps.ts';
import { stepIds } from '../../../src/app/overview.ts';

const fresh: ProjectFacts = {
  problem: {
    isStarted: false,
    lacksTarget: true,
    isSpecial: false,
    makesFeatures: true,
    hasMetric: false,
    hasBar: false,
    isFixed: false,
    changesSinceFixed: 0
  },
  dataset: null,
  findings: null,
  recipe: { steps: 0, isOwn: false },
  split: null,
  runs: { running: 0, done: 0, failed: 0, beatsBaseline: null },
  evaluated: 0,
  barVerdict: null,
  versions: 0,
  failedChecks: 0,
  deployments: 0,
  predictions: 0,
  monitored: false,
  driftAlarms: 0,
  alerts: 0,
  privacy: null,
  isAuditLogWhole: true,
  reports: 0
};

const finished: ProjectFacts = {
  problem: {
    isStarted: true,
    lacksTarget: false,
    isSpecial: false,
    makesFeatures: true,
    hasMetric: true,
    hasBar: true,
    isFixed: true,
    changesSinceFixed: 0
  },
  dataset: { rows: 344, columns: 7, version: 1, issues: 0 },
  findings: { blockers: 0, warnings: 0 },
  recipe: { steps: 4, isOwn: true },
  split: { train: 240, validation: 52, test: 52, isOfThisData: true, testOpenings: 1 },
  runs: { running: 0, done: 5, failed: 0, beatsBaseline: true },
  evaluated: 1,
  barVerdict: 'met',
  versions: 1,
  failedChecks: 0,
  deployments: 1,
  predictions: 20,
  monitored: true,
  driftAlarms: 0,
  alerts: 0,
  privacy: { personal: [], guarded: ['sex'], together: [] },
  isAuditLogWhole: true,
  reports: 1
};

const stateOf = (facts: ProjectFacts, id: string) => stepStates(facts).find((step) => step.id === id)!;

test('the steps are those of the rail, in its order', () => {
  expect(stepStates(fresh).map(({ id }) => id)).toEqual([...stepIds]);
});

test('a new project has begun nothing; a finished one is done everywhere; every reason is a sentence', () => {
  expect(new Set(stepStates(fresh).map(({ state }) => state))).toEqual(new Set(['empty']));
  expect(new Set(stepStates(finished).map(({ state }) => state))).toEqual(new Set(['done']));
  expect([...stepStates(fresh), ...stepStates(finished)].every(({ reason }) => reason.endsWith('.'))).toBe(true);
});

test.each<[string, Partial<ProjectFacts>, string, number]>([
  ['problem', { problem: { ...finished.problem, changesSinceFixed: 2 } }, 'look', 2],
  ['problem', { problem: { ...finished.problem, hasBar: false } }, 'work', 0],
  ['explore', { findings: { blockers: 1, warnings: 4 } }, 'look', 1],
  ['models', { split: { ...finished.split!, testOpenings: 3 } }, 'look', 2],
  ['models', { split: { ...finished.split!, isOfThisData: false } }, 'look', 1],
  ['train', { runs: { running: 1, done: 0, failed: 0, beatsBaseline: null } }, 'work', 0],
  ['train', { runs: { running: 0, done: 3, failed: 0, beatsBaseline: false } }, 'look', 1],
  ['evaluate', { barVerdict: 'not met' }, 'look', 1],
  ['evaluate', { barVerdict: 'reached, not surely' }, 'done', 0],
  ['package', { failedChecks: 2 }, 'look', 2],
  ['monitor', { driftAlarms: 3 }, 'look', 3],
  ['monitor', { predictions: 0 }, 'empty', 0],
  ['govern', { privacy: { personal: ['mail', 'phone'], guarded: [], together: [] } }, 'look', 2],
  ['govern', { privacy: { personal: [], guarded: [], together: ['age', 'job'] } }, 'look', 1],
  ['govern', { isAuditLogWhole: false }, 'look', 1]
])('%s with %j is %s', (id, change, state, count) => {
  expect(stateOf({ ...finished, ...change }, id)).toMatchObject({ state, count });
});

test('the rail said that the leading model meets a bar which was set after training', () => {
  expect(stateOf({ ...finished, barVerdict: 'set after training' }, 'evaluate')).toMatchObject({
    reason: 'Judged; the bar was set after training, so it proves nothing.'
  });
});

test('no recipe is said to be in use where models read none', () => {
  const { reason } = stateOf({ ...finished, problem: { ...finished.problem, isSpecial: true, makesFeatures: false } }, 'features');
  expect(reason).not.toContain('recipe');
});
