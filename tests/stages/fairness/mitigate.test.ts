import { describe, expect, test } from 'vitest';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { asGroups } from '../../../src/stages/fairness/as-groups.ts';
import { callByRules, groupThresholds } from '../../../src/stages/fairness/mitigate/group-thresholds.ts';
import {
  callRates,
  eventsOf,
  expectedAccuracy,
  expectedFound,
  fixedGap,
  parityGap,
  stakesOf,
  stakesOfRows,
  widestPairs,
  type GroupedRows,
  type Parity,
  type Stakes
} from '../../../src/stages/fairness/mitigate/parity.ts';
import { reduceToLearning } from '../../../src/stages/fairness/mitigate/reductions.ts';
import { reweigh } from '../../../src/stages/fairness/mitigate/reweigh.ts';
import { tradeOffs } from '../../../src/stages/fairness/mitigate/trade-off.ts';
import { quiet, readReference } from '../evaluate/fixtures.ts';

const PARITIES: readonly Parity[] = ['demographic_parity', 'equal_opportunity', 'equalised_odds'];

/** Two groups, one positive more often, and scores that tell the other group less well. */
function draw(rng: Rng, n: number): { rows: GroupedRows; scores: Float64Array } {
  const groupOf = Int32Array.from({ length: n }, () => (rng() < 0.4 ? 1 : 0));
  const actual = Uint8Array.from(groupOf, (group) => (rng() < (group === 0 ? 0.55 : 0.25) ? 1 : 0));
  const scores = Float64Array.from(
    actual,
    (yes, row) => 1 / (1 + Math.exp(-(normal(rng) + (yes ? 1 : -1) * (groupOf[row] === 0 ? 1 : 0.5) - (groupOf[row] === 0 ? 0 : 0.8))))
  );
  return { rows: { actual, groupOf, groups: 2, weights: null }, scores };
}
const ones = (n: number) => new Float64Array(n).fill(1);

