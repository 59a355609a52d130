import { expect, test } from 'vitest';
import type { ReportFacts } from '../../../src/stages/report/report-facts.ts';
import { tellStory } from '../../../src/stages/report/tell-story.ts';
import { wordsIn } from '../../../src/stages/report/story/thirty-seconds.ts';
import { dataFacts, emptyFacts, everyStage, metric, servedFacts, trainedFacts } from './fixtures.ts';

const answerOf = (facts: ReportFacts, role: string) => tellStory(facts).roles.find((one) => one.role === role)!;
const ROLES = ['Developer', 'Data scientist', 'User', 'Stakeholder', 'Product manager', 'Data engineer'];

test.each(Object.entries(everyStage))('half a minute, speakable, from the records: %s', (stage, facts) => {
  const { thirtySeconds } = tellStory(facts);
  expect(wordsIn(thirtySeconds)).toBeLessThanOrEqual(90);
  expect(wordsIn(thirtySeconds)).toBeGreaterThanOrEqual(['empty', 'data'].includes(stage) ? 30 : 55);
  expect(thirtySeconds).not.toMatch(/!|NaN|undefined|\bnull\b|\n/);
  expect(thirtySeconds.endsWith('.')).toBe(true);
});

test.each(Object.entries(everyStage))('six people are answered, and what is not known says so: %s', (_stage, facts) => {
  const { roles } = tellStory(facts);
  expect(roles.map(({ role }) => role)).toEqual(ROLES);
  for (const { question, answer, known } of roles) {
    expect(question.endsWith('?')).toBe(true);
    expect(answer.startsWith('Not known yet: ')).toBe(!known);
    expect(answer).not.toMatch(/NaN|undefined|\[object|!/);
  }
});

test('an empty project knows nothing and says what would help', () => {
  const { roles, thirtySeconds } = tellStory(emptyFacts);
  expect(roles.filter(({ known }) => known)).toEqual([]);
  expect(thirtySeconds).toContain('import a file');
});

test('data alone answer nobody but the one who looks after them, once looked through and divided', () => {
  expect(tellStory(dataFacts).roles.some(({ known }) => known)).toBe(false);
  const { answer, known } = answerOf({ ...dataFacts, split: trainedFacts.split }, 'Data engineer');
  expect(known).toBe(true);
  expect(answer).toContain('344 rows');
  const blocker = {
    code: 'target-leak',
    severity: 'blocker',
    columns: ['seed'],
    message: 'seed is the answer itself.',
    hint: 'Drop it.'
  } as const;
  expect(answerOf({ ...dataFacts, split: trainedFacts.split, findings: [blocker] }, 'Data engineer').answer).toMatch(
    /^No: seed is the answer/
  );
});

test('the rows it learned from are those of the training part', () => {
  expect(tellStory(trainedFacts).thirtySeconds).toContain('learned from 240 rows');
  expect(tellStory({ ...trainedFacts, split: { ...trainedFacts.split!, hash: 'other' } }).thirtySeconds).not.toContain('learned from');
});

test('a score is said with its interval, and only when it has one', () => {
  expect(tellStory(trainedFacts).thirtySeconds).toContain('0.971, with 95 % confidence between 0.931 and 0.993');
  const bare = { ...metric(0.7654, NaN, NaN), method: 'none: one row' };
  const facts = { ...trainedFacts, reports: {}, runs: trainedFacts.runs.map((run) => ({ ...run, metrics: { validation: { balanced_accuracy: bare } } })) }; // prettier-ignore
  expect(JSON.stringify(tellStory(facts))).not.toContain('0.765');
  expect(answerOf(facts, 'User').known).toBe(false);
});

test('the user is warned when something speaks against the model', () => {
  expect(answerOf(trainedFacts, 'User').answer).toMatch(/^As far as these numbers go/);
  const worse = { ...trainedFacts, problem: { ...trainedFacts.problem, bar: 0.999 } };
  expect(answerOf(worse, 'User').answer).toMatch(/^Not without care\. .*The bar of 0\.999 is not met/);
});

test('the return is known only from costs, with its interval', () => {
  expect(answerOf(trainedFacts, 'Stakeholder').answer).toContain('It pays: it saves 2.800 (95 % interval 2.400 to 3.100) an answer');
  const { value: _value, ...rest } = trainedFacts.reports['test']!;
  const without = answerOf({ ...trainedFacts, reports: { test: rest } }, 'Stakeholder');
  expect(without).toMatchObject({ known: false });
  expect(without.answer).toContain('Give the costs in Problem');
  const bare = { ...metric(0, NaN, NaN), method: 'none: every row cost the same' };
  const free = {
    ...trainedFacts,
    problem: { ...trainedFacts.problem, costs: {} },
    reports: { test: { ...rest, value: { perRow: bare, withoutModel: 4 } } }
  };
  expect(answerOf(free, 'Stakeholder')).toMatchObject({
    known: false,
    answer: expect.stringContaining('every row cost the same') as string
  });
  const dear = {
    ...trainedFacts,
    reports: { test: { ...rest, value: { perRow: metric(5, 4.5, 5.5), saved: metric(-1, -1.5, -0.5), withoutModel: 4 } } }
  };
  expect(answerOf(dear, 'Stakeholder').answer).toMatch(/^It does not pay/);
  const unsure = {
    ...trainedFacts,
    reports: { test: { ...rest, value: { perRow: metric(3.9, 3.5, 4.5), saved: metric(0.1, -0.5, 0.5), withoutModel: 4 } } }
  };
  expect(answerOf(unsure, 'Stakeholder').answer).toMatch(/^It cannot be told yet/);
});

test('drift is told by column with its evidence, and its cause is not invented', () => {
  expect(answerOf(trainedFacts, 'Data scientist')).toMatchObject({ known: false });
  const drifting = answerOf(servedFacts, 'Data scientist');
  expect(drifting.answer).toContain('1 of 2 columns moved over 420 rows: height (PSI 0.31');
  expect(drifting.answer).toContain('not what moved it');
  const calm = { ...servedFacts, monitor: { ...servedFacts.monitor!, drifted: [], drift: [{ column: 'soil', test: 'chi-square', pValue: 0.4, psi: 0.01, alarm: false }] } }; // prettier-ignore
  expect(answerOf(calm, 'Data scientist').answer).toMatch(/^It is not: none of 1 column drifted/);
  const few = { ...servedFacts, monitor: { ...servedFacts.monitor!, rows: 3, drifted: [], drift: [{ column: 'soil', test: 'chi-square', pValue: NaN, psi: NaN, alarm: false }] } }; // prettier-ignore
  expect(answerOf(few, 'Data scientist').known).toBe(false);
});

test('failed checks are named to the developer', () => {
  const [first, ...rest] = servedFacts.version!.checks;
  const version = { ...servedFacts.version!, checks: [{ ...first!, passed: false }, ...rest] };
  const { answer } = answerOf({ ...servedFacts, version }, 'Developer');
  expect(answer).toContain(`${rest.length} of ${rest.length + 1} checks`);
  expect(answer).toContain(first!.name);
});

test('a forecast is not said to have a recipe before it and a package that scores', () => {
  const [best, ...others] = trainedFacts.runs;
  const arima = { ...best!, label: 'ARIMA', params: { order: [], trend: 'auto' }, recipe: [] };
  const { answer } = answerOf(
    { ...trainedFacts, problem: { ...trainedFacts.problem, task: 'forecasting' }, runs: [arima, ...others] },
    'Developer'
  );
  expect(answer).toContain('ARIMA, with trend auto, seed 7');
  expect(answer).toContain('no package');
  expect(answer).not.toContain('same scoring code');
});

test('the members of an ensemble are told by their weights, not by the ids of their runs', () => {
  const [best, ...others] = trainedFacts.runs;
  const members = ['c61b990d-15e1-4961-9506-61ad63a4ce46', 'e64d6803-e793-44fb-8e29-0f1f06c7ef6d'];
  const notes = ['Weights: logistic regression 0.7 and random forest 0.3.', 'Its weights were learned from rows left out of folds.'];
  const blend = { ...best!, label: 'Blend of 2 runs', model: 'ensemble', params: { method: 'blend', members }, recipe: [], notes };
  const { answer } = answerOf({ ...trainedFacts, runs: [blend, ...others] }, 'Developer');
  expect(answer).toContain(
    'Blend of 2 runs, with method blend, seed 7. Weights: logistic regression 0.7 and random forest 0.3. Each member'
  );
  expect(answer).not.toContain('c61b990d');
});
