import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { Control, RUNNING } from '../../../src/kernels/threads/control.ts';
import { leadCrew } from '../../../src/kernels/threads/crew.ts';
import { categoryColumn } from '../../../src/core/table.ts';
import { classTarget, dataOf, fitContext, fitModel, numberColumn, numberTarget } from '../../stages/train/support.ts';
import { nodeTeam, type NodeTeam } from './node-team.ts';

const ROWS = 40_000;
const rng = createRng(8);
const draw = () => Float64Array.from({ length: ROWS }, () => normal(rng));
const numbers = Array.from({ length: 9 }, draw);
numbers[3] = numbers[3]!.map((value, i) => (i % 6 === 0 ? NaN : value));
const level = categoryColumn(
  'level',
  Array.from(numbers[0]!, (value) => `level ${Math.abs(Math.round(3 * value))}`)
);
const features = { rows: ROWS, columns: [...numbers.map((values, j) => numberColumn(`x${j}`, values)), level] };
const signal = Float64Array.from(numbers[0]!, (value, i) => value * numbers[1]![i]! + numbers[2]![i]! + Math.sin(2 * numbers[4]![i]!));
const three = classTarget(Array.from(signal, (value) => (value < -1 ? 'low' : value > 1 ? 'high' : 'middle')));

describe.each([2, 3, 5])('a crew of %d', (size) => {
  let team: NodeTeam;
  beforeAll(async () => {
    team = await nodeTeam(size);
  });
  afterAll(() => team.end());

  test.each([
    ['a number', numberTarget(signal), {}],
    ['a number by its absolute error, features drawn', numberTarget(signal), { loss: 'absolute_error', maxFeatures: 0.5 }],
    ['three classes', three, {}],
    ['three classes, rows held out and features drawn for trees', three, { earlyStopping: 'on', colsampleByTree: 0.6 }]
  ])('boosting of %s gives the same bytes as one thread alone', async (_name, target, params) => {
    const settings = { maxIter: 6, earlyStopping: 'off', ...params };
    const before = team.enlisted();
    const fit = (threads: NodeTeam | null) => fitModel('boosting', dataOf(features, target), settings, fitContext(1, { threads }));
    const [alone, together] = [await fit(null), await fit(team)];
    expect(team.enlisted()).toBe(before + 1);
    expect(together.state).toEqual(alone.state);
    expect(together.curve).toEqual(alone.curve);
  });

  test('a small table is not worth a crew', async () => {
    const before = team.enlisted();
    const few = { rows: 200, columns: [numberColumn('x', numbers[0]!.slice(0, 200))] };
    await fitModel('boosting', dataOf(few, numberTarget(signal.slice(0, 200))), {}, fitContext(1, { threads: team }));
    expect(team.enlisted()).toBe(before);
  });

  test('a crew is let go when a fit is stopped, and the next one works', async () => {
    const stop = new AbortController();
    const context = fitContext(1, { threads: team, signal: stop.signal, onCurve: () => stop.abort() });
    await expect(fitModel('boosting', dataOf(features, three), {}, context)).rejects.toThrow(/abort/i);
    const { state } = await fitModel('boosting', dataOf(features, three), { maxIter: 2 }, fitContext(1, { threads: team }));
    expect((state['treeStarts'] as Int32Array).length).toBeGreaterThan(0);
  });
});

test('a thread that failed is told, with a hint', () => {
  const shared = new SharedArrayBuffer(Control.bytesFor(2));
  const { words } = new Control(shared);
  const crew = leadCrew(shared, 2, ['work'], {
    work: () => {
      // What the other thread would do that threw: it says so, and that it is through.
      Atomics.store(words, 2, 1);
      Atomics.store(words, RUNNING, 0);
      return 0;
    }
  });
  expect(() => crew.run([[['work']], [['work']]])).toThrowError(
    expect.objectContaining({ code: 'thread-lost', hint: expect.stringMatching(/again/) as string })
  );
});
