import { describe, expect, test } from 'vitest';
import type { ClassOutcome } from '../../../src/core/outcome.ts';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import type { Table } from '../../../src/core/table.ts';
import { distancesOf, setOf, setScores, sharesAsFarOut } from '../../../src/predict/limits.ts';
import { stretchOf } from '../../../src/predict/limits-ends.ts';
import { conformalHalfWidth } from '../../../src/stages/evaluate/conformal.ts';
import { fitDistance, leftOut } from '../../../src/stages/evaluate/limits/distance.ts';
import { limitsReport } from '../../../src/stages/evaluate/limits/limits-report.ts';
import { fitSets } from '../../../src/stages/evaluate/limits/prediction-sets.ts';
import { fitWidths } from '../../../src/stages/evaluate/limits/widths.ts';
import { numberOutcome } from './fixtures.ts';

/** Classes of unequal shares whose probabilities are too sure by far. */
function drawClasses(rng: Rng, n: number, k: number): ClassOutcome {
  const shares = Array.from({ length: k }, (_, code) => 1 / (code + 1));
  const mass = shares.reduce((sum, share) => sum + share, 0);
  const actual = new Int32Array(n);
  const probabilities = new Float64Array(n * k);
  for (let row = 0; row < n; row++) {
    let [code, left] = [0, rng() * mass];
    while (code < k - 1 && left > shares[code]!) left -= shares[code++]!;
    actual[row] = code;
    const odds = shares.map((share, j) => Math.log(share) + normal(rng) + (j === code ? 1.6 : 0)).map((log) => Math.exp(2 * log));
    const sum = odds.reduce((total, one) => total + one, 0);
    odds.forEach((one, j) => (probabilities[row * k + j] = one / sum));
  }
  const predicted = Int32Array.from(actual, (_, row) => {
    const own = probabilities.subarray(row * k, row * k + k);
    return own.indexOf(own.reduce((top, p) => Math.max(top, p), 0));
  });
  return { kind: 'classes', labels: shares.map((_, j) => `class ${j}`), actual, probabilities, predicted, positive: null, weights: null };
}

