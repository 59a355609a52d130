import { expect, test } from 'vitest';
import type { StressCurve, StressReport } from '../../../src/app/api/stress.ts';
import { doseResponse } from '../../../src/charts/dose-response.ts';
import { breakLines, doseData, rankingData, worstSentence } from '../../../src/ui/evaluate/breaks.ts';

const metric = (value: number, half = 0.02) => ({ value, low: value - half, high: value + half, method: 'x', n: 90 });
const point = (dose: number, fall: number) => ({
  dose,
  words: `${dose * 100} % gone`,
  metric: metric(0.9 - fall),
  drop: dose === 0 ? metric(0, 0) : metric(fall),
  deviation: null,
  effectiveRows: null
});
const curve = (kind: string, falls: readonly number[], more: Partial<StressCurve> = {}): StressCurve => ({
  kind,
  label: `The ${kind}`,
  doc: '',
  axis: 'Share',
  isShare: true,
  unit: null,
  columns: ['a'],
  lean: null,
  points: [point(0, 0), ...falls.map((fall, i) => point((i + 1) / 10, fall))],
  refusal: null,
  guessing: null,
  bar: null,
  sentence: `Of ${kind} 1.`,
  ...more
});
const report = (curves: StressCurve[], more: Partial<StressReport> = {}): StressReport => ({
  ...{
    runId: 'r',
    on: 'validation',
    rows: 90,
    metric: 'accuracy',
    label: 'Accuracy',
    higherIsBetter: true,
    guessing: 0.5,
    bar: null,
    ranking: null,
    curves
  },
  ...more
});

test('what hurts most stands first, with the dose from which it is sure', () => {
  const lines = breakLines(
    report([
      curve('mild', [0.01, 0.01]),
      curve('bad', [0.01, 0.2], { guessing: { level: 0.5, notSurelyFrom: 0.1, from: 0.2 } }),
      curve('mute', [], { refusal: { words: '10\u00a0% gone', message: 'Refused.' } })
    ])
  );
  expect(lines.map(({ kind, worseFrom, lostFrom, most }) => [kind, worseFrom, lostFrom, most])).toEqual([
    ['mute', 'no answer', 'no answer', 'no answer'],
    ['bad', '20\u00a0%', '20\u00a0%', '0.200 (0.180 to 0.220)'],
    ['mild', 'no dose tried', 'no dose tried', '0.010 (−0.010 to 0.030)']
  ]);
});

test('the sentence says no more than is sure, and on which rows', () => {
  const [mild, bad, mute] = [curve('mild', [0.01]), curve('bad', [0.2]), curve('mute', [], { refusal: { words: 'w', message: 'm' } })];
  expect(worstSentence(report([mild]))).toBe(
    'On the validation part (90 rows) none of 1 way of breaking rows surely makes the accuracy worse.'
  );
  expect(worstSentence(report([mild, bad]))).toMatch(
    /1 of 2 ways of breaking rows surely makes the accuracy worse; “the bad” costs most\.$/
  );
  expect(worstSentence(report([mild, mute], { on: 'training' }))).toBe(
    'On 90 rows that it learned from the model gives no answer at all in 1 of 2 ways of breaking rows.'
  );
});

test('the chart shows the levels there are, and the table of one line has no name for it', () => {
  const data = doseData(curve('bad', [0.2]), report([], { bar: 0.8 }));
  expect(data.levels).toEqual([
    { label: 'guessing', at: 0.5 },
    { label: 'the bar', at: 0.8 }
  ]);
  expect(doseResponse.table(data).rows[1]).toEqual(['10\u00a0%', '0.700', '0.680', '0.720']);
});

test('a column without which there is no answer is told, not drawn', () => {
  const columns = [
    { column: 'a', end: null, point: null, refusal: { words: 'w', message: 'm' } },
    { column: 'b', end: 'low' as const, point: point(1, 0.3), refusal: null }
  ];
  expect(rankingData({ dose: 1, words: '', columns, sentence: '' }, 'accuracy').rows.map(({ label }) => label)).toEqual(['b, low end']);
});
