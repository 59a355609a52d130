import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { reliabilityParts } from '../../../src/stages/evaluate/curves/reliability-parts.ts';
import { decisionCurve } from '../../../src/stages/evaluate/decisions/net-benefit.ts';
import { profitOf } from '../../../src/stages/evaluate/decisions/profit.ts';
import { metrics } from '../../../src/stages/evaluate/registry.ts';
import { scoreOutcome } from '../../../src/stages/evaluate/score.ts';
import { chooseThreshold } from '../../../src/stages/evaluate/threshold.ts';
import { binaryOutcome, drawBinary } from './fixtures.ts';

const outcome = drawBinary(createRng(31), 400, 1.5, 0.3);
const scores = Array.from({ length: 400 }, (_, row) => outcome.probabilities[2 * row + 1]!);
const countsAt = (threshold: number) => {
  const called = scores.flatMap((score, row) => (score >= threshold ? [row] : []));
  const hits = called.filter((row) => outcome.actual[row] === 1).length;
  return { called: called.length, hits, alarms: called.length - hits };
};
const positives = outcome.actual.filter((code) => code === 1).length;

describe('profit', () => {
  /** A find brings 10, a false alarm costs 2, a miss costs 5. */
  const costs = [
    [0, 2],
    [5, -10]
  ];
  /** An outcome that decides at a fourth. */
  const decided = binaryOutcome(outcome.actual, scores, 0.25);

  test('is what each kind of answer brings, a row, at every threshold, against the better of always and never', () => {
    const { curve, perRow, never, returned } = profitOf(decided, costs)!;
    expect(never).toBeCloseTo((-5 * positives) / 400, 12);
    for (const { threshold, model, all, gain } of curve) {
      const { hits, alarms } = countsAt(threshold);
      expect(model.value).toBeCloseTo((10 * hits - 2 * alarms - 5 * (positives - hits)) / 400, 12);
      expect(all).toBeCloseTo((10 * positives - 2 * (400 - positives)) / 400, 12);
      expect(gain.value).toBeCloseTo(model.value - Math.max(all, never), 12);
    }
    const { hits, alarms } = countsAt(0.25);
    expect(perRow.value).toBeCloseTo((10 * hits - 2 * alarms - 5 * (positives - hits)) / 400, 12);
    expect(returned!.value).toBeCloseTo((15 * hits - 2 * alarms) / (2 * alarms), 9);
    expect(returned!.low).toBeLessThan(returned!.value);
  });

  test('the interval of the return holds the truth 95 times in 100', () => {
    const rng = createRng(12);
    const everything = drawBinary(createRng(98), 200_000);
    const truth = profitOf(everything, costs)!.returned!.value;
    let held = 0;
    for (let round = 0; round < 150; round++) {
      const { low, high } = profitOf(drawBinary(rng, 400), costs)!.returned!;
      if (low <= truth && truth <= high) held++;
    }
    expect(held).toBeGreaterThanOrEqual(132);
    expect(held).toBeLessThan(150);
  });

  test('there is none without costs, and no return where acting costs nothing', () => {
    expect(profitOf(decided, [[0, 0], [0, 0]])).toBeNull(); // prettier-ignore
    expect(profitOf({ ...decided, positive: null }, costs)).toBeNull();
    expect(profitOf(decided, [[0, 0], [5, 0]])!.returned).toBeNull(); // prettier-ignore
  });
});

describe('net benefit', () => {
  test('is finds less false alarms at their price, a row', () => {
    for (const { threshold, model, all } of decisionCurve(outcome)) {
      const { hits, alarms } = countsAt(threshold);
      const odds = threshold / (1 - threshold);
      expect(model.value).toBeCloseTo((hits - alarms * odds) / 400, 12);
      expect(all).toBeCloseTo((positives - (400 - positives) * odds) / 400, 12);
    }
  });

  test('its interval holds the truth 95 times in 100', () => {
    const rng = createRng(8);
    const at = (curve: ReturnType<typeof decisionCurve>) => curve[14]!;
    const everything = drawBinary(createRng(99), 200_000);
    const { threshold } = at(decisionCurve(outcome));
    let truth = 0;
    everything.actual.forEach((code, row) => {
      if (everything.probabilities[2 * row + 1]! >= threshold) truth += (code === 1 ? 1 : -threshold / (1 - threshold)) / 200_000;
    });
    let held = 0;
    for (let round = 0; round < 150; round++) {
      const { low, high } = at(decisionCurve(drawBinary(rng, 200))).model;
      if (low <= truth && truth <= high) held++;
    }
    expect(held / 150).toBeGreaterThan(0.9);
    expect(held / 150).toBeLessThan(0.995);
  });

  test('a model of noise gains nothing surely, and one class has no curve', () => {
    const rng = createRng(4);
    const noise = binaryOutcome(outcome.actual, scores.map(() => rng())); // prettier-ignore
    expect(decisionCurve(noise).filter(({ gain }) => gain.low > 0).length).toBeLessThan(4);
    expect(decisionCurve(binaryOutcome([1, 1], [0.4, 0.6]))).toEqual([]);
    expect(decisionCurve({ ...outcome, positive: null })).toEqual([]);
  });

  test('ten rows of each group are no ten rows', () => {
    const of = Int32Array.from({ length: 400 }, (_, row) => Math.floor(row / 10));
    const copied = binaryOutcome(Array.from(of, (group) => outcome.actual[group]!), Array.from(of, (group) => scores[group]!)); // prettier-ignore
    const [asRows, asGroups] = [copied, { ...copied, kinship: { kind: 'groups', of } as const }].map(
      (one) => decisionCurve(one)[10]!.model
    );
    expect(asGroups!.high - asGroups!.low).toBeGreaterThan(2 * (asRows!.high - asRows!.low));
  });
});

