import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { dataCurve } from '../../../src/stages/evaluate/more-data/data-curve.ts';
import { distanceAt, fitPowerLaw } from '../../../src/stages/evaluate/more-data/power-law.ts';
import { metrics } from '../../../src/stages/evaluate/registry.ts';

const rows = [32, 64, 128, 256, 512, 1024];
const sizes = { train: 1024, validation: 256 };
const accuracy = metrics.get('accuracy');

/** Accuracies of folds around 1 less floor less scale (rows / 1024)^-power, each fold with luck of its own at all sizes and more of it at few rows. */
function simulated(law: { floor: number; scale: number; power: number }, seed: number, folds = 5) {
  const rng = createRng(seed);
  const luck = Array.from({ length: folds }, () => 0.01 * normal(rng));
  return rows.map((count) =>
    luck.map((own) => 1 - distanceAt(law, count / 1024) - own - 0.006 * Math.sqrt(1024 / count / 4) * normal(rng))
  );
}

const judged = (law: { floor: number; scale: number; power: number }, seed: number) =>
  dataCurve(accuracy, { rows, scores: simulated(law, seed), sizes, chance: 0.5 }, createRng(seed + 1000));

test('a power law without noise is found again', () => {
  const shares = rows.map((count) => count / 1024);
  const law = { floor: 0.1, scale: 0.05, power: 0.5 };
  const found = fitPowerLaw({ shares, weights: shares.map(() => 1), distances: shares.map((share) => distanceAt(law, share)) })!;
  expect(Math.abs(distanceAt(found, 2) - distanceAt(law, 2))).toBeLessThan(1e-3);
});

test('no floor lies beyond perfection', () => {
  const shares = rows.map((count) => count / 1024);
  const found = fitPowerLaw({ shares, weights: shares.map(() => 1), distances: shares.map((share) => 0.2 - 0.19 * share) })!;
  expect(found.floor).toBeGreaterThanOrEqual(0);
});

test('a curve that has not come to rest asks for more rows, and a flat one does not', () => {
  const steep = judged({ floor: 0.05, scale: 0.12, power: 0.6 }, 3);
  expect(steep.verdict).toBe('more-helps');
  expect(steep.sentence).toContain('would raise the accuracy by about');
  const flat = judged({ floor: 0.2, scale: 0, power: 1 }, 4);
  expect(flat.verdict).not.toBe('more-helps');
  expect(flat.gain!.low).toBeLessThanOrEqual(0);
});

test('errors fall where rows help', () => {
  const rmse = metrics.get('rmse');
  const scores = simulated({ floor: 0.05, scale: 0.12, power: 0.6 }, 3).map((own) => own.map((value) => 10 * (1 - value)));
  const curve = dataCurve(rmse, { rows, scores, sizes, chance: 5 }, createRng(1));
  expect(curve.verdict).toBe('more-helps');
  expect(curve.sentence).toContain('would lower');
  expect(curve.line.at(-1)!.value).toBeLessThan(curve.points.at(-1)!.score.value);
});

test('what can’t be told is said: two sizes, or folds that are all the same', () => {
  const few = dataCurve(accuracy, { rows: [50, 100], scores: [[0.7, 0.8], [0.8, 0.9]], sizes, chance: 0.5 }, createRng(1)); // prettier-ignore
  expect(few).toMatchObject({ verdict: 'cannot-tell', law: null, gain: null, line: [] });
  const alike = dataCurve(accuracy, { rows, scores: rows.map(() => [1, 1, 1, 1, 1]), sizes, chance: 0.5 }, createRng(1));
  expect(alike.verdict).toBe('cannot-tell');
  expect(alike.sentence).toContain('can’t be told');
});

test('sizes with which nothing was learned are no part of the curve', () => {
  const law = { floor: 0.05, scale: 0.12, power: 0.6 };
  const learned = simulated(law, 5);
  const guessed = [16, 24].map(() => learned[0]!.map(() => 0.5));
  const curve = dataCurve(accuracy, { rows: [16, 24, ...rows], scores: [...guessed, ...learned], sizes, chance: 0.5 }, createRng(1005));
  const without = judged(law, 5);
  expect(curve.points).toHaveLength(rows.length + 2);
  expect(curve.line[0]!.rows).toBe(rows[0]);
  expect(curve.gain).toEqual(without.gain);
  const last = curve.points.at(-1)!;
  const fitted = curve.line.find((point) => point.rows >= last.rows)!;
  expect(Math.abs(fitted.value - last.score.value)).toBeLessThan(0.03);
});

test('a size at which folds happen to agree does not draw the line to itself', () => {
  const law = { floor: 0.05, scale: 0.12, power: 0.6 };
  const truth = 1 - distanceAt(law, rows[4]! / 1024);
  const odd = simulated(law, 6).map((own, s) => (s === 4 ? own.map((_, fold) => truth - 0.1 + 1e-4 * fold) : own));
  const curve = dataCurve(accuracy, { rows, scores: odd, sizes, chance: 0.5 }, createRng(1));
  const there = curve.line.find((point) => point.rows >= rows[4]!)!.value;
  expect(there - (truth - 0.1)).toBeGreaterThan(0.02);
});

test('the interval of the gain holds the truth about as often as it says, and a flat curve seldom looks like one that rises', () => {
  const repeats = process.env['LATHE_FULL'] ? 400 : 20;
  const law = { floor: 0.05, scale: 0.1, power: 0.5 };
  const truth = 0.1 * (1 - 2 ** -0.5);
  let [held, falseAlarms] = [0, 0];
  for (let seed = 0; seed < repeats; seed++) {
    const { low, high } = judged(law, seed).gain!;
    held += low <= truth && truth <= high ? 1 : 0;
    falseAlarms += judged({ floor: 0.2, scale: 0, power: 1 }, seed).verdict === 'more-helps' ? 1 : 0;
  }
  console.log(`gain of twice the rows inside its interval in ${held} of ${repeats}; a flat curve told to rise in ${falseAlarms}`);
  expect(held / repeats).toBeGreaterThan(0.88);
  expect(falseAlarms / repeats).toBeLessThan(0.06);
});