describe('sets of classes', () => {
  test('a score is what is likelier and half of its own', () => {
    expect([...setScores(Float64Array.of(0.2, 0.5, 0.3), { penalty: 0, free: 0 })]).toEqual([0.9, 0.25, 0.65]);
    expect([...setScores(Float64Array.of(0.2, 0.5, 0.3), { penalty: 0.1, free: 1 })].map((s) => Number(s.toFixed(9)))).toEqual([
      1.1, 0.25, 0.75
    ]);
  });

  test.each([2, 3, 12])('of %i classes they hold the right one in 95 of 100 rows, the rare ones too', (k) => {
    const rng = createRng(k);
    const held = Array.from({ length: k }, () => [0, 0] as [number, number]);
    let [size, rows] = [0, 0];
    for (let round = 0; round < 20; round++) {
      const sets = fitSets(drawClasses(rng, k > 5 ? 4000 : 1500, k))!;
      expect(sets.penalty > 0).toBe(k > 5);
      const fresh = drawClasses(rng, 400, k);
      fresh.actual.forEach((code, row) => {
        const set = setOf(fresh.probabilities.subarray(row * k, row * k + k), sets);
        held[code]![1]++;
        if (set.includes(code)) held[code]![0]++;
        size += set.length;
        rows++;
      });
    }
    for (const [hits, n] of held) {
      expect(hits / n).toBeGreaterThan(0.93 - 3 * Math.sqrt((0.05 * 0.95) / n));
      expect(hits / n).toBeLessThan(0.985);
    }
    expect(size / rows).toBeLessThan(k);
  });

  test.each(['drawn', 'smallest'] as const)('%s ones hold it in 95 of 100 rows of each class too, and are as large as is told', (kind) => {
    const rng = createRng(8);
    const held = Array.from({ length: 4 }, () => [0, 0] as [number, number]);
    const sizes = [0, 0];
    for (let round = 0; round < 30; round++) {
      const seen = drawClasses(rng, 1500, 4);
      const [sets, usual] = [fitSets(seen, null, { kind, draw: rng })!, fitSets(seen)!];
      expect(sets.rule).toBe(kind);
      const fresh = drawClasses(rng, 300, 4);
      fresh.actual.forEach((code, row) => {
        const own = fresh.probabilities.subarray(row * 4, row * 4 + 4);
        const set = setOf(own, sets, 0, rng());
        held[code]![1]++;
        if (set.includes(code)) held[code]![0]++;
        sizes[0]! += set.length;
        sizes[1]! += setOf(own, usual).length;
      });
    }
    for (const [hits, n] of held) {
      expect(hits / n).toBeGreaterThan(0.94 - 3 * Math.sqrt((0.05 * 0.95) / n));
      expect(hits / n).toBeLessThan(0.985);
    }
    expect(Math.sign(sizes[0]! - sizes[1]!)).toBe(kind === 'smallest' ? -1 : 1);
  });

  test('what is promised is measured class by class, with its interval', () => {
    const rng = createRng(4);
    const limits = { sets: fitSets(drawClasses(rng, 900, 3)), widths: null, distance: null };
    const fresh = drawClasses(rng, 600, 3);
    const each = Array.from({ length: 600 }, (_, row) => setOf(fresh.probabilities.subarray(row * 3, row * 3 + 3), limits.sets!));
    const { sets, answers, stretches } = limitsReport(fresh, limits, { sets: each, low: null, high: null, share: null, shares: {} });
    expect(sets!.inside).toMatchObject({ n: 600, method: 'Wilson' });
    expect(sets!.classes.map(({ inside }) => inside.n).reduce((sum, n) => sum + n, 0)).toBe(600);
    expect(sets!.sizes.reduce((sum, n) => sum + n, 0)).toBe(600);
    expect(sets!.single.value).toBeCloseTo(sets!.sizes[0]! / 600, 12);
    expect(sets!.rightAlone.value).toBeGreaterThan(0.9);
    expect(sets!.luck).toBeGreaterThan(0.01);
    expect(answers!.share.value).toBe(sets!.single.value);
    expect(answers!.right.value).toBeGreaterThan(answers!.refused.value);
    expect(stretches!.reduce((sum, { inside }) => sum + inside.n, 0)).toBe(600);
  });

  test('too few rows have no sets, and rows of weight 0 don’t count', () => {
    expect(fitSets(drawClasses(createRng(1), 18, 3))).toBeNull();
    expect(fitSets({ ...drawClasses(createRng(1), 40, 3), weights: new Float64Array(40) })).toBeNull();
  });
});

describe('ends by stretch', () => {
  /** The larger, the farther off. */
  const draw = (rng: Rng, n: number) => {
    const predicted = Array.from({ length: n }, () => 10 * rng());
    return numberOutcome(
      predicted.map((value) => value + (0.2 + value / 4) * normal(rng)),
      predicted
    );
  };

  test('small and large predictions are held alike, where one width for all is not', () => {
    const rng = createRng(6);
    const cover = { widths: [0, 0, 0, 0], one: [0, 0, 0, 0], rows: [0, 0, 0, 0] };
    for (let round = 0; round < 20; round++) {
      const seen = draw(rng, 1200);
      const widths = fitWidths(seen)!;
      const half = conformalHalfWidth(seen.actual.map((value, row) => value - seen.predicted[row]!));
      const fresh = draw(rng, 400);
      fresh.actual.forEach((value, row) => {
        const at = Math.min(3, Math.floor(fresh.predicted[row]! / 2.5));
        const [low, high] = stretchOf(widths, fresh.predicted[row]!);
        cover.rows[at]!++;
        cover.widths[at]! += value >= low && value <= high ? 1 : 0;
        cover.one[at]! += Math.abs(value - fresh.predicted[row]!) <= half ? 1 : 0;
      });
    }
    const shares = (hits: number[]) => hits.map((count, at) => count / cover.rows[at]!);
    expect(Math.min(...shares(cover.widths))).toBeGreaterThan(0.91);
    expect(shares(cover.one)[0]).toBeGreaterThan(0.99);
    expect(shares(cover.one)[3]).toBeLessThan(0.91);
    const all = cover.widths.reduce((sum, count) => sum + count, 0) / 8000;
    expect(all).toBeGreaterThan(0.94);
    expect(all).toBeLessThan(0.97);
  });

  test('few rows have one stretch, too few none, equal predictions one', () => {
    const rng = createRng(2);
    expect(fitWidths(draw(rng, 38))).toBeNull();
    expect(fitWidths(draw(rng, 60))!.edges).toHaveLength(0);
    expect(fitWidths(numberOutcome(Array.from({ length: 400 }, () => normal(rng)), new Array<number>(400).fill(3)))!.edges).toHaveLength(0); // prettier-ignore
  });
});

