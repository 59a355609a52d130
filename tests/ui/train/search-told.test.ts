import { expect, test } from 'vitest';
import { parallelCoordinates, type ParallelCoordinatesData } from '../../../src/charts/parallel-coordinates.ts';
import { sayWatchedInstead } from '../../../src/core/no-package.ts';
import { sayWhen } from '../../../src/ui/train/auto-view.ts';
import { look } from '../../charts/look.ts';

test('the account of a search says when it was made, and what has overtaken it since', () => {
  const at = new Date(2026, 2, 3, 10, 5).getTime();
  expect(sayWhen(at, null, at)).toMatch(/^Searched today .*10.05/);
  expect(sayWhen(at, 'Random forest', at)).toMatch(/Since then another run has overtaken what it found: random forest\.$/);
});

test('a forecast and lists are watched in another way, and other tasks have nothing of the kind', () => {
  expect(sayWatchedInstead('forecasting')).toContain('train it again');
  expect(sayWatchedInstead('classification')).toBe('');
});

const trials = (scores: readonly number[]): ParallelCoordinatesData => ({
  metric: 'accuracy',
  higherIsBetter: true,
  axes: [{ name: 'min samples in a leaf', low: '1', high: '9' }],
  trials: scores.map((score, i) => ({ places: [i / scores.length], values: [String(i)], score, share: 1 }))
});

test('one setting that failed lies at the foot and does not press the others together', () => {
  const placesOf = (data: ParallelCoordinatesData) => {
    const { layer } = parallelCoordinates.spec(data, look) as unknown as {
      layer: { data: { values: { place: number; row?: number }[] } }[];
    };
    return layer[2]!.data.values.map(({ place }) => place);
  };
  const [worst, ...others] = placesOf(trials([0.1, 0.8, 0.82, 0.84, 0.86, 0.88]));
  expect(worst).toBe(0);
  expect(Math.max(...others) - Math.min(...others)).toBeGreaterThan(0.9);
  expect(JSON.stringify(parallelCoordinates.spec(trials([0.1, 0.8, 0.82, 0.84, 0.86, 0.88]), look))).toContain('0.8 or worse');
});
