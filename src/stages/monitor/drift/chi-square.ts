import { chiSquareCdf, chiSquareSf } from '../../../kernels/distributions.ts';
import { currentSize, defineDriftTest, NOTHING, referenceSize } from '../drift-test.ts';

const FEWEST_EXPECTED = 5;

/**
 * Chi-square test that the levels before and now have the same shares; the statistic is 0 and up. The reference is a sample as well, so both
 * sides have their own uncertainty. Levels of which either side should have fewer than five rows are counted together. Rows with levels that
 * were never seen are tested apart, against the share of new levels that the reference's levels with a single row promise (Good, 1953, "The
 * population frequencies of species"); the p-value is then twice the smaller one.
 */
export const chiSquare = defineDriftTest({
  id: 'chi-square',
  label: 'Chi-square',
  doc: 'How far the counts of the levels are from equal shares before and now.',
  accepts: ['category'],

  run(reference, current) {
    const before = referenceSize(reference);
    const now = currentSize(current);
    if (before === 0 || now === 0) return NOTHING;
    const fresh = current.counts.slice(reference.counts.length).reduce((total, count) => total + count, 0);
    const levels = compareLevels(pooled(reference.counts, current.counts, Math.min(before, now) / (before + now)), before, now);
    if (fresh === 0) return levels;
    const pValue = Math.min(1, 2 * Math.min(levels.pValue, chanceOfNew(fresh, reference.counts, before, now)));
    return { statistic: levels.statistic, pValue };
  }
});

function compareLevels(cells: readonly [number, number][], before: number, now: number): { statistic: number; pValue: number } {
  if (cells.length < 2) return { statistic: 0, pValue: 1 };
  let statistic = 0;
  for (const [old, fresh] of cells) {
    const share = (old + fresh) / (before + now);
    statistic += (old - before * share) ** 2 / (before * share) + (fresh - now * share) ** 2 / (now * share);
  }
  return { statistic, pValue: chiSquareSf(statistic, cells.length - 1) };
}

/** Chance of at least so many rows with new levels, as a Poisson count. */
function chanceOfNew(fresh: number, counts: Float64Array, before: number, now: number): number {
  const singles = counts.reduce((total, count) => total + Number(count === 1), 0);
  const expected = (now * (singles + 1)) / (before + 1);
  return chiSquareCdf(2 * expected, 2 * fresh);
}

/** Counts by level, the rare ones together; they join the smallest of the others while they still are too few. */
function pooled(before: Float64Array, now: Float64Array, smallerShare: number): [number, number][] {
  const all = Array.from(now, (count, i): [number, number] => [before[i] ?? 0, count]).filter(([a, b]) => a + b > 0);
  const isRare = ([a, b]: [number, number]) => (a + b) * smallerShare < FEWEST_EXPECTED;
  const common = all.filter((cell) => !isRare(cell)).sort((x, y) => y[0] + y[1] - x[0] - x[1]);
  const rest = all.filter(isRare).reduce<[number, number]>(([a, b], cell) => [a + cell[0], b + cell[1]], [0, 0]);
  if (rest[0] + rest[1] === 0) return common;
  const last = isRare(rest) ? common.pop() : undefined;
  return [...common, last ? [last[0] + rest[0], last[1] + rest[1]] : rest];
}