describe('a threshold within a limit', () => {
  const cuts = [...new Set(scores)];

  test('precision: the most found with at least that', () => {
    const { threshold, value } = chooseThreshold(outcome, { kind: 'precision', least: 0.6 });
    const { called, hits } = countsAt(threshold);
    expect(hits / called).toBeGreaterThanOrEqual(0.6);
    expect(value).toBeCloseTo(hits / positives, 12);
    for (const cut of cuts) {
      const other = countsAt(cut);
      if (other.hits / other.called >= 0.6) expect(other.hits).toBeLessThanOrEqual(hits);
    }
  });

  test('called: the most found while no more are called', () => {
    const { threshold } = chooseThreshold(outcome, { kind: 'called', most: 0.2 });
    const { called, hits } = countsAt(threshold);
    expect(called).toBeLessThanOrEqual(80);
    for (const cut of cuts) if (countsAt(cut).called <= 80) expect(countsAt(cut).hits).toBeLessThanOrEqual(hits);
  });

  test('recall: the fewest false alarms at that', () => {
    const { threshold, value } = chooseThreshold(outcome, { kind: 'recall', least: 0.8 });
    const { hits, alarms } = countsAt(threshold);
    expect(value).toBeGreaterThanOrEqual(0.8);
    for (const cut of cuts) if (countsAt(cut).hits >= hits) expect(countsAt(cut).alarms).toBeGreaterThanOrEqual(alarms);
  });

  test('what can’t be kept to calls none', () => {
    const worst = binaryOutcome([0, 1, 0, 1], [0.9, 0.1, 0.8, 0.2]);
    const chosen = chooseThreshold(worst, { kind: 'precision', least: 0.9 });
    expect(chosen.threshold).toBeGreaterThan(1);
    expect(chosen.value).toBe(0);
  });
});

describe('what the squared error is made of', () => {
  test('the parts add up, and are those of the definition where claims in a bin are equal', () => {
    const claims = [0.1, 0.4, 0.8];
    const rng = createRng(2);
    const rows = Array.from({ length: 300 }, (_, row) => claims[row % 3]!);
    const actual = rows.map((claim) => (rng() < claim ** 2 ? 1 : 0));
    const parts = reliabilityParts(binaryOutcome(actual, rows));
    const base = actual.reduce<number>((sum, one) => sum + one, 0) / 300;
    const came = claims.map((_, k) => actual.filter((one, row) => row % 3 === k && one === 1).length / 100);
    expect(parts.reliability).toBeCloseTo(
      claims.reduce((sum, claim, k) => sum + (claim - came[k]!) ** 2 / 3, 0),
      12
    );
    expect(parts.resolution).toBeCloseTo(
      came.reduce((sum, share) => sum + (share - base) ** 2 / 3, 0),
      12
    );
    expect(parts.uncertainty).toBeCloseTo(base * (1 - base), 12);
    expect(parts.within).toBeCloseTo(0, 12);
    expect(parts.squared).toBeCloseTo(scoreOutcome(metrics.get('brier'), binaryOutcome(actual, rows)), 12);
    expect(parts.equalWidth).toBeCloseTo(
      claims.reduce((sum, claim, k) => sum + Math.abs(claim - came[k]!) / 3, 0),
      12
    );
  });

  test('both ways of binning agree with the metric, and weights count rows', () => {
    const parts = reliabilityParts(outcome);
    expect(parts.equalMass).toBeCloseTo(scoreOutcome(metrics.get('ece'), outcome), 12);
    expect(parts.squared).toBeCloseTo(parts.reliability - parts.resolution + parts.uncertainty + parts.within, 12);
    const doubled = { ...outcome, weights: new Float64Array(400).fill(2) };
    for (const key of ['equalMass', 'equalWidth', 'reliability', 'within'] as const)
      expect(reliabilityParts(doubled)[key]).toBeCloseTo(parts[key], 12);
  });
});
