import { describe, expect, test } from 'vitest';
import type { NumberOutcome } from '../../../src/core/outcome.ts';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { categoryColumn, type CategoryColumn, type Table } from '../../../src/core/table.ts';
import { compileBounds, plusBounds } from '../../../src/predict/limits-ends.ts';
import { compileLimits, setOf } from '../../../src/predict/limits.ts';
import type { Ends, Limits } from '../../../src/predict/limits-type.ts';
import { fitMargins, fitPlus, fitScale } from '../../../src/stages/evaluate/limits/ends.ts';
import { groupRows, sayGroups } from '../../../src/stages/evaluate/limits/group-rows.ts';
import { fitIsolation } from '../../../src/stages/evaluate/limits/isolation.ts';
import { fitSets } from '../../../src/stages/evaluate/limits/prediction-sets.ts';
import { fitWidths } from '../../../src/stages/evaluate/limits/widths.ts';
import { isolationForestScorer } from '../../../src/predict/models/isolation-forest.ts';
import { numberOutcome } from './fixtures.ts';

const quiet = { signal: new AbortController().signal, breathe: () => Promise.resolve(), onProgress: () => undefined };
const ROUNDS = process.env['LATHE_FULL'] ? 400 : 40;
const [SEEN, FRESH] = [600, 200];

/** x in 0 to 10; the noise grows with it. */
interface Drawn {
  readonly x: number[];
  readonly y: number[];
}
const draw = (rng: Rng, n: number): Drawn => {
  const x = Array.from({ length: n }, () => 10 * rng());
  return { x, y: x.map((value) => 2 * value + (0.2 + value / 4) * normal(rng)) };
};
const spread = (value: number) => 0.2 + value / 4;
const asTable = (columns: Record<string, readonly number[]>): Table => ({
  rows: Object.values(columns)[0]!.length,
  columns: Object.entries(columns).map(([name, values]) => ({ kind: 'number', name, values: Float64Array.from(values) }))
});
/** Members are functions of x, by their id: what they say is known. */
const member = (id: string) => ({ id, params: {}, state: {}, recipe: [] });
const SAY: Record<string, (x: number) => number> = {
  low: (x) => 2 * x - 1.8 * spread(x),
  high: (x) => 2 * x + 1.8 * spread(x),
  scale: (x) => 3 * spread(x)
};
const open =
  ({ id }: { readonly id: string }) =>
  (table: Table) =>
    table.columns[0]!.kind === 'number' ? table.columns[0]!.values.map((x) => SAY[id]!(x)) : new Float64Array(0);
/** A package of which nothing but the limits is asked. */
const alone = { uncertainty: null, recipe: [], model: { id: 'linear', label: '', params: {}, state: {} } };
const boundsOf = (ends: Ends, { x }: Drawn) => {
  const limits: Limits = { sets: null, widths: null, distance: null, ends };
  return compileBounds({ ...alone, limits }, open)!(
    Float64Array.from(x, (value) => 2 * value),
    asTable({ x })
  );
};
const outcome = ({ x, y }: Drawn, say: (x: number) => number): NumberOutcome => numberOutcome(y, x.map(say));

const ways: readonly (readonly [string, (seen: Drawn) => Ends])[] = [
  [
    'quantiles',
    (seen) => ({
      kind: 'quantiles',
      ...fitMargins(outcome(seen, SAY['low']!), outcome(seen, SAY['high']!))!,
      members: [member('low'), member('high')]
    })
  ],
  [
    'a learned size',
    ({ x, y }) => ({
      kind: 'scaled',
      ...fitScale(
        numberOutcome(
          y.map((value, i) => Math.abs(value - 2 * x[i]!)),
          x.map(SAY['scale']!)
        )
      )!,
      members: [member('scale')]
    })
  ]
];

