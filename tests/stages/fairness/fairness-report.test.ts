import { describe, expect, test } from 'vitest';
import { gatherOutcome, type Outcome } from '../../../src/core/outcome.ts';
import { createRng } from '../../../src/core/rng.ts';
import { categoryColumn } from '../../../src/core/table.ts';
import { fairnessReport } from '../../../src/stages/fairness/fairness-report.ts';
import { binaryOutcome, numberOutcome, quiet } from '../evaluate/fixtures.ts';

const judge = (outcome: Outcome) =>
  Promise.resolve({ rows: { value: outcome.actual.length, low: 0, high: 1e9, method: 'count', n: outcome.actual.length } });
const base = { judge, seed: 1, context: quiet };

/** Rows of two groups with the given counts of [true negative, false positive, false negative, true positive]. */
function fromCounts(groups: Record<string, [number, number, number, number]>) {
  const rows = Object.entries(groups).flatMap(
    ([name, [tn, fp, fn, tp]]) =>
    [[tn, 0, 0.2], [fp, 0, 0.8], [fn, 1, 0.3], [tp, 1, 0.9]].flatMap(([count, actual, score]) => new Array(count!).fill([name, actual, score])) // prettier-ignore
  ) as [string, number, number][];
  return {
    outcome: binaryOutcome(
      rows.map(([, actual]) => actual),
      rows.map(([, , score]) => score)
    ),
    group: categoryColumn(
      'sex',
      rows.map(([name]) => name)
    )
  };
}

test('a gap of which every resample says the same has the bounds of the two shares', async () => {
  const { outcome, group } = fromCounts({ f: [40, 0, 0, 30], m: [50, 0, 0, 20] });
  const { gaps } = await fairnessReport(outcome, { ...base, attributes: [group] });
  const found = gaps['sex.equal_opportunity']!;
  // Wilson's lower bounds of 30 of 30 and of 20 of 20 are n / (n + z²).
  const below = (n: number) => 3.841458820694124 / (n + 3.841458820694124);
  expect(found).toMatchObject({ value: 0, method: 'Newcombe', groups: ['f', 'm'] });
  expect(found.low).toBeCloseTo(-below(30), 9);
  expect(found.high).toBeCloseTo(below(20), 9);
  expect(gaps['sex.equalised_odds']!.method).toBe('Newcombe, as the larger of two');
  expect(gaps['sex.demographic_parity']!.method).toBe('BCa bootstrap');
});

describe('two groups the model treats differently', () => {
  const { outcome, group } = fromCounts({ f: [60, 10, 30, 30], m: [40, 20, 8, 72] });

  test('the gaps are the differences of the rates', async () => {
    const { gaps } = await fairnessReport(outcome, { ...base, attributes: [group] });
    expect(gaps['sex.demographic_parity']!.value).toBeCloseTo(92 / 140 - 40 / 130, 12);
    expect(gaps['sex.equal_opportunity']!.value).toBeCloseTo(0.9 - 0.5, 12);
    expect(gaps['sex.false_positive_rate']!.value).toBeCloseTo(1 / 3 - 1 / 7, 12);
    const { value, low, high, groups } = gaps['sex.equal_opportunity']!;
    expect(gaps['sex.equalised_odds']).toMatchObject({ value, high, groups });
    expect(gaps['sex.equalised_odds']!.low).toBeLessThan(low);
    expect(gaps['sex.equal_opportunity']!.groups).toEqual(['m', 'f']);
    expect(gaps['sex.equal_opportunity']!.low).toBeGreaterThan(0.2);
    expect(gaps['sex.equal_opportunity']!.high).toBeLessThan(0.6);
    expect(gaps['sex.equal_opportunity']!.method).toBe('BCa bootstrap');
  });

  test('each group has its rates with bounds, beside what the judge says', async () => {
    const { groups } = await fairnessReport(outcome, { ...base, attributes: [group] });
    expect(groups.map(({ group: levels, n, warning }) => [levels, n, warning])).toEqual([
      [{ sex: 'm' }, 140, null],
      [{ sex: 'f' }, 130, null]
    ]);
    expect(groups[1]!.metrics['true_positive_rate']).toMatchObject({ value: 0.5, method: 'Wilson', n: 60 });
    expect(groups[1]!.metrics['rows']!.value).toBe(130);
  });

  test('the threshold offered has its interval', async () => {
    const spread = Float64Array.from(outcome.probabilities, (score, i) => score + (i % 2 === 1 ? 1 : -1) * (((i >> 1) * 37) % 100) * 1e-3);
    const { mitigations } = await fairnessReport({ ...outcome, probabilities: spread }, { ...base, attributes: [group] });
    const { value, low, high } = mitigations[0]!.threshold!;
    expect([low < value, value < high]).toEqual([true, true]);
    expect(mitigations[0]!.message).toContain(`from ${value.toFixed(2)} (95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}) on`);
  });

  test('a threshold that would narrow the gap is offered, with its caution', async () => {
    const { mitigations } = await fairnessReport(outcome, { ...base, attributes: [group] });
    expect(mitigations).toHaveLength(1);
    expect(mitigations[0]).toMatchObject({ kind: 'group-threshold', about: 'sex' });
    expect(mitigations[0]!.message).toContain('Called positive from 0.30 on, “f” of “sex”');
  });
});

