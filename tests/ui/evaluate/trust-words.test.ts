import { describe, expect, test } from 'vitest';
import type { ComparedPair, Comparison } from '../../../src/app/api/judging.ts';
import type { BoardRow } from '../../../src/ui/evaluate/board.ts';
import { reliabilitySentence } from '../../../src/ui/evaluate/believed.ts';
import { cautionsOf } from '../../../src/core/cautions.ts';
import { conflictSentence, proxySentence, ratioSentence, type FairnessView } from '../../../src/ui/evaluate/fairness-words.ts';
import { coverageCaption, coverageData, heldCharts, limitsSentences } from '../../../src/ui/evaluate/limits-words.ts';
import { agreementSentence, differencesData, pText, testLines } from '../../../src/ui/evaluate/pair-tests.ts';
import { choiceWords, goalWords, keptWords, thresholdHistory } from '../../../src/ui/evaluate/threshold-words.ts';
import { fairSpec, keepableWays } from '../../../src/ui/evaluate/fairness-words.ts';
import { profitSentence } from '../../../src/ui/evaluate/sentences.ts';

const metric = (value: number, half = 0.02) => ({ value, low: value - half, high: value + half, method: 'test', n: 200 });
const row = (id: string) => ({ run: { id }, label: id.toUpperCase(), score: metric(0.5), isBaseline: false }) as unknown as BoardRow;
const board = [row('a'), row('b'), row('c')];
const pair = (a: string, b: string, value: number, more: Partial<ComparedPair> = {}): ComparedPair => ({
  a,
  b,
  difference: metric(value),
  pValue: 0.2,
  test: 'paired DeLong',
  sentence: '',
  further: [],
  odds: null,
  ...more
});

describe('the tests of pairs', () => {
  const comparison: Comparison = { metric: 'log_loss', pairs: [pair('a', 'b', 0.1), pair('c', 'a', 0.05), pair('b', 'c', 0.3)] };

  test('are told from the side of the run looked at, and better is above 0 also where less is better', () => {
    const { rows } = differencesData(comparison, board, 'a');
    expect(rows.map(({ label, value }) => [label, value])).toEqual([
      ['B', -0.1],
      ['C', 0.05]
    ]);
    expect(rows[0]!.low).toBeLessThan(rows[0]!.high);
  });

  test('stand one a line, the pair’s own first', () => {
    const further = [{ test: 'permutation', basis: 'rows' as const, pValue: 0.0001, difference: metric(0.1), sentence: '' }];
    const lines = testLines({ metric: 'accuracy', pairs: [pair('a', 'b', 0.1, { further })] }, board, 'a');
    expect(lines.map(({ test: name }) => name)).toEqual(['paired DeLong', 'permutation']);
    expect(agreementSentence(lines)).toMatch(/^1 of 2 tests/);
    expect(pText(0.0001)).toBe('under 0.001');
    expect(pText(NaN)).toBe('not defined');
  });

  test('that find nothing prove nothing', () => {
    expect(agreementSentence(testLines(comparison, board, 'a'))).toMatch(/not a proof that they are equal/);
    expect(agreementSentence([])).toMatch(/None of the tests is defined/);
  });
});

