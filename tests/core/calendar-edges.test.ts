import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calendarEdges } from '../../src/core/calendar-edges.ts';

interface Reference {
  readonly zone: string;
  readonly low: number;
  readonly high: number;
  readonly most: number;
  readonly every: string;
  readonly edges: readonly number[];
}

const path = join(import.meta.dirname, '../reference/calendar_edges.json');
const references = JSON.parse(readFileSync(path, 'utf8')) as Reference[];

describe.each(references)('every $every of $zone, as pandas has it', ({ zone, low, high, most, edges }) => {
  test('is where the clocks begin one', () => {
    expect(calendarEdges(low, high, zone, most)).toEqual(edges);
  });
});

test('there are as many bins as were asked for at most, and they hold the whole stretch', () => {
  for (const length of [2e3, 6e4, 3e6, 9e7, 4e9, 2e11, 3e12]) {
    const [low, high] = [1.711e12, 1.711e12 + length];
    const edges = calendarEdges(low, high, 'America/Sao_Paulo', 64)!;
    expect(edges.length - 1).toBeLessThanOrEqual(64);
    expect(edges.length).toBeGreaterThan(2);
    expect(edges[0]).toBeLessThanOrEqual(low);
    expect(edges.at(-1)).toBeGreaterThan(high);
    expect(edges.toSorted((a, b) => a - b)).toEqual(edges);
  }
});

test('what is shorter than seconds can tell, or longer than centuries can, has none', () => {
  expect(calendarEdges(0, 500, undefined, 64)).toBe(null);
  expect(calendarEdges(-8e15, 8e15, undefined, 64)).toBe(null);
});
