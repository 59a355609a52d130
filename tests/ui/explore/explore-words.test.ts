import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/core/finding.ts';
import type { Dataset } from '../../../src/app/api/data.ts';
import { curesFor } from '../../../src/app/do-it/explore.ts';
import { columnWords, orderColumns, pictureOf, strengths } from '../../../src/ui/explore/column-chart.ts';
import {
  countWords,
  evidenceFacts,
  exploreSentence,
  heatColumns,
  pairWords,
  strongestPairs
} from '../../../src/ui/explore/explore-words.ts';
import { fixesFor } from '../../../src/ui/explore/fixes.ts';
import { foolAnswer, plantedWords } from '../../../src/ui/explore/leak-words.ts';

const finding = (code: string, severity: Finding['severity'], columns: string[]): Finding => ({
  code,
  severity,
  columns,
  message: `${code}.`,
  hint: 'Do.'
});
const column = (name: string, role: Dataset['columns'][number]['role'] = 'feature') => ({
  name,
  type: 'category' as const,
  role,
  missing: 0,
  distinct: 2
});
const dataset: Dataset = {
  id: 'd',
  name: 'titanic',
  version: 1,
  hash: 'h',
  rows: 891,
  columns: [column('survived', 'target'), column('alive'), column('class'), column('pclass')],
  notes: [],
  report: null,
  fileName: 'titanic.csv',
  createdAt: 0
};

describe('what the page opens with', () => {
  test('what would ruin the model comes first and alone', () => {
    const said = exploreSentence(['alive gives the answer away.', 'B.', 'C.'], [finding('target-leak', 'blocker', ['alive'])]);
    expect(said).toEqual({ title: 'alive gives the answer away.', rest: ['B.', 'C.'] });
  });
  test('without such a thing, the three in one breath', () => {
    expect(exploreSentence(['A.', 'B.', 'C.'], []).title).toBe('Three things to know before you model: A; B; C.');
  });
});

describe('fixes', () => {
  test('a leak can be ignored at once, and not twice', () => {
    const leak = finding('target-leak', 'blocker', ['alive']);
    expect(fixesFor(leak, dataset)).toEqual([
      { kind: 'role', label: 'Ignore “alive”', column: 'alive', role: 'ignore', before: 'feature' }
    ]);
    expect(fixesFor(leak, { ...dataset, columns: [column('alive', 'ignore')] })).toEqual([]);
  });
  test('of columns that say the same the first stays, and the target is never touched', () => {
    expect(fixesFor(finding('redundant', 'warning', ['class', 'pclass']), dataset).map(({ label }) => label)).toEqual(['Ignore “pclass”']);
    expect(fixesFor(finding('constant', 'blocker', ['survived']), dataset)).toEqual([]);
  });
  test('codes for missing become missing, and numbers in two units become one, by a formula', () => {
    const about = (code: string, evidence: Record<string, string | number | (string | number)[]>) =>
      fixesFor({ ...finding(code, 'warning', ['a b']), evidence }, dataset);
    expect(about('missing-codes', { codes: [-999] })).toMatchObject([
      { steps: [{ kind: 'derive', column: 'a b', formula: 'if(`a b` = -999, missing, `a b`)' }] }
    ]);
    expect(about('missing-codes', { codes: ['?', "o'k"] })).toMatchObject([
      { steps: [{ formula: "if(`a b` = '?' or `a b` = 'o''k', missing, `a b`)" }] }
    ]);
    const units = { cut: 100, factor: 2.54, offset: 0, convert: 'above' };
    expect(about('mixed-units', units)).toMatchObject([{ steps: [{ formula: 'if(`a b` > 100, `a b` / 2.54, `a b`)' }] }]);
  });
  test('spellings of one thing become the first of them', () => {
    const evidence = [
      ['ab', 'ab\u200b', 'AB'],
      ["o'k", "O'K"]
    ];
    expect(fixesFor({ ...finding('untidy-levels', 'warning', ['a b']), evidence }, dataset)).toEqual([
      {
        kind: 'steps',
        label: 'Write each in one way',
        steps: [
          { kind: 'derive', column: 'a b', formula: "if(`a b` = 'ab\u200b' or `a b` = 'AB', 'ab', `a b`)" },
          { kind: 'derive', column: 'a b', formula: "if(`a b` = 'O''K', 'o''k', `a b`)" }
        ]
      }
    ]);
  });
  test('rows that break a sum can be set aside', () => {
    const broken = { ...finding('sums', 'warning', ['total', 'a', 'b']), evidence: { rowNumbers: Uint32Array.of(3, 9) } };
    expect(fixesFor(broken, dataset)).toMatchObject([{ label: 'Set 2 rows aside', steps: [{ kind: 'drop-rows', rows: [3, 9] }] }]);
  });
  test('done for me: leaks go, one strong column that is only suspect stays', () => {
    const found = [
      finding('target-leak', 'blocker', ['alive']),
      finding('single-feature-leak', 'warning', ['class']),
      finding('id-like', 'warning', ['pclass'])
    ];
    expect(curesFor(found, dataset, 'survived').map((cure) => [cure.column, cure.role])).toEqual([
      ['alive', 'ignore'],
      ['pclass', 'id']
    ]);
  });
});