test('groups treated alike have gaps whose interval reaches below 0, in about 95 of 100 data sets', async () => {
  const rng = createRng(5);
  let clear = 0;
  for (let round = 0; round < 40; round++) {
    const actual = Array.from({ length: 200 }, () => (rng() < 0.4 ? 1 : 0));
    const scores = actual.map((yes) => Math.min(1, Math.max(0, 0.4 * rng() + 0.5 * (yes ? 0.9 : 0.2) + 0.1)));
    const attributes = [
      categoryColumn(
        'sex',
        Array.from({ length: 200 }, () => (rng() < 0.5 ? 'f' : 'm'))
      )
    ];
    const { gaps } = await fairnessReport(binaryOutcome(actual, scores), { ...base, seed: round, attributes });
    if (gaps['sex.demographic_parity']!.low > 0) clear++;
  }
  expect(clear / 40).toBeLessThan(0.16);
});

test('the widest gap of fifteen pairs of groups that are treated alike was called wider than chance', async () => {
  const rng = createRng(7);
  let clear = 0;
  for (let round = 0; round < 25; round++) {
    const actual = Array.from({ length: 360 }, () => (rng() < 0.4 ? 1 : 0));
    const scores = actual.map((yes) => Math.min(1, Math.max(0, 0.4 * rng() + 0.5 * (yes ? 0.9 : 0.2) + 0.1)));
    const area = categoryColumn(
      'area',
      actual.map((_, row) => 'abcdef'[row % 6]!)
    );
    const { gaps, notes } = await fairnessReport(binaryOutcome(actual, scores), { ...base, seed: round, attributes: [area] });
    const gap = gaps['area.demographic_parity']!;
    expect(gap.method).toBe('bootstrap, at once over 15 pairs');
    expect(notes.map(({ code }) => code)).toContain('all-pairs');
    if (gap.low > 0) clear++;
  }
  expect(clear / 25).toBeLessThan(0.19);
});

test('a group below 30 rows is shown with a warning and left out of the gaps', async () => {
  const { outcome, group } = fromCounts({ a: [30, 10, 10, 30], b: [20, 20, 20, 20], c: [0, 0, 5, 0] });
  const { groups, gaps, notes, mitigations } = await fairnessReport(outcome, { ...base, attributes: [group] });
  expect(groups.at(-1)).toMatchObject({ group: { sex: 'c' }, n: 5 });
  expect(groups.at(-1)!.warning).toContain('Only 5 rows');
  expect(gaps['sex.equal_opportunity']!.value).toBeCloseTo(0.75 - 0.5, 12);
  expect(notes.map((note) => note.code)).toEqual(['small-groups']);
  expect(mitigations.some((mitigation) => mitigation.kind === 'collect-rows')).toBe(true);
});