describe.each(ways)('ends by %s', (_, fit) => {
  test('hold 95 of 100 rows within Monte Carlo error, everywhere alike, and are as wide as the noise', () => {
    const rng = createRng(11);
    const hits = [0, 0];
    const rows = [0, 0];
    let [narrow, wide] = [0, 0];
    for (let round = 0; round < ROUNDS; round++) {
      const ends = fit(draw(rng, SEEN));
      const fresh = draw(rng, FRESH);
      const { low, high } = boundsOf(ends, fresh);
      fresh.y.forEach((value, i) => {
        const at = fresh.x[i]! > 5 ? 1 : 0;
        rows[at]!++;
        if (value >= low[i]! && value <= high[i]!) hits[at]!++;
        if (at === 0) narrow += high[i]! - low[i]!;
        else wide += high[i]! - low[i]!;
      });
    }
    const n = rows[0]! + rows[1]!;
    const error = Math.sqrt(0.05 * 0.95 * (1 / n + 1 / (ROUNDS * SEEN)));
    expect(Math.abs((hits[0]! + hits[1]!) / n - 0.95 - 0.5 / SEEN)).toBeLessThan(3.5 * error);
    for (const at of [0, 1]) expect(hits[at]! / rows[at]!).toBeGreaterThan(0.93);
    expect(wide / rows[1]!).toBeGreaterThan(2 * (narrow / rows[0]!));
  });
});

describe('CV+', () => {
  /** By its definition: all rows' answers less and plus their misses, sorted. */
  const byDefinition = (said: readonly number[], misses: readonly Float64Array[]) => {
    const sums = (sign: 1 | -1) => misses.flatMap((own, fold) => [...own].map((miss) => said[fold]! + sign * miss)).sort((a, b) => a - b);
    const [below, above] = [sums(-1), sums(1)];
    const n = below.length;
    const rank = Math.min(n, Math.ceil((n + 1) * 0.95 - 1e-9));
    return [below[n - rank]!, above[rank - 1]!];
  };

  test.each([1, 19, 20, 137])('is the definition’s of %i rows', (n) => {
    const rng = createRng(n);
    const misses = [0, 1, 2].map((fold) =>
      Float64Array.from({ length: Math.floor((n + 2 - fold) / 3) }, () => Math.abs(normal(rng))).sort()
    );
    expect([...plusBounds([0.3, -1, 2], misses)]).toEqual(byDefinition([0.3, -1, 2], misses));
  });

  test('holds for models that differ from fold to fold: half of them are off by more than the noise', () => {
    const rng = createRng(3);
    let [hits, rows] = [0, 0];
    for (let round = 0; round < ROUNDS; round++) {
      const off = Array.from({ length: 5 }, () => 2 * normal(rng));
      const folds = off.map((shift) => {
        const y = Array.from({ length: 12 }, () => normal(rng));
        return numberOutcome(y, y.map(() => shift)); // prettier-ignore
      });
      const { misses } = fitPlus(folds)!;
      for (let i = 0; i < FRESH; i++) {
        const value = normal(rng);
        const [low, high] = plusBounds(off, misses);
        rows++;
        if (value >= low && value <= high) hits++;
      }
    }
    expect(hits / rows).toBeGreaterThan(0.94);
  });

  test('few rows have none, and groups have misses of their own', () => {
    expect(fitPlus([numberOutcome([1, 2], [1, 1])])).toBeNull();
    const column = categoryColumn(
      'site',
      Array.from({ length: 240 }, (_, i) => (i % 2 ? 'loud' : 'calm'))
    );
    const fold = numberOutcome(
      Array.from({ length: 240 }, (_, i) => (i % 2 ? 10 : 1)),
      new Array<number>(240).fill(0)
    );
    const { misses } = fitPlus([fold], groupRows(column, true))!;
    expect(misses.map((own) => [own.length, own[0], own.at(-1)])).toEqual([
      [120, 1, 1],
      [120, 10, 10],
      [240, 1, 10]
    ]);
  });
});