test('findings are counted by what they ask for', () => {
  expect(countWords([finding('a', 'blocker', []), finding('b', 'info', []), finding('c', 'info', [])])).toBe(
    '3 findings: 1 stops the project and 2 are worth knowing.'
  );
});

test('evidence becomes facts, rows counted from one', () => {
  expect(evidenceFacts({ copies: 107, share: 0.12, examples: [[0, 4]] })).toEqual([
    { name: 'Copies', value: '107' },
    { name: 'Share of the rows', value: '12\u00a0%' },
    { name: 'Example 1', value: 'row 1 = row 5' }
  ]);
  expect(evidenceFacts([{ label: 'yes', count: 3 }])).toEqual([{ name: 'yes', value: '3 rows' }]);
  expect(evidenceFacts(undefined)).toEqual([]);
});

describe('pairs', () => {
  const pairs = [
    { a: 'x', b: 'y', kind: 'pearson', value: -0.9 },
    { a: 'y', b: 'x', kind: 'spearman', value: -0.95 },
    { a: 'x', b: 'z', kind: 'eta', value: 0.4 }
  ].map((pair) => ({ ...pair, n: 40, low: pair.value - 0.04, high: pair.value + 0.04, method: 'Fisher z' }));
  test('one entry a pair, the stronger measure, strongest first', () => {
    expect(strongestPairs(pairs, 5).map(({ kind }) => kind)).toEqual(['spearman', 'eta']);
    expect(pairWords(pairs[0]!)).toBe('“x” and “y” go against each other, closely: correlation -0.90 (-0.94 to -0.86).');
    expect(pairWords({ ...pairs[2]!, low: null, high: null })).toBe('“x” and “z” go together: correlation ratio 0.40.');
  });
  test('the map keeps to the columns of the strongest pairs, in the order of the table', () => {
    expect(heatColumns(pairs, ['z', 'y', 'x'], 2)).toEqual(['y', 'x']);
  });
  test('each column stands with its strongest tie to the target', () => {
    expect([...strengths(pairs, 'x')]).toEqual([
      ['y', 0.95],
      ['z', 0.4]
    ]);
  });
});

