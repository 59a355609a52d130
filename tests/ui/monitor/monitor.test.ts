import { expect, test } from 'vitest';
import type { Deployment } from '../../../src/app/api/deploying.ts';
import type { ColumnDrift, MonitorReport } from '../../../src/app/api/watching.ts';
import { readLabels, templateOf } from '../../../src/ui/monitor/labels.ts';
import { moved, trialOf } from '../../../src/ui/monitor/lesson.ts';
import { byDrift, formatOf, leadScore, monitorSentence, sentWords, verdictWords } from '../../../src/ui/monitor/sentences.ts';

const column = (name: string, change: Partial<ColumnDrift> = {}): ColumnDrift => ({
  column: name,
  kind: 'number',
  test: 'kolmogorov-smirnov',
  statistic: 0.1,
  pValue: 0.5,
  correctedPValue: 0.5,
  psi: 0.02,
  alarm: false,
  rows: 100,
  missingShare: { before: 0, now: 0 },
  unseen: [],
  unlisted: null,
  bins: [],
  note: '',
  ...change
});
const report = (change: Partial<MonitorReport> = {}): MonitorReport => ({
  window: { from: 0, to: 1, rows: 100 },
  simulatedRows: 0,
  traffic: { requests: 20, errors: 0, p50Ms: 1, p95Ms: 2, p99Ms: 3 },
  timeline: [],
  latency: [],
  drift: [column('mass'), column('sex')],
  predictionDrift: column('species'),
  alerts: [],
  notes: [],
  ...change
});
const door: Deployment = { name: 'door', model: 'penguins@1', url: '', openapi: '', createdAt: 0, history: [] };

test('the sentence tells drift first, then what the answers are worth', () => {
  const estimated = { accuracy: { value: 0.94, low: 0.9, high: 0.97, method: 'm', n: 100 } };
  expect(monitorSentence(report({ drift: [column('mass', { alarm: true })], estimatedPerformance: estimated }), door, 'accuracy')).toBe(
    '“mass” has drifted; accuracy is estimated at 0.940, and labels will tell.'
  );
  const performance = { accuracy: { value: 0.98, low: 0.95, high: 0.99, method: 'm', n: 51 } };
  expect(monitorSentence(report({ performance }), door, 'accuracy')).toBe(
    'No drift in 2 columns over 100 rows; accuracy is 0.980 on 51 true answers.'
  );
  expect(leadScore(report({ performance }), 'accuracy')).toBe('95 % interval of the accuracy 0.950 to 0.990.');
});

test('what is not known is said to be unknown', () => {
  expect(monitorSentence(null, undefined, 'accuracy')).toContain('nothing to watch');
  expect(monitorSentence(report({ window: { from: 0, to: 1, rows: 0 } }), door, 'accuracy')).toBe('Nobody has asked door anything yet.');
  const few = report({ window: { from: 0, to: 1, rows: 2 }, drift: [column('mass', { note: 'Only 2 values.' })] });
  expect(monitorSentence(few, door, 'accuracy')).toBe(
    '2 rows came in, too few to tell drift from chance; how good the answers were is not known before labels come.'
  );
});

test('of pictures the answers are what is watched', () => {
  expect(monitorSentence(report({ drift: [] }), door, 'accuracy')).toMatch(/^The answers are spread as in training over 100 rows; /);
  expect(monitorSentence(report({ drift: [], predictionDrift: column('digit', { alarm: true }) }), door, 'accuracy')).toMatch(
    /^The answers have drifted/
  );
});

test('each verdict has its own words, and drift stands first', () => {
  expect(verdictWords(column('a', { correctedPValue: 0.01 }))).toBe('changed, too little to matter');
  expect(verdictWords(column('a', { psi: 0.3 }))).toBe('no more than chance explains');
  const order = byDrift([
    column('calm'),
    column('unknown', { psi: NaN, note: 'few' }),
    column('loud', { alarm: true, psi: 0.2 }),
    column('odd', { psi: 0.5 })
  ]);
  expect(order.map((one) => one.column)).toEqual(['loud', 'odd', 'calm', 'unknown']);
});

test('an interval is written in the unit of its own score, end by end', () => {
  const score = { value: 0.935, low: 0.891, high: 0.969, method: '', n: 104 };
  expect([score.low, score.high].map(formatOf(score))).toEqual(['0.891', '0.969']);
  expect(formatOf({ value: 812.3456, low: 700, high: 900, method: '', n: 9 })(812.3456)).toBe('812.3');
});

test('labels come with or without header, with commas, tabs or quotes', () => {
  expect(readLabels('id,actual\r\na1,Adelie\n\n"b,2";"say ""x"""\nc3\tfalse').labels).toEqual([
    { id: 'a1', actual: 'Adelie' },
    { id: 'b,2', actual: 'say "x"' },
    { id: 'c3', actual: 'false' }
  ]);
  expect(readLabels('a1\n,x\nb2,').badLines).toEqual([1, 2, 3]);
  expect(readLabels(templateOf([{ id: 'a' }])).labels).toEqual([]);
});

test('a column is moved by one deviation, gaps stay, and a changed answer is counted', () => {
  expect(moved([{ a: 0 }, { a: 2 }, { a: null }], 'a')).toEqual([{ a: Math.SQRT2 }, { a: 2 + Math.SQRT2 }, { a: null }]);
  const row = (prediction: string | number, probabilities?: Record<string, number>) => ({
    prediction,
    warnings: [],
    ...(probabilities ? { probabilities } : {})
  });
  expect(trialOf('a', [row('x', { x: 1 }), row('x', { x: 1 })], [row('x', { x: 1 }), row('y', { y: 1 })])).toMatchObject({
    effect: 0.5,
    isShare: true
  });
  expect(trialOf('a', [row(1), row(3)], [row(2), row(6)])).toMatchObject({ effect: 2, isShare: false });
});

test('test traffic says which rows it was made of, and what their answers are worth', () => {
  expect(sentWords({ sent: 24, from: 'validation' })).toMatch(/24 rows of the validation part.*may flatter/);
  expect(sentWords({ sent: 6, from: 'test' })).toMatch(/6 rows of the test part.*nothing was chosen by them/);
  expect(sentWords({ sent: 1, from: 'train' })).toMatch(/1 row of the training part was sent.*has learned from them/);
});