describe('a promise for each group', () => {
  const rng = createRng(8);
  const sites = Array.from({ length: 900 }, (_, i) => (i % 3 === 0 ? 'loud' : i < 880 ? 'calm' : 'rare'));
  const column: CategoryColumn = categoryColumn('site', sites);
  const noise = (site: string) => (site === 'loud' ? 5 : 1);
  const seen = numberOutcome(
    sites.map((site) => noise(site) * normal(rng)),
    sites.map(() => 0)
  );

  test('is kept where one for all is broken to the noisy group; rows of no known group get what the neediest needs', () => {
    const widths = fitWidths(seen, groupRows(column, true))!;
    const groups = groupRows(column, true).groups;
    expect(groups.labels).toEqual(['calm', 'loud']);
    const bounds = compileBounds({ ...alone, limits: { sets: null, widths, distance: null, groups } }, open)!;
    const asked = ['calm', 'loud', 'rare', 'new'];
    const { low, high } = bounds(new Float64Array(4), { rows: 4, columns: [categoryColumn('site', asked)] });
    expect(high[0]! - low[0]!).toBeLessThan(5);
    expect(high[1]! - low[1]!).toBeGreaterThan(16);
    expect([high[2], high[3]]).toEqual([high[1], high[1]]);
    const inside = (from: number) =>
      Array.from({ length: 4000 }, () => 5 * normal(rng)).filter((x) => x >= low[from]! && x <= high[from]!).length / 4000;
    expect(inside(1)).toBeGreaterThan(0.93);
    const one = fitWidths(seen)!;
    expect(
      Array.from({ length: 4000 }, () => 5 * normal(rng)).filter((x) => x >= -one.below[0]! && x <= one.above[0]!).length / 4000
    ).toBeLessThan(0.93);
  });

  test('of a column that no row comes with is one for all, as wide as the neediest', () => {
    const grouped = groupRows(column, false);
    const widths = fitWidths(seen, grouped)!;
    expect(grouped.groups.labels).toEqual([]);
    expect(widths.above).toHaveLength(1);
    expect(widths.above[0]).toBeGreaterThan(8);
    expect(sayGroups(grouped)).toContain('the neediest of 2 groups of site');
  });

  test('sets have cut-offs for each group', () => {
    const actual = Int32Array.from(sites, (_, i) => i % 2);
    const sure = (i: number) => (sites[i] === 'loud' ? (i % 5 === 0 ? 0.1 : 0.9) : 0.9);
    const probabilities = Float64Array.from(sites.flatMap((_, i) => (actual[i] === 1 ? [1 - sure(i), sure(i)] : [sure(i), 1 - sure(i)])));
    const base = { kind: 'classes', labels: ['a', 'b'], actual, probabilities, predicted: actual, positive: 1, weights: null } as const;
    const sets = fitSets(base, groupRows(column, true))!;
    expect(sets.cutoffs).toHaveLength(6);
    const row = Float64Array.of(0.9, 0.1);
    expect([0, 1, 2].map((place) => setOf(row, sets, place))).toEqual([[0], [0, 1], [0, 1]]);
  });
});

describe('far out by isolation and by energy', () => {
  const cloud = (rng: Rng, n: number): Table => {
    const angle = Array.from({ length: n }, () => 2 * Math.PI * rng());
    return asTable({ a: angle.map((t) => 5 * Math.cos(t) + 0.2 * normal(rng)), b: angle.map((t) => 5 * Math.sin(t) + 0.2 * normal(rng)) });
  };

  test('new rows of the same source are called far as often as said, strange ones always', async () => {
    const rng = createRng(5);
    const forest = (await fitIsolation(cloud(rng, 3000), { ...quiet, rng: createRng(1) }))!;
    const limits: Limits = { sets: null, widths: null, distance: null, forest };
    const told = compileLimits({ limits }, { open: ({ state }) => isolationForestScorer.compile(state), energy: null })!;
    const scores = { kind: 'numbers', values: new Float64Array(0), low: null, high: null } as const;
    const shareOf = (features: Table) => told({ inputs: features, features, scores }).share!;
    const far = shareOf(cloud(rng, 6000)).filter((share) => share <= 0.01).length / 6000;
    expect(far).toBeGreaterThan(0.003);
    expect(far).toBeLessThan(0.02);
    expect([...shareOf(asTable({ a: [40, NaN], b: [-3, NaN] }))].map((share) => share <= 0.01)[0]).toBe(true);
    expect(await fitIsolation(cloud(rng, 100), { ...quiet, rng })).toBeUndefined();
  });

  test('several measures together call no more rows far than one', () => {
    const marks = Float64Array.from({ length: 101 }, (_, i) => i);
    const distance = { columns: ['a'], centre: Float64Array.of(0), whiten: Float64Array.of(1), marks: marks.map((at) => at * at), n: 1000 };
    const told = compileLimits(
      { limits: { sets: null, widths: null, distance, energy: { marks, n: 1000 } } },
      { open, energy: (features) => new Float64Array(features.rows).fill(20) }
    )!;
    const features = asTable({ a: [50, 99.5, 1000] });
    const { share, shares } = told({
      inputs: features,
      features,
      scores: { kind: 'numbers', values: new Float64Array(3), low: null, high: null }
    });
    expect([...share!].map((value) => Number(value.toFixed(4)))).toEqual([0.98, 0.01, 0.0067]);
    expect([...shares.energy!]).toEqual([0.79, 0.79, 0.79]);
  });
});
