import { expect, test } from 'vitest';
import type { JoinReport, VersionDiff } from '../../../src/app/api/shaping.ts';
import type { ShapeStep } from '../../../src/core/shape-step.ts';
import { joinFacts, joinSentence, joinWarnings, likelyKey, tableLabel } from '../../../src/ui/data/shape/join-words.ts';
import { faultOf, freshStep, isComplete, stepKinds, stepLine } from '../../../src/ui/data/shape/shape-draft.ts';
import { problemOf } from '../../../src/ui/data/shape/shape-problem.ts';
import { pWords, rowSentence, schemaSentences, shiftSentence } from '../../../src/ui/data/versions/diff-words.ts';
import { shapeStepInvalid } from '../../../src/core/errors/shaping.ts';

test('a step that was just added is not tried before it says something, but for a sample', () => {
  const fresh = stepKinds.flatMap(({ value }) => (value === 'join' || value === 'pseudonymise' ? [] : [freshStep(value)]));
  expect(fresh.filter(isComplete).map(({ kind }) => kind)).toEqual(['group', 'sample']);
  expect(fresh.map(stepLine)).toEqual([
    'No condition yet',
    'No formula yet',
    'No unit yet',
    'all rows as one group',
    'No column yet',
    '10 % of the rows',
    'No column yet',
    'No column yet',
    'No column yet',
    'No column yet',
    'No column yet',
    'No column yet'
  ]);
});

test('steps stand in the list with their names in quotes', () => {
  const lines: [ShapeStep, string][] = [
    [{ kind: 'filter', where: 'age > 3' }, 'where age > 3'],
    [{ kind: 'derive', column: 'x', formula: 'a + b' }, '“x” = a + b'],
    [{ kind: 'rename', from: 'a', to: 'b' }, '“a” to “b”'],
    [{ kind: 'drop', columns: ['a', 'b'] }, '“a” and “b”'],
    [{ kind: 'group', by: ['a'], aggregates: [{ how: 'mean' }] }, 'by “a”'],
    [{ kind: 'sample', rows: 7 }, '7 rows'],
    [{ kind: 'join', datasetId: 'd', on: [{ left: 'k' }], how: 'left' }, 'by “k”']
  ];
  for (const [step, line] of lines) expect(stepLine(step)).toBe(line);
  expect(isComplete({ kind: 'group', by: [], aggregates: [{ how: 'mean' }] })).toBe(false);
});

test('what is wrong with an expression is said with its place, and an empty field is not wrong', () => {
  const columns = [{ name: 'age', type: 'number' }] as const;
  expect(faultOf('', columns)).toBe(null);
  expect(faultOf('age > 3', columns, 'boolean')).toBe(null);
  expect(faultOf('1 + ags', columns)).toEqual({
    message: 'There is no column “ags” (position 5).',
    hint: 'Did you mean age?',
    from: 4,
    to: 7
  });
});

test('an error of a step stands under that step; being stopped is no error', () => {
  const error = Object.assign(shapeStepInvalid('drop', 'no column would be left', 'Keep one.'), { context: { step: 2 } });
  expect(problemOf(error)).toEqual({ message: error.message, hint: 'Keep one.', step: 2 });
  expect(problemOf(new DOMException('stopped', 'AbortError'))).toBe(null);
});

const side = { rows: 10, matched: 8, unmatched: 2, missingKeys: 1, keys: 9, repeatedKeys: 0, examples: ['x'] };
const report: JoinReport = {
  left: side,
  right: { ...side, repeatedKeys: 3, missingKeys: 0, examples: [] },
  kind: 'one-to-many',
  largestFanOut: 4,
  nearMatches: 1,
  rows: { inner: 14, left: 16, full: 18, anti: 2 }
};

test('a join is told in a sentence, in facts, and with what to look at', () => {
  expect(joinSentence(report, 'left')).toBe('8 of 10 rows match, some with several rows: 10 rows become 16.');
  expect(joinSentence({ ...report, left: { ...side, matched: 10 }, kind: 'one-to-one', rows: { ...report.rows, left: 10 } }, 'left')).toBe(
    'Every row matches, each with one row: the number of rows stays.'
  );
  expect(joinSentence({ ...report, left: { ...side, matched: 0 }, rows: { ...report.rows, inner: 0 } }, 'inner')).toBe(
    'No row matches: 10 rows become 0.'
  );
  expect(joinFacts(report, 'left')[1]).toEqual({
    name: 'Matched, this table',
    value: '8 of 10',
    note: '1 without a key; no match for “x”'
  });
  expect(joinWarnings(report, 'left')).toHaveLength(2);
  expect(joinWarnings({ ...report, nearMatches: 0 }, 'anti')).toEqual([]);
  expect(tableLabel({ id: 'd', name: 'towns', version: 2, project: 'Map', isOwn: false, rows: 1, columns: [] })).toBe(
    'towns, version 2, of Map (1 row)'
  );
});

test('the likeliest key is an id both tables have', () => {
  const names = (...list: string[]) => list.map((name) => ({ name }));
  expect(likelyKey(names('town', 'user_id'), names('Town', 'user_id'))).toEqual({ left: 'user_id', right: 'user_id' });
  expect(likelyKey(names('town'), names('Town'))).toEqual({ left: 'town', right: 'Town' });
  expect(likelyKey(names('a'), names('b'))).toBe(null);
});

test('the difference of two versions in words', () => {
  const rows: VersionDiff['rows'] = {
    by: 'key',
    key: ['id'],
    before: 5,
    after: 5,
    added: 1,
    removed: 1,
    changed: 2,
    same: 2,
    columns: [],
    examples: []
  };
  expect(rowSentence(rows)).toBe('1 row added, 1 row removed, 2 rows changed, 2 the same; told apart by “id”.');
  expect(rowSentence({ ...rows, added: 0, removed: 0, changed: 0, same: 5 })).toBe('All 5 rows are the same.');
  expect(
    schemaSentences({
      added: ['x'],
      removed: [],
      renamed: [{ from: 'a', to: 'b' }],
      retyped: [{ name: 'c', from: 'number', to: 'text' }],
      roles: [],
      marks: [
        { name: 'at', mark: 'zone', from: 'UTC', to: 'Europe/Berlin' },
        { name: 'w', mark: 'unit', from: null, to: 'kg' },
        { name: 'size', mark: 'isOrdinal', from: 'true', to: null }
      ],
      reordered: true
    })
  ).toEqual([
    'New: “x”.',
    '“a” is called “b” now.',
    '“c” became text (was number).',
    '“at” is read by the clocks of Europe/Berlin (was by those of UTC).',
    '“w” is in kg.',
    'The levels of “size” stand in no order any more.',
    'The columns stand in another order.'
  ]);
  const shift = { column: 'x', test: 't', statistic: 1, pValue: 0.0001, before: '1', after: '2', missingBefore: 0, missingAfter: 0 };
  expect(shiftSentence([shift, { ...shift, column: 'y', pValue: 0.5 }])).toBe(
    '“x” is distributed otherwise (p under 0.05 after correction for 2 columns).'
  );
  expect(shiftSentence([])).toContain('No column');
  expect([pWords(null), pWords(0.00001), pWords(0.04)]).toEqual(['not tested', '< 0.001', '0.040']);
});