describe('pictures of columns', () => {
  test('few whole numbers are values, common ones first', () => {
    const raw = { kind: 'number', type: 'integer', missing: 1, median: 0, histogram: { edges: [-0.5, 0.5, 1.5], counts: [3, 5] } };
    expect(pictureOf('n', raw)).toMatchObject({
      kind: 'top-values',
      data: {
        values: [
          { label: '1', count: 5 },
          { label: '0', count: 3 }
        ],
        missing: 1
      }
    });
  });
  test('measurements are ranges', () => {
    const raw = { kind: 'number', type: 'number', missing: 0, median: 1, histogram: { edges: [0, 1, 2], counts: [3, 5] } };
    expect(pictureOf('x', raw)).toMatchObject({
      kind: 'histogram',
      data: {
        bins: [
          { from: 0, to: 1, count: 3 },
          { from: 1, to: 2, count: 5 }
        ]
      }
    });
  });
  test('whole numbers in bins with their edges at halves are told as whole numbers', () => {
    const raw = { kind: 'number', type: 'integer', missing: 0, median: 34, histogram: { edges: [29.5, 32.5, 35.5], counts: [3, 5] } };
    expect(pictureOf('age', raw)).toMatchObject({ kind: 'histogram', data: { isWhole: true } });
    expect(pictureOf('age', { ...raw, type: 'number' })).not.toHaveProperty('data.isWhole');
  });
  test('levels beyond those shown are counted, not lost', () => {
    const levels = Array.from({ length: 10 }, (_, i) => ({ label: `l${i}`, count: 10 - i }));
    const picture = pictureOf('c', { kind: 'category', missing: 0, levels, others: { levels: 5, count: 5 } });
    expect(picture).toMatchObject({ kind: 'top-values', data: { others: { levels: 7, count: 8 } } });
  });
  test('texts are told in words', () => {
    expect(pictureOf('t', { kind: 'text', missing: 0 })).toEqual({ kind: 'words' });
    expect(columnWords({ kind: 'number', min: null, max: null, missing: 4, missingShare: 1 })).toBe('no number, 100\u00a0% missing');
    expect(columnWords({ kind: 'time', min: null, max: null, missing: 4, missingShare: 1 })).toBe('no date, 100\u00a0% missing');
    expect(columnWords({ kind: 'number', min: 2007, max: 2009, mean: 2008.03, sd: 0.8 })).toBe('2007 to 2009, mean 2008, spread 0.8');
    expect(columnWords({ kind: 'number', min: 2007, max: 90000, mean: 2008.5, sd: 800 })).toBe('2,007 to 90,000, mean 2,009, spread 800');
    expect(columnWords({ kind: 'category', distinct: 3, missing: 2, missingShare: 0.25 })).toBe('3 values, 25\u00a0% missing');
  });

  test('an estimate says that it is one, and how far it may be off', () => {
    const estimates = { distinct: 0.0159, quantiles: 0.00004 };
    const raw = { kind: 'number', min: 0, max: 9, mean: 4.5, sd: 2, median: 4.52, distinct: 1_234_567, estimates };
    expect(columnWords(raw)).toBe(
      '0 to 9, mean 4.5, spread 2; about 1.23 million different values (±1.6\u00a0%); median about 4.52 (less than 0.01 % of the values lie between it and the true one)'
    );
    expect(columnWords({ ...raw, estimates: { quantiles: 0.0004 } })).toContain('median about 4.52 (at most 0.1\u00a0% of the values');
    expect(columnWords({ kind: 'text', distinct: 98_700, meanWords: 2, estimates: { distinct: 0.0159 } })).toBe(
      'about 98.7 thousand different texts (±1.6\u00a0%), 2 words on average'
    );
  });
  test('columns are found and ordered', () => {
    const columns = { Age: { missing: 5 }, sex: { missing: 0 }, stage: { missing: 9 } };
    expect(orderColumns(columns, 'AGE', 'missing', new Map())).toEqual(['stage', 'Age']);
    expect(orderColumns(columns, '', 'target', new Map([['sex', 0.5]]))[0]).toBe('sex');
  });
});

describe('the planted leak', () => {
  const powers = [{ column: 'planted', measure: 'ROC AUC' as const, value: 0.9, isSure: false, isSuspect: false }];
  test('one that is too weak to tell is said to be not found', () => {
    expect(plantedWords({ target: 't', powers, planted: 'planted', finding: null }, 0.3)).toMatch(
      /^Not found: wrong in 30\u00a0% of the rows it is the strongest/
    );
  });
  test('the interview answer is the gravest finding', () => {
    expect(foolAnswer([finding('x', 'info', []), finding('target-leak', 'blocker', [])])).toBe('target-leak. Do.');
  });
});