describe('a threshold for each group', () => {
  const { rows, scores } = draw(createRng(1), 300);
  const weights = ones(300);

  test.each(PARITIES)('%s holds exactly, in expectation, on the rows it was set on', (parity) => {
    const rules = groupThresholds(rows, scores, parity)!;
    const called = callByRules(rules, rows.groupOf, scores);
    expect(parityGap(rows, called, parity, weights)).toBeLessThan(1e-9);
    expect(called.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
    const base = Math.max(...[0, 1].map((all) => expectedAccuracy(rows, ones(300).map(() => all), weights))); // prettier-ignore
    expect(expectedAccuracy(rows, called, weights)).toBeGreaterThanOrEqual(base - 1e-9);
  });

  test('no pair of plain thresholds that keeps to parity as well is right more often', () => {
    const cuts = [...new Set(scores), 2];
    const own = (group: number) => cuts.map((cut) => ({ cut, rate: share(group, (row) => scores[row]! >= cut) }));
    const share = (group: number, isHit: (row: number) => boolean) => {
      const members = [...rows.groupOf.keys()].filter((row) => rows.groupOf[row] === group);
      return members.filter(isHit).length / members.length;
    };
    let best = 0;
    const second = own(1);
    for (const { cut, rate } of own(0)) {
      for (const other of second) {
        if (Math.abs(rate - other.rate) > 1e-9) continue;
        const called = scores.map((score, row) => (score >= (rows.groupOf[row] === 0 ? cut : other.cut) ? 1 : 0));
        best = Math.max(best, expectedAccuracy(rows, called, weights));
      }
    }
    const rules = groupThresholds(rows, scores, 'demographic_parity')!;
    expect(expectedAccuracy(rows, callByRules(rules, rows.groupOf, scores), weights)).toBeGreaterThan(best - 0.003);
  });

  test('equalised odds needs chance: some rows of the better known group are answered by it', () => {
    const rules = groupThresholds(rows, scores, 'equalised_odds')!;
    expect(rules.some(({ ignored }) => ignored > 0)).toBe(true);
    const called = callByRules(rules, rows.groupOf, scores);
    for (const event of ['positive', 'negative'] as const) {
      const [a, b] = callRates(rows, called, event, weights);
      expect(a).toBeCloseTo(b!, 9);
    }
  });

  test('where missing one costs much more, most are found, and not none called', () => {
    const rare = Uint8Array.from(rows.actual, (one, row) => (one === 1 && row % 6 === 0 ? 1 : 0));
    const low = scores.map((score) => score / 8);
    const asked = (stakes?: Stakes) => {
      const some = { ...rows, actual: rare, ...(stakes ? { stakes } : {}) };
      return expectedFound(some, callByRules(groupThresholds(some, low, 'equal_opportunity')!, rows.groupOf, low), weights);
    };
    expect(asked()).toBeLessThan(0.3);
    expect(asked(stakesOf(0.05))).toBeGreaterThan(0.7);
  });

  test('a group without positives has no rule, equal scores have one', () => {
    expect(
      groupThresholds({ ...rows, actual: rows.actual.map((yes, row) => (rows.groupOf[row] === 1 ? 0 : yes)) }, scores, 'equal_opportunity')
    ).toBeNull();
    const flat = groupThresholds(rows, ones(300).map(() => 0.5), 'equalised_odds')!; // prettier-ignore
    expect(parityGap(rows, callByRules(flat, rows.groupOf, ones(300).map(() => 0.5)), 'equalised_odds', weights)).toBeLessThan(1e-9); // prettier-ignore
  });
});

test('a mistake counts so much that the threshold is the cheapest, and together rows count what they weigh', () => {
  const { rows } = draw(createRng(5), 50);
  const [falseAlarm, miss] = stakesOf(0.2);
  expect(0.2 * miss).toBeCloseTo(0.8 * falseAlarm, 12);
  expect(stakesOf(null)).toEqual([1, 1]);
  const counted = stakesOfRows({ ...rows, stakes: stakesOf(0.2) });
  expect(counted.reduce((sum, one) => sum + one, 0)).toBeCloseTo(50, 9);
  const [yes, no] = [rows.actual.indexOf(1), rows.actual.indexOf(0)];
  expect(counted[yes]! / counted[no]!).toBeCloseTo(4, 9);
});

test.each(PARITIES)('the gap of a fixed pair is that of %s on its own rows, and below 0 where it has turned round', (parity) => {
  const { rows, scores } = draw(createRng(6), 200);
  const called = scores.map((score) => (score >= 0.5 ? 1 : 0));
  const pairs = widestPairs(rows, called, parity, ones(200));
  expect(fixedGap(rows, called, { parity, pairs, weights: ones(200) })).toBeCloseTo(parityGap(rows, called, parity, ones(200)), 12);
  const turned = { ...rows, groupOf: rows.groupOf.map((group) => 1 - group) };
  expect(fixedGap(turned, called, { parity: 'demographic_parity', pairs: pairs.slice(0, 1), weights: ones(200) })).toBeLessThan(0);
});

test('under the new weights group and answer are independent, and nothing is lost', () => {
  const { rows } = draw(createRng(2), 400);
  const given = Float64Array.from({ length: 400 }, (_, row) => 1 + (row % 3));
  const some = { ...rows, groupOf: rows.groupOf.map((group, row) => (row < 5 ? -1 : group)), weights: given };
  const weights = reweigh(some);
  const mass = (group: number, answer: number) => weights.reduce((sum, weight, row) => sum + (some.groupOf[row] === group && rows.actual[row] === answer ? weight : 0), 0); // prettier-ignore
  expect(mass(0, 1) / (mass(0, 0) + mass(0, 1))).toBeCloseTo(mass(1, 1) / (mass(1, 0) + mass(1, 1)), 12);
  expect(weights.reduce((sum, one) => sum + one, 0)).toBeCloseTo(
    given.reduce((sum, one) => sum + one, 0),
    9
  );
  expect([...weights.subarray(0, 5)]).toEqual([...given.subarray(0, 5)]);
});

describe('reductions', () => {
  /** Every pair of thresholds, one a group: a class small enough to know its best mixture. */
  const cuts = Array.from({ length: 21 }, (_, i) => i / 20);
  const { rows, scores } = draw(createRng(3), 600);
  const all = cuts.flatMap((a) => cuts.map((b) => scores.map((score, row) => (score >= (rows.groupOf[row] === 0 ? a : b) ? 1 : 0))));
  const weights = ones(600);
  const learn = (answers: Uint8Array, weight: Float64Array) => {
    const costs = all.map((called) => called.reduce((sum, one, row) => sum + (one === answers[row] ? 0 : weight[row]!), 0));
    const called = all[costs.indexOf(Math.min(...costs))]!;
    return Promise.resolve({ model: called, called });
  };

  test.each(PARITIES)('%s: the mixture keeps to the slack and errs little more than the best pair of the class', async (parity) => {
    const slack = 0.01;
    const { models } = await reduceToLearning(rows, learn, { parity, slack, rounds: 25 });
    expect(models.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const mixed = new Float64Array(600);
    for (const { model, share } of models) model.forEach((one, row) => (mixed[row]! += share * one));
    expect(parityGap(rows, mixed, parity, weights)).toBeLessThan(2 * slack + 0.03);
    const fair = all.filter((called) => parityGap(rows, called, parity, weights) <= 2 * slack);
    const best = Math.max(...fair.map((called) => expectedAccuracy(rows, called, weights)));
    expect(expectedAccuracy(rows, mixed, weights)).toBeGreaterThan(best - 0.02);
  });

  test('with nothing to hold it back it is the learner itself', async () => {
    const { models } = await reduceToLearning(rows, learn, { parity: 'demographic_parity', slack: 1, rounds: 3 });
    const best = Math.max(...all.map((called) => expectedAccuracy(rows, called, weights)));
    const mixed = new Float64Array(600);
    for (const { model, share } of models) model.forEach((one, row) => (mixed[row]! += share * one));
    expect(expectedAccuracy(rows, mixed, weights)).toBeGreaterThan(best - 0.01);
  });
});

describe('reductions against the best mixture there is', () => {
  /** Made by tests/reference/reductions.py: a linear program over all models of a class, and the published algorithm beside it. */
  const { group, actual, scores, cuts, cases } = readReference('reductions.json') as {
    readonly group: number[];
    readonly actual: number[];
    readonly scores: number[];
    readonly cuts: number[];
    readonly cases: readonly { parity: Parity; slack: number; best: number; published: { error: number; violation: number } }[];
  };
  const rows: GroupedRows = { actual: Uint8Array.from(actual), groupOf: Int32Array.from(group), groups: 2, weights: null };
  const all = cuts.flatMap((a) =>
    cuts.map((b) => Float64Array.from(scores, (score, row) => (score >= (group[row] === 0 ? a : b) ? 1 : 0)))
  );
  const learn = (answers: Uint8Array, weight: Float64Array) => {
    const costs = all.map((called) => called.reduce((sum, one, row) => sum + (one === answers[row] ? 0 : weight[row]!), 0));
    const called = all[costs.indexOf(Math.min(...costs))]!;
    return Promise.resolve({ model: called, called });
  };
  /** How far a group lies from all rows, at most. */
  const violationOf = (called: Float64Array, parity: Parity) =>
    Math.max(
      ...eventsOf[parity].flatMap((event) => {
        const [whole] = callRates({ ...rows, groupOf: rows.groupOf.map(() => 0), groups: 1 }, called, event, ones(actual.length));
        return [...callRates(rows, called, event, ones(actual.length))].map((rate) => Math.abs(rate - whole!));
      })
    );

  test.each(cases)(
    '$parity, slack $slack: it keeps to the slack, and errs no more than the best mixture that does and than the published algorithm',
    async (given) => {
      const { parity, slack, best, published } = given;
      const { models } = await reduceToLearning(rows, learn, { parity, slack, rounds: 10 });
      const mixed = new Float64Array(actual.length);
      for (const { model, share } of models) model.forEach((one, row) => (mixed[row]! += share * one));
      const error = 1 - expectedAccuracy(rows, mixed, ones(actual.length));
      const violation = violationOf(mixed, parity);
      expect(error).toBeLessThan(best + 1e-3);
      expect(error).toBeLessThan(published.error);
      expect(violation).toBeLessThan(slack + 1e-9);
    }
  );
});

test('what each way costs and brings has intervals, on the same resamples', async () => {
  const { rows, scores } = draw(createRng(4), 300);
  const called = scores.map((score) => (score >= 0.5 ? 1 : 0));
  const ways = [
    { id: 'as-is', label: 'As it is', called },
    { id: 'all', label: 'Everybody', called: ones(300) }
  ];
  const [asIs, everybody] = await tradeOffs(rows, ways, { parity: 'demographic_parity', units: null, seed: 1, context: quiet });
  expect(asIs!.accuracy.value).toBeCloseTo(expectedAccuracy(rows, called, ones(300)), 12);
  expect(asIs!.gap.low).toBeGreaterThan(0);
  expect(asIs!.gap.high).toBeLessThan(1);
  expect(everybody!.gap.value).toBe(0);
  expect(everybody!.narrower.value).toBeCloseTo(asIs!.gap.value, 12);
  expect(everybody!.narrower.low).toBeGreaterThan(0);
  expect(asIs!.narrower.value).toBe(0);
});

test('rows of another part fall into the quarters of the one that is judged', () => {
  const ages = (values: readonly number[]) => ({ name: 'age', kind: 'number' as const, values: Float64Array.from(values) });
  const judged = Array.from({ length: 20 }, (_, i) => i);
  const { codes, labels } = asGroups(ages([...judged.map((age) => age + 50), ...judged]), ages(judged));
  expect(new Set(labels)).toEqual(new Set(asGroups(ages(judged)).labels));
  expect(labels[codes[0]!]).toBe('14.25 to 19');
});