test('two columns are also crossed, rows without a level are a group of their own', async () => {
  const { outcome, group } = fromCounts({ f: [30, 10, 10, 30], m: [30, 10, 10, 30] });
  const age = categoryColumn(
    'age',
    Array.from({ length: 160 }, (_, i) => (i === 0 ? null : i % 2 ? 'old' : 'young'))
  );
  const { groups } = await fairnessReport(outcome, { ...base, attributes: [group, age] });
  expect(groups.map((each) => each.group)).toContainEqual({ sex: 'f', age: 'old' });
  expect(groups.map((each) => each.group)).toContainEqual({ age: 'missing' });
  expect(groups.filter((each) => Object.keys(each.group).length === 2)).toHaveLength(4);
});

test('one group has no gaps, and says so', async () => {
  const { outcome, group } = fromCounts({ only: [30, 10, 10, 30] });
  const { gaps } = await fairnessReport(outcome, { ...base, attributes: [group] });
  expect(gaps['sex.demographic_parity']).toMatchObject({
    value: NaN,
    low: NaN,
    groups: null,
    method: 'none: fewer than two groups to compare'
  });
});

test('more classes are compared by accuracy', async () => {
  const { outcome, group } = fromCounts({ f: [40, 10, 30, 20], m: [50, 0, 5, 45] });
  const { gaps } = await fairnessReport({ ...outcome, positive: null }, { ...base, attributes: [group] });
  expect(Object.keys(gaps)).toEqual(['sex.accuracy']);
  expect(gaps['sex.accuracy']!.value).toBeCloseTo(0.95 - 0.6, 12);
});

test('numbers are compared by the size and the direction of their errors', async () => {
  const actual = new Array(100).fill(10);
  const predicted = Array.from({ length: 100 }, (_, i) => (i < 50 ? 11 + (i % 5) / 10 : 10 - (i % 5) / 10));
  const group = categoryColumn(
    'sex',
    Array.from({ length: 100 }, (_, i) => (i < 50 ? 'f' : 'm'))
  );
  const { gaps, groups } = await fairnessReport(numberOutcome(actual, predicted), { ...base, attributes: [group] });
  expect(gaps['sex.mae']!.value).toBeCloseTo(1, 12);
  expect(gaps['sex.mean_error']!.value).toBeCloseTo(1.4, 12);
  expect(gaps['sex.mean_error']!.groups).toEqual(['f', 'm']);
  expect(groups[0]!.metrics).not.toHaveProperty('selection_rate');
});

test('a column of other rows is refused', async () => {
  const { outcome } = fromCounts({ f: [30, 10, 10, 30] });
  await expect(fairnessReport(outcome, { ...base, attributes: [categoryColumn('sex', ['f'])] })).rejects.toMatchObject({
    code: 'group-lengths'
  });
});

test('an outcome is gathered row for row', () => {
  const outcome = { ...binaryOutcome([0, 1, 1], [0.1, 0.9, 0.6]), weights: Float64Array.of(1, 2, 3) };
  const some = gatherOutcome(outcome, [2, 0]);
  expect([...some.actual, ...some.predicted, ...some.probabilities, ...some.weights!]).toEqual([1, 0, 1, 0, 0.4, 0.6, 0.9, 0.1, 3, 1]);
  expect(gatherOutcome(numberOutcome([1, 2], [3, 4]), [1])).toMatchObject({
    actual: Float64Array.of(2),
    predicted: Float64Array.of(4),
    weights: null
  });
});

test('a large group with few positive rows is told to be left out of the gap in the share found', async () => {
  const { outcome, group } = fromCounts({ f: [60, 10, 20, 30], m: [40, 20, 8, 40], x: [70, 20, 4, 4] });
  const { gaps, notes } = await fairnessReport(outcome, { ...base, attributes: [group] });
  expect(gaps['sex.equal_opportunity']!.groups).toEqual(['m', 'f']);
  expect(notes.find(({ code }) => code === 'few-of-a-kind')!.message).toBe(
    'Fewer than 10 rows make up the share found (“x” of “sex”): such a share is shown, and left out of the gap.'
  );
});
