import { expect, test } from 'vitest';
import type { AttackReport } from '../../../src/app/api/attack.ts';
import { doseResponse } from '../../../src/charts/dose-response.ts';
import { attackable, attackData, changeText, proofSentence, turnText } from '../../../src/ui/evaluate/attack-words.ts';

const right = (value: number) => ({ value, low: value - 0.05, high: value + 0.05, method: 'Wilson', n: 100 });
const report: AttackReport = {
  ...{
    runId: 'r',
    on: 'validation',
    rows: 100,
    unit: 'standard deviations',
    reach: {},
    columns: ['a', 'b'],
    budgets: [0.1],
    notes: [],
    unproven: null
  },
  lines: [
    { way: 'search', label: 'x', points: [{ budget: 0, right: right(0.9) }, { budget: 0.1, right: right(0.7) }] }, // prettier-ignore
    { way: 'proven', label: 'x', points: [{ budget: 0, right: right(0.9) }, { budget: 0.1, right: right(0.4) }] } // prettier-ignore
  ],
  radius: { kind: 'bound', exactShare: 0.25, box: [0.01, 0.123, 2], ball: null },
  examples: [],
  sentence: 'Of 100 rows 90\u00a0% are answered rightly.'
};

test('each line has its name in the table, and shares are shares', () => {
  const table = doseResponse.table(attackData(report));
  expect(table.columns[0]).toBe('Line');
  expect(table.rows[3]).toEqual(['proven', '0.1', '40\u00a0%', '35\u00a0%', '45\u00a0%']);
});

test('what is proven is told as exact or as a bound, and why nothing is', () => {
  expect(proofSentence(report)).toBe(
    'Half of the right answers are proven to hold against every change in all of these columns at once of up to 0.12 standard deviations, 95 in 100 against up to 0.01 standard deviations. That is exact for 25\u00a0% of them, for the others a lower bound: the truth may be further.'
  );
  const exact = {
    ...report,
    columns: ['a'],
    radius: { kind: 'exact' as const, exactShare: 1, box: [0.1, Infinity, Infinity] as const, ball: [0.1, 0.5, 1] as const }
  };
  expect(proofSentence(exact)).toMatch(
    /against every change in “a” of up to any number of standard deviations, .+ That is exact\. The nearest other answer is 0\.5 standard deviations away/
  );
  expect(proofSentence({ ...report, radius: null, unproven: 'Nothing is proven: why.' })).toBe('Nothing is proven: why.');
});

test('changes are told with what was there before', () => {
  const example = { row: 3, budget: 0.1, before: { answer: 'yes', chance: 0.63 }, after: { answer: 'no', chance: 0.52 }, changes: [{ column: 'age', from: 22, to: 23.5 }, { column: 'town', from: null, to: 'Oslo' }] }; // prettier-ignore
  expect(changeText(example)).toBe('age 22 → 23.5, town missing → Oslo');
  expect(turnText(example)).toBe('yes (63\u00a0%) → no (52\u00a0%)');
  expect(attackable([{ name: 'a', type: 'text', typical: null }, { name: 'b', type: 'integer', typical: 1 }]).map(({ name }) => name)).toEqual(['b']); // prettier-ignore
});
