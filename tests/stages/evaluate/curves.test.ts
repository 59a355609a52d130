import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { calibrationCurve } from '../../../src/stages/evaluate/curves/calibration-curve.ts';
import { confusionTable } from '../../../src/stages/evaluate/curves/confusion-table.ts';
import { learningSummary } from '../../../src/stages/evaluate/curves/learning-summary.ts';
import { gainCurve, prCurve, rocCurve } from '../../../src/stages/evaluate/curves/ranking-curves.ts';
import { residualDiagnostics } from '../../../src/stages/evaluate/curves/residuals.ts';
import { metrics } from '../../../src/stages/evaluate/registry.ts';
import { scoreOutcome } from '../../../src/stages/evaluate/score.ts';
import { binaryOutcome, drawBinary, drawNumbers, numberOutcome, readReference } from './fixtures.ts';

const reference = (
  readReference('evaluate.json') as { curves: { actual: number[]; scores: number[]; weights: number[]; roc: number[][]; pr: number[][] } }
).curves;
const weighted = { ...binaryOutcome(reference.actual, reference.scores), weights: Float64Array.from(reference.weights) };
const closeTo = (got: readonly number[], wanted: readonly number[]) => {
  expect(got.length).toBe(wanted.length);
  got.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 10));
};

describe('against scikit-learn, with ties and weights', () => {
  test('the ROC curve has the same points', () => {
    const { points } = rocCurve(weighted, 1);
    closeTo(points.map((point) => point.falsePositiveRate), reference.roc[0]!); // prettier-ignore
    closeTo(points.map((point) => point.truePositiveRate), reference.roc[1]!); // prettier-ignore
    closeTo(points.slice(1).map((point) => point.threshold), reference.roc[2]!); // prettier-ignore
  });

  test('the precision-recall curve has the same points', () => {
    const points = prCurve(weighted, 1);
    closeTo(points.map((point) => point.precision), reference.pr[0]!); // prettier-ignore
    closeTo(points.map((point) => point.recall), reference.pr[1]!); // prettier-ignore
    closeTo(points.map((point) => point.threshold), reference.pr[2]!); // prettier-ignore
  });
});

test('a long curve is thinned to 500 points that keep its ends and its area', () => {
  const outcome = drawBinary(createRng(2), 20_000);
  const { points } = rocCurve(outcome, 1);
  expect(points.length).toBeLessThanOrEqual(500);
  expect(points.length).toBeGreaterThan(200);
  expect(points[0]).toMatchObject({ threshold: Infinity, falsePositiveRate: 0, truePositiveRate: 0 });
  expect(points.at(-1)).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 });
  let area = 0;
  for (let i = 1; i < points.length; i++) {
    area +=
      ((points[i]!.falsePositiveRate - points[i - 1]!.falsePositiveRate) *
        (points[i]!.truePositiveRate + points[i - 1]!.truePositiveRate)) /
      2;
  }
  expect(area).toBeCloseTo(scoreOutcome(metrics.get('roc_auc'), outcome), 3);
});

