import { describe, expect, test } from 'vitest';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { categoryColumn } from '../../../src/core/table.ts';
import { fairnessReport } from '../../../src/stages/fairness/fairness-report.ts';
import { binaryOutcome, quiet } from '../evaluate/fixtures.ts';

/** As in tests/stages/evaluate/coverage.test.ts. */
const isFull = process.env['LATHE_FULL'] !== undefined;
const dataSetsFor = (n: number) => (isFull ? (n > 500 ? 500 : 2000) : 60);

/** Two groups, half of the rows each: those of b are less often positive, and less well told apart, and told too high a chance. */
function draw(rng: Rng, n: number) {
  const groups = Array.from({ length: n }, (_, row) => 'ab'[row % 2]!);
  const actual = groups.map((group) => (rng() < (group === 'a' ? 0.6 : 0.4) ? 1 : 0));
  const scores = actual.map((yes, row) => {
    const logit = (yes ? 1 : -1) * (groups[row] === 'a' ? 0.9 : 0.5) + normal(rng) + (groups[row] === 'a' ? 0.3 : 0);
    return 1 / (1 + Math.exp(-logit));
  });
  return { outcome: binaryOutcome(actual, scores), actual, scores, groups };
}

/** What each gap is of the source the rows are drawn from: group a less group b, or b over a. */
function truthOf({ actual, scores, groups }: ReturnType<typeof draw>): Record<string, number> {
  const meanOf = (group: string, isOf: (row: number) => boolean, value: (row: number) => number) => {
    let [sum, count] = [0, 0];
    for (let row = 0; row < groups.length; row++) {
      if (groups[row] !== group || !isOf(row)) continue;
      sum += value(row);
      count++;
    }
    return sum / count;
  };
  const called = (row: number) => Number(scores[row]! >= 0.5);
  const each = (isOf: (row: number) => boolean, value: (row: number) => number) => meanOf('a', isOf, value) - meanOf('b', isOf, value);
  return {
    demographic_parity: each(() => true, called),
    equal_opportunity: each((row) => actual[row] === 1, called),
    // The larger of this gap and of that of the false alarms, which here is a sixth of it.
    equalised_odds: each((row) => actual[row] === 1, called),
    predictive_parity: each((row) => called(row) === 1, (row) => actual[row]!), // prettier-ignore
    calibration: each(() => true, (row) => scores[row]! - actual[row]!), // prettier-ignore
    four_fifths: meanOf('b', () => true, called) / meanOf('a', () => true, called)
  };
}

describe.each(isFull ? [100, 200, 1000] : [100])('on %i rows', (n) => {
  test(
    '95 % intervals of gaps between two groups, and of the ratio of their shares, hold the truth 93 to 97 times in 100',
    { timeout: 3_000_000 },
    async () => {
      const truth = truthOf(draw(createRng(97), 400_000));
      const held: Record<string, number> = Object.fromEntries(Object.keys(truth).map((name) => [name, 0]));
      const rng = createRng(n);
      for (let i = 0; i < dataSetsFor(n); i++) {
        const { outcome, groups } = draw(rng, n);
        const asked = { attributes: [categoryColumn('g', groups, ['a', 'b'])], judge: () => Promise.resolve({}), seed: i, context: quiet };
        const { gaps, ratios } = await fairnessReport(outcome, asked);
        for (const name of Object.keys(truth)) {
          const gap = name === 'four_fifths' ? ratios['g']! : gaps[`g.${name}`]!;
          // The gap is told from the higher group to the lower one: where that is b, the truth is the other way round.
          const isTurned = gap.groups?.[0] === 'b' && name !== 'equalised_odds';
          const wanted = !isTurned ? truth[name]! : name === 'four_fifths' ? 1 / truth[name]! : -truth[name]!;
          if (gap.low <= wanted && wanted <= gap.high) held[name]!++;
        }
      }
      const sets = dataSetsFor(n);
      const chance = 3 * Math.sqrt((0.05 * 0.95) / sets);
      if (isFull) console.log(n, JSON.stringify(Object.fromEntries(Object.entries(held).map(([name, count]) => [name, count / sets]))));
      for (const [name, count] of Object.entries(held)) {
        expect(count / sets, name).toBeGreaterThan(0.93 - chance);
        // The larger of two gaps is bounded for both at once, which is more than is needed where one of them is clearly larger.
        expect(count / sets, name).toBeLessThan((name === 'equalised_odds' ? 0.99 : 0.97) + chance);
      }
    }
  );
});
