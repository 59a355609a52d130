import { describe, expect, test } from 'vitest';
import { holdOut } from '../../src/core/hold-out.ts';
import { createRng } from '../../src/core/rng.ts';
import type { Target } from '../../src/core/target.ts';

const ROWS = 200;
const rows = Uint32Array.from({ length: ROWS }, (_, i) => i);
const numbers: Target = { kind: 'numbers', name: 'y', values: new Float64Array(ROWS) };
const classes = (codeOf: (row: number) => number): Target => ({
  kind: 'classes',
  name: 'y',
  labels: ['a', 'b', 'c'],
  codes: Int32Array.from(rows, codeOf)
});
const disjoint = ({ train, held }: { train: Uint32Array; held: Uint32Array }, all = ROWS) => {
  expect(new Set([...train, ...held]).size).toBe(all);
  expect(train.length + held.length).toBe(all);
};

describe('rows on their own', () => {
  test('the same share of each class, and none of a class with one row', () => {
    const target = classes((row) => (row === 7 ? 2 : row < 150 ? 0 : 1));
    const parts = holdOut(rows, target, 0.1, createRng(1));
    disjoint(parts);
    expect([...parts.held].filter((row) => row < 150 && row !== 7)).toHaveLength(15);
    expect([...parts.held].filter((row) => row >= 150)).toHaveLength(5);
    expect(parts.held).not.toContain(7);
    expect(parts.said).toBe('20 rows');
  });
});

describe('divided by group', () => {
  const of = Int32Array.from(rows, (row) => Math.floor(row / 8));
  const groups = { kind: 'groups', of } as const;

  test('whole groups are held out, never rows of a group that is learned from', () => {
    for (let seed = 0; seed < 20; seed++) {
      const parts = holdOut(rows, numbers, 0.1, createRng(seed), { kinship: groups });
      disjoint(parts);
      const learned = new Set([...parts.train].map((row) => of[row]));
      expect([...parts.held].every((row) => !learned.has(of[row]))).toBe(true);
      expect(parts.held).toHaveLength(16);
      expect(parts.said).toBe('16 rows of 2 whole groups');
    }
  });

  test('of few large groups the smallest, and of one group none', () => {
    const few = { kind: 'groups', of: Int32Array.from(rows, (row) => (row < 40 ? 0 : row < 120 ? 1 : 2)) } as const;
    const parts = holdOut(rows, numbers, 0.1, createRng(3), { kinship: few });
    expect([...parts.held]).toEqual([...rows.subarray(0, 40)]);
    expect(parts.said).toBe('40 rows of one whole group');
    const one = { kind: 'groups', of: new Int32Array(ROWS) } as const;
    expect(holdOut(rows, numbers, 0.1, createRng(3), { kinship: one }).held).toHaveLength(0);
  });

  test('a class that only one group has stays in training', () => {
    const target = classes((row) => (of[row] === 4 ? 2 : row % 2));
    for (let seed = 0; seed < 30; seed++) {
      const { train } = holdOut(rows, target, 0.3, createRng(seed), { kinship: groups });
      expect(new Set([...train].map((row) => (target.kind === 'classes' ? target.codes[row] : 0))).size).toBe(3);
    }
  });
});

describe('divided by time', () => {
  test('the latest rows are held out, wherever they stand in the table', () => {
    const at = Float64Array.from(rows, (row) => (row * 37) % ROWS);
    const parts = holdOut(rows, numbers, 0.1, createRng(1), { kinship: { kind: 'order', at } });
    disjoint(parts);
    expect(Math.min(...[...parts.held].map((row) => at[row]!))).toBe(180);
    expect(Math.max(...[...parts.train].map((row) => at[row]!))).toBe(179);
    expect(parts.said).toBe('the latest 20 rows');
  });

  test('rows of one moment are not cut apart', () => {
    const at = Float64Array.from(rows, (row) => Math.floor(row / 15));
    const parts = holdOut(rows, numbers, 0.1, createRng(1), { kinship: { kind: 'order', at } });
    const moments = new Set([...parts.held].map((row) => at[row]));
    expect([...parts.train].some((row) => moments.has(at[row]))).toBe(false);
    expect(parts.held.length).toBeGreaterThanOrEqual(20);
    expect(holdOut(rows, numbers, 0.1, createRng(1), { kinship: { kind: 'order', at: new Float64Array(ROWS) } }).held).toHaveLength(0);
    const twoMoments = Float64Array.from(rows, (row) => (row < 20 ? 0 : 1));
    expect(holdOut(rows, numbers, 0.1, createRng(1), { kinship: { kind: 'order', at: twoMoments } }).held).toHaveLength(0);
  });

  test('a class that came up only lately keeps its earliest row in training', () => {
    const target = classes((row) => (row >= 190 ? 2 : row % 2));
    const parts = holdOut(rows, target, 0.1, createRng(1), { kinship: { kind: 'order', at: Float64Array.from(rows) } });
    expect(parts.train).toContain(190);
    expect(parts.held).toHaveLength(19);
  });
});

test('rows that were made up are never held out, and none stays that was made from one that is', () => {
  const codes = Int32Array.from({ length: 120 }, (_, i) => (i < 80 ? 0 : 1));
  const answers: Target = { kind: 'classes', name: 'y', labels: ['no', 'yes'], codes };
  const parents = Int32Array.from({ length: 40 }, (_, i) => 60 + (i % 20));
  const all = Uint32Array.from({ length: 120 }, (_, i) => i);
  for (let seed = 0; seed < 20; seed++) {
    const { train, held } = holdOut(all, answers, 0.2, createRng(seed), { made: { from: 100, parents } });
    expect([...held].every((row) => row < 100)).toBe(true);
    const aside = new Set(held);
    for (const row of train.filter((row) => row >= 100)) {
      expect(aside.has(parents[2 * (row - 100)]!)).toBe(false);
      expect(aside.has(parents[2 * (row - 100) + 1]!)).toBe(false);
    }
    expect(train.filter((row) => row >= 100).length).toBeGreaterThan(0);
  }
});