describe('how far out', () => {
  const table = (columns: Record<string, Float64Array>): Table => ({
    rows: Object.values(columns)[0]!.length,
    columns: Object.entries(columns).map(([name, values]) => ({ kind: 'number', name, values }))
  });
  const draw = (rng: Rng, n: number): Table => {
    const a = Float64Array.from({ length: n }, () => normal(rng));
    return table({ a, b: a.map((value) => 3 + 0.8 * value + 0.6 * normal(rng)), flat: new Float64Array(n).fill(7) });
  };

  test('the distance is the definition’s, and a row is held against the others without itself', () => {
    const rng = createRng(3);
    const whole = draw(rng, 300);
    const found = fitDistance(whole)!;
    expect(found.columns).toEqual(['a', 'b']);
    const [a, b] = whole.columns.map((column) => (column.kind === 'number' ? column.values : new Float64Array(0))) as [
      Float64Array,
      Float64Array
    ];
    const byDefinition = (rows: number[], row: number) => {
      const mean = (values: Float64Array) => rows.reduce((sum, i) => sum + values[i]!, 0) / rows.length;
      const [ma, mb] = [mean(a), mean(b)];
      const of = (x: Float64Array, mx: number, y: Float64Array, my: number) =>
        rows.reduce((sum, i) => sum + (x[i]! - mx) * (y[i]! - my), 0) / (rows.length - 1);
      const [aa, ab, bb] = [of(a, ma, a, ma) * 1.001, of(a, ma, b, mb), of(b, mb, b, mb) * 1.001];
      const [da, db] = [a[row]! - ma, b[row]! - mb];
      return (bb * da * da - 2 * ab * da * db + aa * db * db) / (aa * bb - ab * ab);
    };
    const rows = [...a.keys()];
    const squared = distancesOf(whole, found);
    for (const row of [0, 17, 200]) {
      expect(squared[row]).toBeCloseTo(byDefinition(rows, row), 9);
      const others = rows.filter((other) => other !== row);
      expect(leftOut(squared[row]!, 300) / byDefinition(others, row)).toBeCloseTo(1, 1);
    }
  });

  test('new rows of the same source are rarely far, strange ones are, even where each value alone is usual', () => {
    const rng = createRng(9);
    const found = fitDistance(draw(rng, 2000))!;
    const fresh = sharesAsFarOut(draw(rng, 4000), found);
    const far = fresh.filter((share) => share <= 0.01).length / 4000;
    expect(far).toBeGreaterThan(0.004);
    expect(far).toBeLessThan(0.02);
    expect(fresh.filter((share) => share <= 0.5).length / 4000).toBeCloseTo(0.5, 1);
    const strange = table({ a: Float64Array.of(2, 0, NaN), b: Float64Array.of(1.2, 3, 3), flat: Float64Array.of(7, 7, 7) });
    const [against, middle, gap] = sharesAsFarOut(strange, found);
    expect(against).toBeCloseTo(1 / 300, 12);
    expect(middle).toBeGreaterThan(0.9);
    expect(gap).toBeGreaterThan(0.9);
  });

  test('without numbers, with too few rows or too many columns there is no distance', () => {
    const rng = createRng(1);
    expect(fitDistance(draw(rng, 40))).toBeNull();
    expect(fitDistance(table({ flat: new Float64Array(100) }))).toBeNull();
    const wide = Object.fromEntries(Array.from({ length: 129 }, (_, i) => [`c${i}`, Float64Array.from({ length: 700 }, () => rng())]));
    expect(fitDistance(table(wide))).toBeNull();
  });

  test('columns that follow from others do no harm', () => {
    const rng = createRng(5);
    const a = Float64Array.from({ length: 500 }, () => normal(rng));
    const found = fitDistance(table({ a, twice: a.map((value) => 2 * value), not: a.map((value) => -value) }))!;
    expect(found.marks.every(Number.isFinite)).toBe(true);
  });
});
