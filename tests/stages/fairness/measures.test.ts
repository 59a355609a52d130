import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, type Table } from '../../../src/core/table.ts';
import { conflictOf } from '../../../src/stages/fairness/conflict.ts';
import { consistencyOf } from '../../../src/stages/fairness/consistency.ts';
import { fairnessReport } from '../../../src/stages/fairness/fairness-report.ts';
import { ratesByGroup } from '../../../src/stages/fairness/group-rates.ts';
import { entropy, inequalityOf } from '../../../src/stages/fairness/inequality.ts';
import { cramer, proxiesOf } from '../../../src/stages/fairness/proxies.ts';
import { binaryOutcome, quiet } from '../evaluate/fixtures.ts';

const base = { judge: () => Promise.resolve({}), seed: 1, context: quiet };

/** Two groups that are positive unequally often. */
function draw(seed: number, n: number) {
  const rng = createRng(seed);
  const group = Array.from({ length: n }, () => (rng() < 0.5 ? 'a' : 'b'));
  const actual = group.map((name) => (rng() < (name === 'a' ? 0.5 : 0.2) ? 1 : 0));
  const scores = actual.map((yes) => 1 / (1 + Math.exp(-(normal(rng) + 2 * yes - 1))));
  return { outcome: binaryOutcome(actual, scores), column: categoryColumn('side', group) };
}

describe('the four-fifths rule', () => {
  test('is the lowest share called over the highest, with an interval', async () => {
    const { outcome, column } = draw(1, 600);
    const { ratios, gaps } = await fairnessReport(outcome, { ...base, attributes: [column] });
    const rates = ['a', 'b'].map((name) => {
      const rows = [...column.codes.keys()].filter((row) => column.labels[column.codes[row]!] === name);
      return rows.filter((row) => outcome.predicted[row] === 1).length / rows.length;
    });
    const ratio = ratios['side']!;
    expect(ratio.value).toBeCloseTo(Math.min(...rates) / Math.max(...rates), 12);
    expect(ratio.low).toBeLessThan(ratio.value);
    expect(ratio.high).toBeGreaterThan(ratio.value);
    expect(ratio.high).toBeLessThan(1);
    expect(gaps).toHaveProperty(['side.predictive_parity']);
    expect(gaps).toHaveProperty(['side.calibration']);
    expect(Object.keys(gaps)).not.toContain('side.four_fifths');
  });

  test('a group that is never called has a ratio near 0, and not none', async () => {
    const actual = Array.from({ length: 120 }, (_, row) => row % 2);
    const scores = actual.map((yes, row) => (row < 60 ? 0.2 + 0.6 * yes : 0.1));
    const column = categoryColumn('side', actual.map((_, row) => (row < 60 ? 'a' : 'b'))); // prettier-ignore
    const { ratios } = await fairnessReport(binaryOutcome(actual, scores), { ...base, attributes: [column] });
    expect(ratios['side']!.value).toBeLessThan(0.05);
    expect(ratios['side']!.low).toBeGreaterThanOrEqual(0);
  });

  test('a group too small to compare was called infinitely often', async () => {
    const { outcome, column } = draw(2, 300);
    const withSmall = categoryColumn('side', Array.from(column.codes, (code, row) => (row < 12 ? 'c' : column.labels[code]!))); // prettier-ignore
    const { ratios } = await fairnessReport(outcome, { ...base, attributes: [withSmall] });
    expect(ratios['side']!.groups).not.toContain('c');
    expect(ratios['side']!.low).toBeGreaterThan(0);
  });

  test('under equal treatment the interval holds 1 about 95 times in 100', async () => {
    const rng = createRng(3);
    let held = 0;
    for (let round = 0; round < 20; round++) {
      const actual = Array.from({ length: 240 }, () => (rng() < 0.5 ? 1 : 0));
      const column = categoryColumn('side', actual.map(() => (rng() < 0.5 ? 'a' : 'b'))); // prettier-ignore
      const { ratios } = await fairnessReport(binaryOutcome(actual, actual.map(() => rng())), { ...base, seed: round, attributes: [column] }); // prettier-ignore
      if (ratios['side']!.high >= 1) held++;
    }
    expect(held / 20).toBeGreaterThan(0.79);
  });
});

test('a group with a handful of positives was called clearly worse found; now it has no share found', async () => {
  const actual = Array.from({ length: 240 }, (_, row) => (row < 200 ? row % 2 : row === 200 ? 1 : 0));
  const scores = actual.map((yes, row) => (row < 200 ? 0.2 + 0.6 * yes : 0.1));
  const column = categoryColumn('side', actual.map((_, row) => (row < 100 ? 'a' : row < 200 ? 'b' : 'c'))); // prettier-ignore
  const { gaps } = await fairnessReport(binaryOutcome(actual, scores), { ...base, attributes: [column] });
  expect(gaps['side.equal_opportunity']!.value).toBe(0);
  expect(gaps['side.equal_opportunity']!.groups).not.toContain('c');
  expect(gaps['side.predictive_parity']!.groups).not.toContain('c');
  expect(gaps['side.demographic_parity']!.groups).toContain('c');
});