describe('limits', () => {
  const sets = {
    method: 'adaptive',
    inside: metric(0.951),
    classes: [
      { label: 'yes', inside: metric(0.9, 0.03) },
      { label: 'no', inside: metric(0.97) }
    ],
    single: metric(0.8),
    rightAlone: metric(0.94),
    meanSize: 1.2,
    sizes: [80, 20]
  };

  test('a promise kept on average and broken to a class is told of', () => {
    const view = { sets, widths: null, far: null };
    expect(limitsSentences(view, 'validation')[0]).toContain('The promise of 95 % holds');
    expect(coverageCaption(view)).toBe('For yes the right class is left out more often than promised.');
    expect(coverageData(view).rows).toHaveLength(3);
  });

  test('a share off by luck is told as such; rows it answers and those it abstains on are told apart, and groups that got less', () => {
    const inside = { value: 0.942, low: 0.935, high: 0.9485, method: 'Wilson', n: 4884 };
    const parts = [
      { label: 'm', inside: metric(0.92), wide: 1.4 },
      { label: 'f', inside: metric(0.96), wide: 1.1 }
    ];
    const answers = { share: metric(0.92), right: metric(0.94), refused: metric(0.7) };
    const view = {
      sets: { ...sets, inside, luck: 0.03 },
      widths: null,
      far: null,
      answers,
      groups: [{ column: 'sex', isPromised: false, parts }]
    };
    const [promise, answered] = limitsSentences(view, 'validation');
    expect(promise).toMatch(/a little fewer than the 95 % .* about 3 times in 100/);
    expect(answered).toBe(
      'It answers 92.0\u00a0% of the rows (90.0\u00a0% to 94.0\u00a0%), right in 94.0\u00a0% (92.0\u00a0% to 96.0\u00a0%) of these; on the others it abstains, and would be right in 70.0\u00a0% (68.0\u00a0% to 72.0\u00a0%).'
    );
    expect(heldCharts(view)[0]).toMatchObject({
      title: 'By “sex”',
      caption: expect.stringContaining('rows of “m”: it was not promised') as string
    });
    const promised = heldCharts({ ...view, groups: [{ column: 'sex', isPromised: true, parts }] })[0]!;
    expect(promised.caption).toContain('broken to “m”');
    expect(limitsSentences({ ...view, sets: { ...view.sets, luck: 0.001 } }, 'test')[0]).toContain('That is fewer than the 95 %');
  });

  test('rows far out, and too few rows to know', () => {
    expect(limitsSentences({ sets: null, widths: null, far: { share: metric(0.03), wrong: metric(0.4), columns: 3 } }, 'test')[0]).toMatch(
      /3\.0\u00a0% of these rows lie farther out .* Of those it gets 40\.0\u00a0% wrong/
    );
    expect(limitsSentences({ sets: null, widths: null, far: null }, 'test')).toEqual(['There were too few rows to learn its limits from.']);
  });

  test('an answer that should not be acted on says why, and any other nothing', () => {
    expect(cautionsOf({ set: ['yes'], asFarOut: 0.4 })).toEqual([]);
    expect(cautionsOf({ set: ['yes', 'no'], asFarOut: 0.4, abstained: true })).toEqual([
      expect.stringContaining('“yes”, “no” may be right')
    ]);
    expect(cautionsOf({ asFarOut: 0.005, abstained: true })[0]).toContain('fewer than one in a hundred');
  });
});

describe('fairness', () => {
  const view = (more: Partial<FairnessView>): FairnessView => ({ groups: [], gaps: {}, mitigations: [], notes: [], ...more });
  const groups = ['m', 'f'] as const;

  test('the rule of four fifths is broken, kept, or not to be told', () => {
    const say = (value: number, half: number) => ratioSentence(view({ ratios: { sex: { ...metric(value, half), groups } } }), 'sex');
    expect(say(0.5, 0.1)).toMatch(/below the four fifths/);
    expect(say(0.9, 0.05)).toMatch(/within the rule of four fifths/);
    expect(say(0.8, 0.1)).toMatch(/can’t tell/);
    expect(ratioSentence(view({}), 'sex')).toBeNull();
  });

  test('what can’t all be equal is said with the numbers of the rows', () => {
    const conflict = { groups, baseRates: [0.3, 0.1] as const, precision: 0.7, found: 0.6, falseAlarms: [0.11, 0.03] as const };
    expect(conflictSentence(view({ conflicts: { sex: conflict } }), 'sex')).toMatch(/false alarms would be 11\u00a0% .* 3\u00a0%/);
    expect(conflictSentence(view({ conflicts: { sex: { ...conflict, falseAlarms: [1.2, 0.3] } } }), 'sex')).toMatch(/no model does that/);
  });

  test('a column that others give away is not hidden by leaving it out', () => {
    const proxies = { columns: [{ column: 'job', strength: 0.5 }], together: metric(0.8), chance: 0.5 };
    expect(proxySentence(view({ proxies: { sex: proxies } }), 'sex')).toMatch(/does not hide it/);
    expect(proxySentence(view({ proxies: { sex: { ...proxies, together: metric(0.51) } } }), 'sex')).toMatch(/nothing that gives it away/);
  });
});

