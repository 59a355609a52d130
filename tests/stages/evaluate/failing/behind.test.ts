import { expect, test } from 'vitest';
import type { Behind } from '../../../../src/core/behind.ts';
import type { ClassOutcome } from '../../../../src/core/outcome.ts';
import { categoryColumn, type Table } from '../../../../src/core/table.ts';
import { calibrationCurve } from '../../../../src/stages/evaluate/curves/calibration-curve.ts';
import { residualDiagnostics } from '../../../../src/stages/evaluate/curves/residuals.ts';
import { rowsBehind } from '../../../../src/stages/evaluate/failing/behind.ts';
import { binaryOutcome, numberOutcome } from '../fixtures.ts';

const scores = Array.from({ length: 60 }, (_, row) => ((row * 37) % 60) / 60);
const outcome = binaryOutcome(
  scores.map((score, row) => (score > 0.4 !== (row % 7 === 0) ? 1 : 0)),
  scores
);
const table: Table = { rows: 60, columns: [categoryColumn('level', scores.map((_, row) => (row % 2 ? 'odd' : 'even')))] }; // prettier-ignore
const numbers = numberOutcome(
  scores.map((score) => 10 * score),
  scores.map((score) => 9 * score)
);

const countOf = (sides: Uint8Array, side: number) => [...sides].filter((own) => own === side).length;
const behind = (of: Exclude<Behind, { kind: 'node' }>, own: ClassOutcome = outcome) => rowsBehind(of, own, table);

test('a cell holds its rows, against those of the class that were found', () => {
  const { sides, sentence, against } = behind({ kind: 'cell', actual: 'no', predicted: 'yes' });
  const isIn = (row: number) => outcome.actual[row] === 0 && outcome.predicted[row] === 1;
  sides.forEach((side, row) => expect(side === 1).toBe(isIn(row)));
  expect(sentence).toBe(`${countOf(sides, 1)} rows of “no” called “yes”.`);
  expect(against).toBe(`the ${countOf(sides, 2)} rows of “no” called so`);
});

test('missed rows and false alarms of two classes are the two wrong cells', () => {
  expect(behind({ kind: 'missed', label: 'no' }).sides).toEqual(behind({ kind: 'cell', actual: 'no', predicted: 'yes' }).sides);
  expect(countOf(behind({ kind: 'false-alarms', label: 'yes' }).sides, 1)).toBe(countOf(behind({ kind: 'missed', label: 'no' }).sides, 1));
});

test('stretches and groups of like predictions hold as many rows as the report says', () => {
  calibrationCurve(outcome).bins.forEach(({ rows }, stretch) => expect(countOf(behind({ kind: 'stretch', stretch }).sides, 1)).toBe(rows));
  residualDiagnostics(numbers).bins.forEach(({ rows }, bin) =>
    expect(countOf(rowsBehind({ kind: 'like-predictions', bin }, numbers, table).sides, 1)).toBe(rows)
  );
});

test('a condition of the slices is found by its words', () => {
  expect(countOf(behind({ kind: 'condition', condition: '“level” is “odd”' }).sides, 1)).toBe(30);
});

test('what is not in the report is refused with a hint', () => {
  const bad: Exclude<Behind, { kind: 'node' }>[] = [
    { kind: 'cell', actual: 'no', predicted: 'maybe' },
    { kind: 'condition', condition: 'moon is full' },
    { kind: 'stretch', stretch: 10 },
    { kind: 'like-predictions', bin: 0 }
  ];
  for (const of of bad) expect(() => behind(of)).toThrow(expect.objectContaining({ code: 'behind-unknown' }));
  expect(() => rowsBehind({ kind: 'missed', label: 'no' }, numbers, table)).toThrow(/no classes/);
});
