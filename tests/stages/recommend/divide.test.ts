import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { textColumn, categoryColumn, type Table } from '../../../src/core/table.ts';
import type { HoldOut } from '../../../src/core/recommendation-question.ts';
import { divideEvents } from '../../../src/stages/recommend/divide-events.ts';
import { gatherInteractions, transpose } from '../../../src/stages/recommend/gather-interactions.ts';
import { readEvents } from '../../../src/stages/recommend/read-events.ts';
import { union } from '../../../src/stages/recommend/taken.ts';
import { numberColumn } from '../train/support.ts';
import { eventsOf, interactionsOf } from './support.ts';

const shares = { train: 0.6, validation: 0.2, test: 0.2 };

/** Many interactions of few users at few moments, so that moments are often shared. */
function crowded(seed: number) {
  const rng = createRng(seed);
  const draw = (most: number) => Math.floor(rng() * most);
  return eventsOf(
    Array.from({ length: 300 }, () => [draw(15), draw(30), undefined, draw(40)] as const),
    15,
    30
  );
}

describe('nothing learned from is later than what it is judged by', () => {
  test.each([1, 2, 3])('a cut in time, for anybody (seed %i)', (seed) => {
    const events = crowded(seed);
    const parts = divideEvents(events, { holdOut: 'time', shares, seed });
    const latest = (part: Uint32Array) => Math.max(...Array.from(part, (i) => events.times![i]!));
    const earliest = (part: Uint32Array) => Math.min(...Array.from(part, (i) => events.times![i]!));
    expect(latest(parts.train)).toBeLessThan(earliest(parts.validation));
    expect(latest(parts.validation)).toBeLessThan(earliest(parts.test));
  });

  test.each([1, 2, 3])('the last of each user, for the same user (seed %i)', (seed) => {
    const events = crowded(seed);
    const parts = divideEvents(events, { holdOut: 'last', shares, seed });
    for (let user = 0; user < 15; user++) {
      const times = (part: Uint32Array) => [...part].filter((i) => events.users[i] === user).map((i) => events.times![i]!);
      const [train, validation, held] = [times(parts.train), times(parts.validation), times(parts.test)];
      expect(train.length).toBeGreaterThan(0);
      if (held.length > 0) expect(Math.max(...train, ...validation)).toBeLessThan(Math.min(...held));
      if (validation.length > 0) expect(Math.max(...train)).toBeLessThan(Math.min(...validation));
    }
  });

  test('a future planted among the rest stays out of the training part', () => {
    const events = eventsOf([[0, 0, undefined, 1], [0, 9, undefined, 99], [1, 1, undefined, 2], [1, 2, undefined, 3], [0, 3, undefined, 4]], 2, 10); // prettier-ignore
    for (const holdOut of ['time', 'last'] as const) {
      const { train } = divideEvents(events, { holdOut, shares: { train: 0.6, validation: 0, test: 0.4 }, seed: 0 });
      expect(Array.from(train, (i) => events.items[i])).not.toContain(9);
    }
  });
});

test.each(['time', 'last', 'random'] as HoldOut[])('%s puts every interaction in one part, the same each time', (holdOut) => {
  const events = crowded(5);
  const parts = divideEvents(events, { holdOut, shares, seed: 7 });
  expect([...parts.train, ...parts.validation, ...parts.test].sort((a, b) => a - b)).toEqual([...events.rows]);
  expect(divideEvents(events, { holdOut, shares, seed: 7 })).toEqual(parts);
  expect(parts.test.length).toBeGreaterThan(30);
  expect(parts.notes[0]!.message.length).toBeGreaterThan(40);
});

test('a pair counts once: by its latest rating, or how often it came', () => {
  const entries = [[1, 2, 3, 50], [0, 1, 4, 10], [1, 2, 5, 20], [1, 0, 1, 5]] as const; // prettier-ignore
  const rated = interactionsOf(eventsOf(entries, 2, 3));
  expect([...rated.starts]).toEqual([0, 1, 3]);
  expect([...rated.items]).toEqual([1, 0, 2]);
  expect([...rated.values]).toEqual([4, 1, 3]);
  const counted = interactionsOf({ ...eventsOf(entries, 2, 3), ratings: null });
  expect([...counted.values]).toEqual([1, 1, 2]);
  expect(transpose(transpose(rated))).toEqual(rated);
  const first = gatherInteractions(eventsOf(entries, 2, 3), Uint32Array.of(0, 1));
  expect(union(first, rated)).toEqual(rated);
});

describe('reading a table', () => {
  const table: Table = {
    rows: 5,
    columns: [
      categoryColumn('who', ['a', 'b', null, 'a', 'b']),
      numberColumn('what', [10, 11, 12, 10, NaN]),
      numberColumn('stars', [1, 2, 3, 4, 5]),
      textColumn('words', ['x', 'y', 'z', 'x', 'y'])
    ]
  };

  test('names users and items, and leaves out rows without one, which it says', () => {
    const { events, notes } = readEvents(table, { user: 'who', item: 'what', rating: 'stars' });
    expect(events.userNames).toEqual(['a', 'b']);
    expect(events.itemNames).toEqual(['10', '11']);
    expect([...events.rows]).toEqual([0, 1, 3]);
    expect([...events.ratings!]).toEqual([1, 2, 4]);
    expect(notes[0]!.message).toContain('2 rows');
    expect(readEvents(table, { user: 'words', item: 'who' }).events.userNames).toEqual(['x', 'y']);
  });

  test.each([
    [{ user: 'who', item: 'who' }, 'interaction-columns-same'],
    [{ user: 'who', item: 'nothing' }, 'column-not-found'],
    [{ user: 'who', item: 'what', rating: 'words' }, 'interaction-column-wrong'],
    [{ user: 'who', item: 'what', time: 'words' }, 'interaction-column-wrong']
  ])('%o is refused as %s', (named, code) => {
    expect(() => readEvents(table, named)).toThrowError(expect.objectContaining({ code }));
  });

  test('one user is too few', () => {
    const one: Table = { rows: 2, columns: [categoryColumn('who', ['a', 'a']), categoryColumn('what', ['x', 'y'])] };
    expect(() => readEvents(one, { user: 'who', item: 'what' })).toThrowError(expect.objectContaining({ code: 'too-few-interactions' }));
    expect(() => readEvents({ rows: 0, columns: one.columns.map((column) => ({ ...column, codes: new Int32Array() })) as never }, { user: 'who', item: 'what' })).toThrowError(expect.objectContaining({ code: 'too-few-interactions' })); // prettier-ignore
  });
});