describe('why not all can be equal', () => {
  test('the identity holds of every group by its own numbers, and gives the forced rates', () => {
    const { outcome, column } = draw(5, 2000);
    const rates = ratesByGroup(outcome, 1, column.codes, 2, new Float64Array(2000).fill(1));
    [0, 1].forEach((group) => {
      const rows = [...column.codes.keys()].filter((row) => column.codes[row] === group);
      const p = rows.filter((row) => outcome.actual[row] === 1).length / rows.length;
      const { precision, truePositive, falsePositive } = rates[group]!;
      expect(((p / (1 - p)) * (1 - precision) * truePositive) / precision).toBeCloseTo(falsePositive, 12);
    });
    const conflict = conflictOf(outcome, column.codes, column.labels)!;
    expect(conflict.groups).toEqual(['a', 'b']);
    expect(conflict.falseAlarms[0]).toBeGreaterThan(2 * conflict.falseAlarms[1]);
  });

  test('equal base rates, or a model without error, force nothing', () => {
    const actual = [0, 1, 0, 1, 0, 1, 0, 1];
    const column = categoryColumn('side', ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b']);
    expect(conflictOf(binaryOutcome(actual, [0.1, 0.9, 0.8, 0.2, 0.1, 0.9, 0.8, 0.2]), column.codes, column.labels)).toBeNull();
    const unequal = [0, 1, 1, 1, 0, 0, 0, 1];
    expect(conflictOf(binaryOutcome(unequal, unequal), column.codes, column.labels)).toBeNull();
  });
});

describe('how unequally errors fall', () => {
  test('what lies between groups and within them adds up to all of it', async () => {
    const { outcome, column } = draw(7, 400);
    const { total, between } = (await inequalityOf(outcome, { ...base, attributes: [column] }))!;
    const benefits = Float64Array.from(outcome.actual, (code, row) => outcome.predicted[row]! - code + 1);
    const mean = benefits.reduce((sum, one) => sum + one, 0) / 400;
    let within = 0;
    for (const group of [0, 1]) {
      const own = benefits.filter((_, row) => column.codes[row] === group);
      const middle = own.reduce((sum, one) => sum + one, 0) / own.length;
      within += (own.length / 400) * (middle / mean) ** 2 * entropy(own, new Float64Array(own.length).fill(1));
    }
    expect(total.value).toBeCloseTo(between['side']!.value + within, 12);
    expect(total.low).toBeLessThan(total.value);
    expect(total.high).toBeGreaterThan(total.value);
  });

  test('without errors there is none, and of more classes it is not said', async () => {
    const perfect = binaryOutcome([0, 1, 0, 1], [0, 1, 0, 1]);
    expect((await inequalityOf(perfect, { ...base, attributes: [] }))!.total.value).toBe(0);
    expect(await inequalityOf({ ...perfect, positive: null }, { ...base, attributes: [] })).toBeNull();
  });
});

test('people who are alike are those nearest in all columns, by brute force', async () => {
  const rng = createRng(9);
  const n = 60;
  const values = Float64Array.from({ length: n }, () => normal(rng));
  const kind = categoryColumn('kind', Array.from({ length: n }, () => (rng() < 0.5 ? 'x' : 'y'))); // prettier-ignore
  const inputs: Table = { rows: n, columns: [{ kind: 'number', name: 'value', values }, kind] };
  const called = Uint8Array.from(values, (value) => (value + 0.5 * normal(rng) > 0 ? 1 : 0));
  const spread = Math.sqrt(values.reduce((sum, v, _, all) => sum + (v - all.reduce((s, w) => s + w, 0) / n) ** 2, 0) / (n - 1));
  const apart = (a: number, b: number) => ((values[a]! - values[b]!) / spread) ** 2 + (kind.codes[a] === kind.codes[b] ? 0 : 1);
  const rows = [...values.keys()];
  const alike = rows.map((row) => {
    const near = rows.filter((other) => other !== row).sort((a, b) => apart(row, a) - apart(row, b)).slice(0, 5); // prettier-ignore
    return 1 - Math.abs(called[row]! - near.reduce((sum, other) => sum + called[other]!, 0) / 5);
  });
  const metric = await consistencyOf(inputs, called, quiet);
  expect(metric.value).toBeCloseTo(alike.reduce((sum, one) => sum + one, 0) / n, 12);
  expect((await consistencyOf({ rows: 4, columns: inputs.columns }, called, quiet)).value).toBeNaN();
  expect((await consistencyOf(inputs, new Uint8Array(n).fill(1), quiet)).value).toBe(1);
});

describe('what gives a column away', () => {
  const rng = createRng(11);
  const n = 800;
  const side = categoryColumn('side', Array.from({ length: n }, () => (rng() < 0.5 ? 'a' : 'b'))); // prettier-ignore
  const inputs: Table = {
    rows: n,
    columns: [
      { kind: 'number', name: 'noise', values: Float64Array.from({ length: n }, () => rng()) },
      { kind: 'number', name: 'height', values: Float64Array.from(side.codes, (code) => 1.5 * code + normal(rng)) },
      side
    ]
  };

  test('a planted proxy is found, noise is not, and the column itself is left out', () => {
    const { columns, together, chance } = proxiesOf(inputs, side)!;
    expect(columns.map(({ column }) => column)).toEqual(['height', 'noise']);
    expect(columns[0]!.strength).toBeGreaterThan(0.4);
    expect(columns[1]!.strength).toBeLessThan(0.12);
    expect(chance).toBe(0.5);
    expect(together.low).toBeGreaterThan(0.65);
    const noise = proxiesOf({ rows: n, columns: [inputs.columns[0]!] }, side)!;
    expect(noise.together.low).toBeLessThan(0.53);
  });

  test('V is 1 of a copy, 0 of one level, and 0 on average where there is nothing', () => {
    const codes = Int32Array.from({ length: 200 }, (_, i) => i % 2);
    expect(cramer(codes, 2, codes, 2)).toBeCloseTo(1, 2);
    expect(cramer(new Int32Array(200), 1, codes, 2)).toBe(0);
  });

  test('one group of rows enough has none', () => {
    expect(proxiesOf({ rows: 12, columns: [] }, categoryColumn('side', [...new Array<string>(11).fill('a'), 'b']))).toBeNull();
  });
});
