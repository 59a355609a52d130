import { expect, test } from 'vitest';
import type { Dataset } from '../../../src/app/api/data.ts';
import type { ReidentificationRisk } from '../../../src/app/api/protecting.ts';
import {
  budgetWords,
  erasureConsequence,
  planWords,
  protectedWords,
  riskFacts,
  riskSentence,
  sawWords,
  traceLimits,
  traceSentence
} from '../../../src/ui/govern/protect-words.ts';

const dataset = { version: 4 } as Dataset;
const risk = (change: Partial<ReidentificationRisk>): ReidentificationRisk => ({
  rows: 100,
  columns: ['age', 'sex'],
  groups: 20,
  smallestGroup: 4,
  highest: 0.25,
  average: 0.2,
  threshold: 0.2,
  shareAbove: 0.04,
  sensitive: null,
  ...change
});

test('what a protection cost, and what it does not reach', () => {
  const lost = [
    { column: 'age', before: 70, after: 8 },
    { column: 'email', before: 90, after: null }
  ];
  expect(protectedWords({ dataset, lost, stillHeld: { versions: [1, 3], runs: 2, packages: ['m@1'] } })).toBe(
    'Version 4 is made: “age” has 8 different values, 70 before and “email” is gone (90 different values before). What was made before still holds the values: versions 1 and 3 and 2 models trained before (as m@1 too).'
  );
  expect(protectedWords({ dataset, lost, stillHeld: { versions: [], runs: 0, packages: [] } })).toContain(
    'Nothing made before holds the values.'
  );
});

test('how well rows are hidden, said of the one hidden least', () => {
  expect(riskSentence(risk({}))).toBe(
    'Somebody who knows “age” and “sex” of a person finds the right row with a chance of 25\u00a0% at most (k = 4); 4\u00a0% of the rows have a chance above 20\u00a0%.'
  );
  expect(riskSentence(risk({ smallestGroup: 1, shareAbove: 1 }))).toContain('finds at least one row for sure (k = 1)');
  expect(riskSentence(risk({ columns: [] }))).toBe('No column is chosen that an outsider may know.');
  const told = { column: 'ill', distinct: 1, entropy: 1, closeness: 0.5 };
  expect(riskFacts(risk({ sensitive: told }))[1]!.note).toContain('everybody has the same “ill”');
});

test('what a suggestion changes', () => {
  const plan = { columns: ['age'], k: 5, before: risk({ smallestGroup: 1 }), after: risk({ smallestGroup: 7, shareAbove: 0 }) };
  expect(planWords({ ...plan, steps: [{ kind: 'drop', columns: ['age'] }] })).toContain('k from 1 to 7');
  expect(planWords({ ...plan, steps: [] })).toBe('Every row shares its values with at least 4 others already.');
});

test('where a person is, what goes and what does not', () => {
  const run = { id: 'r', label: 'Tree', learned: 2, judged: 1, packages: ['m@1'], deployments: [] };
  const trace = {
    versions: [{ id: 'd', version: 2, name: 'people', rows: 3, of: 90 }],
    quarantined: 0,
    answers: [{ deployment: 'live', rows: 1 }],
    runs: [run],
    summed: [3],
    lost: [],
    elsewhere: [
      { name: 'Study', isMadeFrom: true, columns: [] },
      { name: 'Other', isMadeFrom: false, columns: ['who'] }
    ],
    auditMentions: 1
  };
  expect(traceSentence(trace)).toBe('Found in 3 rows of version 2 and 1 answer logged by “live”.');
  expect(traceSentence({ ...trace, versions: [], answers: [] })).toContain('Nobody with this value was found');
  expect(erasureConsequence(trace)).toBe(
    '3 rows of 1 version and 1 logged answer go for good. 1 run cannot be replayed afterwards. There is no way back.'
  );
  expect(sawWords(run)).toBe('learned from 2 and chosen or judged by 1');
  expect(traceLimits(trace).join(' ')).toMatch(
    /train again.*Version 3 may hold sums.*“Study” has a version made from these rows\. Erase there too\..*“Other” holds the same value in “who”\. Erase there too if it is the same person\..*1 entry of the audit log names/s
  );
});

test('what is spent and what is left, without the digits of binary fractions', () => {
  const spent = Array.from({ length: 3 }, () => ({ at: 1, epsilon: 0.1, delta: 0, what: 'count' }));
  expect(budgetWords({ epsilon: 1, delta: 1e-5, spent }, 'people')).toBe(
    '0.3 of epsilon 1 is spent on 3 answers; 0.7 is left for all versions of “people” together.'
  );
});