test('a threshold that was chosen on the rows says so; one that is none as well', () => {
  const choice = { on: 'validation', threshold: 0.4, note: null, precision: metric(0.8), recall: metric(0.6), called: metric(0.2) };
  expect(choiceWords(choice, 'yes')).toMatch(/from 40\u00a0% on: 20\u00a0% .* It was chosen on these rows/);
  expect(choiceWords({ ...choice, threshold: 1.5 }, 'yes')).toMatch(/best to call none “yes”/);
  expect(choiceWords({ ...choice, note: 'No threshold keeps to that.' }, 'yes')).toBe('No threshold keeps to that.');
});

test('the squared error is told by its parts', () => {
  const parts = {
    equalMass: 0.03,
    equalWidth: 0.04,
    byChance: 0.02,
    squared: 0.15,
    reliability: 0.01,
    resolution: 0.08,
    uncertainty: 0.22,
    within: 0
  };
  expect(reliabilitySentence(parts)).toMatch(/0\.150 is 0\.220 .* less 0\.080 .* and 0\.010 for claims that were not kept\.$/);
});

test('a threshold that was kept is told with who, when and why; what was before stands in its history', () => {
  const kept = {
    threshold: 0.25,
    goal: goalWords('recall', 90),
    why: 'a miss is worse',
    by: 'Ada',
    on: 'validation',
    at: 0,
    modelHash: 'a',
    before: 'b'
  };
  expect(keptWords([kept])).toMatch(
    /^From 25\.0\u00a0% on, so that at least 90\u00a0% of the positives are found; decided by Ada on 1970-01-01: a miss is worse\. It was looked for on the validation rows/
  );
  const back = { ...kept, threshold: null, why: 'too many' };
  expect(keptWords([kept, back])).toBeNull();
  expect(thresholdHistory([kept, back])).toEqual([expect.stringMatching(/^Taken back/), expect.stringMatching(/^From 25/)]);
  expect(thresholdHistory([kept])).toEqual([]);
  expect(keptWords(undefined)).toBeNull();
});

test('what acting brings is said for each unit it costs', () => {
  const told = profitSentence({ perRow: metric(-0.5, 0.1), never: -2, returned: metric(4.2, 0.5), curve: [] }, 'EUR');
  expect(told).toBe('For each EUR that acting costs, it brings 4.2 (3.7 to 4.7) beyond never acting.');
  expect(profitSentence({ perRow: metric(1), never: 0, returned: metric(0.1, 0.5), curve: [] }, '')).toMatch(
    /can’t tell whether acting pays/
  );
  expect(profitSentence({ perRow: metric(1), never: 0, returned: null, curve: [] }, '')).toMatch(/Acting costs nothing/);
});

test('ways that can be kept say what they ask for, and one that can not be says why', () => {
  expect(keepableWays(['as-is', 'reweighing', 'group-thresholds'], true).map(({ way, refusal }) => [way, refusal])).toEqual([
    ['reweighing', null],
    ['group-thresholds', null]
  ]);
  expect(keepableWays(['group-thresholds'], false)[0]!.refusal).toMatch(/only where that is a category/);
  const run = { model: 'tree', params: {}, seed: 1, cv: { kind: 'k-fold' }, calibrate: 'platt', limits: true } as never;
  const by = (way: 'reweighing' | 'reductions') => fairSpec(run, { way, sensitive: 'sex', parity: 'equal_opportunity' });
  expect(by('reweighing')).toMatchObject({ cv: { kind: 'k-fold' }, calibrate: 'platt', limits: true });
  expect(Object.keys(by('reductions'))).toEqual(['model', 'params', 'seed', 'fairly', 'cv']);
});
