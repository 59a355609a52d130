import { expect, test } from 'vitest';
import { categoryColumn, type Table } from '../../src/core/table.ts';
import { decodePackage, encodePackage } from '../../src/predict/package-file.ts';
import { createScorer } from '../../src/predict/scorer.ts';
import type { ClassScores } from '../../src/predict/scores.ts';
import { classPackage, dense, digitPackage, numberPackage } from './test-packages.ts';

const row = { age: 42, sex: 'm', member: true, since: '2009-05-01' };
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** The log-odds of "yes" for `row`, by hand: weights of "yes" less those of "no". */
const oddsOfRow = 2 * (-0.3 * 1 - 0.8 - 0.1 * 1 - 0.2);

test('a row is answered as by hand', () => {
  const [scored] = createScorer(classPackage()).scoreRows([row]);
  expect(scored!.prediction).toBe(false);
  expect(scored!.probabilities!['yes']).toBeCloseTo(sigmoid(oddsOfRow), 6);
  expect(scored!.probabilities!['no']).toBeCloseTo(1 - sigmoid(oddsOfRow), 6);
  expect(scored!.warnings).toEqual([]);
});

test('a number comes with its interval', () => {
  const [scored] = createScorer(numberPackage()).scoreRows([row]);
  expect(scored!.prediction).toBeCloseTo(10 + 2 + 5 + 0.5, 5);
  expect(scored!.interval![1] - scored!.interval![0]).toBeCloseTo(3, 12);
});

test('answers are in the type of the target', () => {
  expect(createScorer(digitPackage()).scoreRows([row])[0]!.prediction).toBe(0);
  const named = classPackage({ target: { name: 'alive', type: 'category', labels: ['no', 'yes'], positive: 'yes' } });
  expect(createScorer(named).scoreRows([row])[0]!.prediction).toBe('no');
});

test('the threshold decides, on the positive class wherever it stands', () => {
  const low = classPackage({ threshold: 0.001 });
  expect(createScorer(low).scoreRows([row])[0]!.prediction).toBe(true);
  const first = classPackage({ threshold: 0.9, target: { ...low.target, positive: 'no' } });
  const p = createScorer(first).scoreRows([row])[0]!;
  expect(p.probabilities!['no']).toBeGreaterThan(0.9);
  expect(p.prediction).toBe(false);
  expect(createScorer(classPackage({ threshold: 0.999, target: { ...low.target, positive: 'no' } })).scoreRows([row])[0]!.prediction).toBe(
    true
  );
});

test('one row, many rows, a table and a package read back all give the same numbers', async () => {
  const scorer = createScorer(classPackage());
  const rows = Array.from({ length: 40 }, (_, i) => ({
    age: i % 5 === 0 ? null : i * 2,
    sex: ['f', 'm', 'x', null][i % 4],
    since: i * 4e10
  }));
  const together = scorer.scoreRows(rows);
  const again = createScorer(await decodePackage(encodePackage(classPackage()))).scoreRows(rows);
  expect(rows.map((one) => scorer.scoreRows([one])[0])).toEqual(together);
  expect(again).toEqual(together);
  const scores = scorer.scoreTable(scorer.readRows(rows).table) as ClassScores;
  expect(together.map(({ probabilities }) => probabilities!['yes'])).toEqual(together.map((_, i) => scores.probabilities[i * 2 + 1]));
});

test('a table may hold more columns, in any order, with other codes for the labels', () => {
  const scorer = createScorer(classPackage());
  const number = (name: string, kind: 'number' | 'time', x: number) => ({ kind, name, values: Float64Array.of(x) }) as const;
  const table: Table = {
    rows: 1,
    columns: [
      categoryColumn('alive', ['yes']),
      number('since', 'time', Date.UTC(2009, 4, 1)),
      categoryColumn('member', ['yes']),
      categoryColumn('sex', ['m'], ['m', 'f']),
      number('age', 'number', 42)
    ]
  };
  expect((scorer.scoreTable(table) as ClassScores).probabilities[1]).toBeCloseTo(sigmoid(oddsOfRow), 6);
  expect(() => scorer.scoreTable({ rows: 1, columns: table.columns.slice(1, 3) })).toThrow(
    expect.objectContaining({ code: 'column-not-found' })
  );
  const wrong = { rows: 1, columns: [...table.columns.slice(0, 4), number('age', 'time', 42)] };
  expect(() => scorer.scoreTable(wrong)).toThrow(expect.objectContaining({ code: 'column-kind-mismatch' }));
});

test('missing everywhere is answered; an unseen level too, with a warning on its row alone', () => {
  const scored = createScorer(classPackage()).scoreRows([{}, { ...row, sex: 'new' }]);
  expect(scored[0]!.warnings).toEqual([]);
  expect(scored[1]!.warnings).toEqual(['“sex” has the level “new”, which fewer than five training rows had.']);
});

test('values of the wrong type are refused, all of them named', () => {
  const score = () => createScorer(classPackage()).scoreRows([row, { age: 'old', sex: {} }]);
  expect(score).toThrow(expect.objectContaining({ code: 'rows-invalid' }));
  try {
    score();
  } catch (error) {
    expect((error as { context: { problems: unknown[] } }).context.problems).toHaveLength(2);
  }
});

test('no rows are no answers', () => {
  expect(createScorer(classPackage()).scoreRows([])).toEqual([]);
  expect(createScorer(numberPackage()).scoreRows([])).toEqual([]);
});

test('an answer that is not a number is a failure, not a class', () => {
  const state = dense(['age', 'since: year'], [1e38, 1e38], [0], 'linear');
  const scorer = createScorer(numberPackage({ model: { id: 'mlp', label: '', params: {}, state: { ...state, targetScale: 1e300 } } }));
  expect(() => scorer.scoreRows([{ age: 1e30 }])).toThrow(expect.objectContaining({ code: 'score-not-finite' }));
});

test('a model or a step that this Lathe does not know is named', () => {
  const unknown = classPackage({ model: { id: 'oracle', label: '', params: {}, state: {} } });
  expect(() => createScorer(unknown)).toThrow(expect.objectContaining({ code: 'unknown-id' }));
  expect(() => createScorer(classPackage({ recipe: [{ kind: 'wash', columns: [], state: {} }] }))).toThrow(
    expect.objectContaining({ code: 'unknown-id' })
  );
});

test('a class may have any name', () => {
  const odd = classPackage({ target: { name: 'alive', type: 'category', labels: ['__proto__', 'constructor'] }, threshold: null });
  expect(Object.keys(createScorer(odd).scoreRows([row])[0]!.probabilities!)).toEqual(['__proto__', 'constructor']);
});
