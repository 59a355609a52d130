import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { comparePair } from '../../../src/stages/evaluate/compare/compare-pair.ts';
import { calibrationCurve } from '../../../src/stages/evaluate/curves/calibration-curve.ts';
import { metrics } from '../../../src/stages/evaluate/registry.ts';
import { scoreOutcome } from '../../../src/stages/evaluate/score.ts';
import { measureDrop } from '../../../src/stages/evaluate/stress/measure-drop.ts';
import { binaryOutcome, drawBinary, numberOutcome, quiet } from './fixtures.ts';

/** As in coverage.test.ts: `LATHE_FULL=1` draws 2,000 data sets (500 of a thousand rows), by default 100. */
const isFull = process.env['LATHE_FULL'] !== undefined;
const dataSetsFor = (n: number) => (isFull ? (n > 500 ? 500 : 2000) : 100);
const chanceOf = (n: number) => 3 * Math.sqrt((0.05 * 0.95) / dataSetsFor(n));
const REPLICATES = isFull ? 1000 : 250;

type Pair = readonly [Outcome, Outcome];

/** Two models that see the same evidence, the second one blurred: by little, a few rows alone tell them apart. */
function drawClassPair(rng: Rng, n: number, blur = 0.8): Pair {
  const actual = Array.from({ length: n }, () => (rng() < 0.4 ? 1 : 0));
  const evidence = actual.map((yes) => normal(rng) + (yes ? 0.75 : -0.75));
  const blurred = evidence.map((value) => (value + blur * normal(rng)) / (1 + blur ** 2));
  const scoresOf = (values: readonly number[]) => values.map((value) => 1 / (1 + Math.exp(-(1.5 * value + Math.log(0.4 / 0.6)))));
  return [binaryOutcome(actual, scoresOf(evidence)), binaryOutcome(actual, scoresOf(blurred))];
}

function drawNumberPair(rng: Rng, n: number): Pair {
  const actual = Array.from({ length: n }, () => 20 + 3 * normal(rng));
  const first = actual.map((value) => value + normal(rng));
  return [numberOutcome(actual, first), numberOutcome(actual, first.map((value) => value + 0.5 * normal(rng)))]; // prettier-ignore
}

const sources: { ids: string[]; draw: (rng: Rng, n: number) => Pair }[] = [
  { ids: ['accuracy', 'balanced_accuracy', 'f1', 'mcc', 'roc_auc', 'pr_auc', 'log_loss', 'brier'], draw: drawClassPair },
  { ids: ['accuracy', 'balanced_accuracy', 'f1', 'mcc', 'log_loss', 'brier'], draw: (rng, n) => drawClassPair(rng, n, 0.3) },
  { ids: ['rmse', 'mae', 'medae', 'r2'], draw: drawNumberPair }
];

const covers = ({ low, high }: { readonly low: number; readonly high: number }, truth: number) => low <= truth && truth <= high;

describe.each(isFull ? [50, 200, 1000] : [50])('on %i rows', (n) => {
  test.each(sources)(
    '95 % intervals of differences of $ids hold the truth 93 to 97 times in 100',
    { timeout: 3_000_000 },
    async ({ ids, draw }) => {
      const [first, second] = draw(createRng(98), isFull ? 400_000 : 100_000);
      const truth = ids.map((id) => scoreOutcome(metrics.get(id), first) - scoreOutcome(metrics.get(id), second));
      const held = ids.map(() => 0);
      const rng = createRng(n);
      for (let i = 0; i < dataSetsFor(n); i++) {
        const pair = draw(rng, n);
        for (const [j, id] of ids.entries()) {
          const { difference } = await comparePair(...pair, id, { seed: i, context: quiet, replicates: REPLICATES });
          if (covers(difference, truth[j]!)) held[j]!++;
        }
      }
      const shares = held.map((count) => count / dataSetsFor(n));
      if (isFull) console.log(n, JSON.stringify(Object.fromEntries(ids.map((id, j) => [id, shares[j]]))));
      shares.forEach((share, j) => {
        expect(share, ids[j]).toBeGreaterThan(0.93 - chanceOf(n));
        expect(share, ids[j]).toBeLessThan(0.97 + chanceOf(n));
      });
    }
  );

  test.each(['accuracy', 'brier'])(
    '95 % intervals of what stress takes from the %s hold the truth 93 to 97 times in 100',
    { timeout: 3_000_000 },
    async (id) => {
      const metric = metrics.get(id);
      // As rows are and as they are under noise, which turns few of them over.
      const [base, trial] = drawClassPair(createRng(98), 200_000, 0.5);
      const truth = (metric.higherIsBetter ? 1 : -1) * (scoreOutcome(metric, base) - scoreOutcome(metric, trial));
      const rng = createRng(n);
      let held = 0;
      for (let i = 0; i < dataSetsFor(n); i++) {
        const [own, broken] = drawClassPair(rng, n, 0.5);
        const { drop } = await measureDrop(own, [broken], { metric, seed: i, context: quiet, replicates: REPLICATES });
        if (covers(drop, truth)) held++;
      }
      if (isFull) console.log(n, 'drop', id, held / dataSetsFor(n));
      expect(held / dataSetsFor(n)).toBeGreaterThan(0.93 - chanceOf(n));
      expect(held / dataSetsFor(n)).toBeLessThan(0.97 + chanceOf(n));
    }
  );

  test('bands of a calibration curve hold what the claims of a bin come to 93 to 97 times in 100', () => {
    const rng = createRng(n);
    let [held, bands] = [0, 0];
    const sets = 4 * dataSetsFor(n);
    for (let i = 0; i < sets; i++) {
      // The claims are the chances themselves, so that what comes of a bin is what it claims.
      for (const bin of calibrationCurve(drawBinary(rng, n)).bins) {
        bands++;
        if (covers(bin, bin.predicted)) held++;
      }
    }
    if (isFull) console.log(n, 'bands', held / bands);
    expect(held / bands).toBeGreaterThan(0.93 - chanceOf(n) / 3);
    expect(held / bands).toBeLessThan(0.97 + chanceOf(n) / 3);
  });
});