test('the best ROC point is the one highest above the diagonal', () => {
  expect(rocCurve(binaryOutcome([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), 1).best).toEqual({
    threshold: 0.8,
    falsePositiveRate: 0,
    truePositiveRate: 0.5
  });
});

test('curves of one class are empty', () => {
  const outcome = binaryOutcome([0, 0], [0.2, 0.4]);
  expect(rocCurve(outcome, 1)).toEqual({ points: [], best: null });
  expect(prCurve(outcome, 1)).toEqual([]);
  expect(gainCurve(outcome, 1)).toEqual([]);
});

test('gain and lift', () => {
  const points = gainCurve(binaryOutcome([1, 1, 0, 0], [0.9, 0.8, 0.2, 0.1]), 1);
  expect(points.map(({ share, gain, lift }) => [share, gain, lift])).toEqual([
    [0.25, 0.5, 2],
    [0.5, 1, 2],
    [0.75, 1, 4 / 3],
    [1, 1, 1]
  ]);
});

test('the confusion table counts, and gives every class its precision and recall with bounds', () => {
  const table = confusionTable(binaryOutcome([0, 0, 0, 1, 1], [0.2, 0.7, 0.1, 0.9, 0.4]));
  expect(table.counts).toEqual([
    [2, 1],
    [1, 1]
  ]);
  expect(table.classes[1]).toMatchObject({
    label: 'yes',
    actual: 2,
    predicted: 2,
    f1: 0.5,
    recall: { value: 0.5, method: 'Wilson', n: 2 }
  });
  expect(table.classes[1]!.precision.low).toBeGreaterThan(0);
  const none = confusionTable(binaryOutcome([0, 0], [0.1, 0.2])).classes[1]!;
  expect(none).toMatchObject({ f1: NaN, precision: { value: NaN, low: NaN } });
});

test('calibration: ten bins of equal mass whose error is the metric', () => {
  const outcome = drawBinary(createRng(3), 1000);
  const curve = calibrationCurve(outcome);
  expect(curve.bins).toHaveLength(10);
  for (const bin of curve.bins) {
    expect(bin.rows).toBe(100);
    expect(bin.low).toBeLessThan(bin.observed);
    expect(bin.high).toBeGreaterThan(bin.observed);
  }
  expect(curve.error).toBeCloseTo(scoreOutcome(metrics.get('ece'), outcome), 12);
  expect(curve.error).toBeLessThan(0.06);
});

test('equal probabilities share a bin', () => {
  expect(calibrationCurve(binaryOutcome([0, 1, 0, 1], [0.4, 0.4, 0.4, 0.4])).bins).toMatchObject([
    { predicted: 0.4, observed: 0.5, rows: 4 }
  ]);
});

describe('residuals', () => {
  test('of a good model lie around 0, and along the normal line', () => {
    const { actual: guess, predicted: truth } = drawNumbers(createRng(4), 4000);
    const diagnostics = residualDiagnostics(numberOutcome(truth, guess));
    expect(diagnostics.points).toHaveLength(500);
    expect(diagnostics.qq).toHaveLength(500);
    for (const { expected, residual } of diagnostics.qq.slice(50, 450)) expect(Math.abs(expected - residual)).toBeLessThan(0.1);
    expect(diagnostics.bins).toHaveLength(12);
    expect(diagnostics.bins.reduce((rows, bin) => rows + bin.rows, 0)).toBe(4000);
    for (const bin of diagnostics.bins) expect(Math.abs(bin.median)).toBeLessThan(0.3);
    expect(diagnostics.quantiles.find(({ share }) => share === 0.5)!.residual).toBeCloseTo(0, 1);
  });

  test('of a model that bends are seen in the bins', () => {
    const rng = createRng(6);
    const x = Array.from({ length: 600 }, () => normal(rng));
    const { bins } = residualDiagnostics(numberOutcome(x.map((value) => value * value), x)); // prettier-ignore
    expect(bins[0]!.median).toBeGreaterThan(2);
    expect(bins[6]!.median).toBeLessThan(bins[0]!.median);
  });

  test('of few or no rows do not break', () => {
    expect(residualDiagnostics(numberOutcome([], []))).toMatchObject({ bins: [], qq: [], points: [] });
    expect(residualDiagnostics(numberOutcome([1], [2])).bins).toMatchObject([{ median: -1, rows: 1 }]);
  });
});

describe('a learning curve', () => {
  const curve = (losses: number[]) => losses.map((validation, i) => ({ step: i + 1, train: 1 / (i + 1), validation }));

  test.each([
    ['settled', [1, 0.5, 0.3, 0.25, 0.25, 0.25, 0.25, 0.25]],
    ['still-improving', [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3]],
    ['overfitting', [1, 0.5, 0.4, 0.45, 0.55, 0.65, 0.7, 0.8]],
    ['diverged', [1, 0.5, NaN, 0.4, 0.4]],
    ['unknown', [1, 0.5]]
  ])('is called %s', (verdict, losses) => {
    expect(learningSummary(curve(losses))!.verdict).toBe(verdict);
  });

  test('on the training rows alone does not say that more rounds may help', () => {
    const falling = Array.from({ length: 20 }, (_, i) => ({ step: i + 1, train: 1 / (i + 1) ** 0.3, validation: null }));
    expect(learningSummary(falling)!.verdict).toBe('training-only');
  });

  test('names its best step', () => {
    expect(learningSummary(curve([1, 0.5, 0.4, 0.45, 0.6]))).toMatchObject({ bestStep: 3, steps: 5, validation: 0.6 });
    expect(learningSummary([])).toBeNull();
  });
});
