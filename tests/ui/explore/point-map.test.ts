import { describe, expect, test } from 'vitest';
import { colouringOf, nearestPoint, nextPoint, placePoints, pointsInside } from '../../../src/ui/explore/map/point-map.ts';
import { looksOf } from '../../../src/ui/explore/look.ts';

const spots = placePoints({ x: Float32Array.of(0, 10, 5), y: Float32Array.of(0, 0, 10) }, 128, 128);

describe('points on a canvas', () => {
  test('keep one scale on both axes, and up is up', () => {
    expect(spots[1]!.x - spots[0]!.x).toBeCloseTo(spots[0]!.y - spots[2]!.y, 9);
    expect(spots[2]!.y).toBeLessThan(spots[0]!.y);
  });
  test('a line around two of them chooses these two', () => {
    const line = [{ x: -1, y: 90 }, { x: 130, y: 90 }, { x: 130, y: 130 }, { x: -1, y: 130 }]; // prettier-ignore
    expect(pointsInside(spots, line)).toEqual([0, 1]);
    expect(pointsInside(spots, line.slice(0, 2))).toEqual([]);
  });
  test('one is found by pointing, and the next by an arrow key', () => {
    expect(nearestPoint(spots, { x: spots[2]!.x + 3, y: spots[2]!.y }, 8)).toBe(2);
    expect(nearestPoint(spots, { x: 64, y: 90 }, 8)).toBe(-1);
    expect(nextPoint(spots, 0, 'ArrowRight')).toBe(2);
    expect(nextPoint(spots, 2, 'ArrowRight')).toBe(1);
    expect(nextPoint(spots, 1, 'ArrowRight')).toBe(1);
  });
});

test('colours: the commonest values and the rest, or four steps of a number', () => {
  const many = colouringOf({ kind: 'category', codes: Int32Array.of(0, 0, 1, 1, 2, 3, 4, -1, 0), labels: ['a', 'b', 'c', 'd', 'e'] });
  expect(many.keys).toEqual(['a', 'b', 'c', '2 other values']);
  expect([...many.of]).toEqual([0, 0, 1, 1, 2, 3, 3, -1, 0]);
  const steps = colouringOf({ kind: 'number', values: Float64Array.of(1, 2, 3, 4, 5, NaN) });
  expect(steps.keys).toEqual(['up to 2', 'up to 3', 'up to 4', 'above 4']);
  expect([...steps.of]).toEqual([0, 0, 1, 2, 3, -1]);
  const twoOfThem = colouringOf({ kind: 'number', values: Float64Array.of(1, 0, NaN, 1) });
  expect([twoOfThem.keys, [...twoOfThem.of]]).toEqual([
    ['0', '1'],
    [1, 0, -1, 1]
  ]);
  expect(colouringOf({ kind: 'number', values: Float64Array.of(NaN) }).keys).toEqual([]);
});

test('only what the columns allow can be looked at', () => {
  const columns = [{ name: 'a', type: 'text' as const, role: 'feature' as const, missing: 0, distinct: 2 }];
  expect(looksOf({ columns }).map(({ value }) => value)).not.toContain('linked');
  expect(looksOf({ columns }).map(({ value }) => value)).toContain('quality');
});
