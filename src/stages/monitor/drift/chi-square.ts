import { sum } from '../../../core/stats.ts';
import { chiSquareSf } from '../../../kernels/distributions.ts';
import { currentSize, defineDriftTest, NOTHING, referenceSize, type LevelReference } from '../drift-test.ts';
import { judgeUnlisted } from '../unlisted.ts';

const FEWEST_EXPECTED = 5;

/**
 * Where the reference names only the levels with five rows or more, a level near that number has a name by luck, and has fewer rows now because it
 * was lucky then. With fourteen expected in the reference the chance to go without a name is below one in a thousand, and the luck is gone.
 */
const SURELY_NAMED = 14;

/**
 * Chi-square test that the levels before and now have the same shares; the statistic is 0 and up. The reference is a sample as well, so both
 * sides have their own uncertainty. Levels of which either side should have fewer than five rows are counted together, with all that have no name
 * in the reference. Rows of the latter are tested apart as well; the p-value is then twice the smaller one.
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
    const unlisted = sum(current.counts.slice(reference.counts.length));
    const levels = compareLevels(pooled(reference, current.counts, before, now), before, now);
    if (unlisted === 0) return levels;
    const { chance } = judgeUnlisted(reference, unlisted, now);
    return { statistic: levels.statistic, pValue: Math.min(1, 2 * Math.min(levels.pValue, chance)) };
  }
});

function compareLevels(cells: readonly Cell[], before: number, now: number): { statistic: number; pValue: number } {
  if (cells.length < 2) return { statistic: 0, pValue: 1 };
  let statistic = 0;
  for (const [old, fresh] of cells) {
    const share = (old + fresh) / (before + now);
    statistic += (old - before * share) ** 2 / (before * share) + (fresh - now * share) ** 2 / (now * share);
  }
  return { statistic, pValue: chiSquareSf(statistic, cells.length - 1) };
}

/** Rows before and now. */
type Cell = readonly [number, number];

/** Counts by level, the rare and the unnamed ones together; they join the smallest of the others while they still are too few. */
function pooled({ counts, others }: LevelReference, current: Float64Array, before: number, now: number): Cell[] {
  const rows = before + now;
  const isRare = ([a, b]: Cell) => ((a + b) * Math.min(before, now)) / rows < FEWEST_EXPECTED;
  const isLucky = ([a, b]: Cell) => others > 0 && ((a + b) * before) / rows < SURELY_NAMED;
  const all = Array.from(counts, (count, i): Cell => [count, current[i]!]).filter(([a, b]) => a + b > 0);
  const common = all.filter((cell) => !isRare(cell) && !isLucky(cell)).sort((x, y) => y[0] + y[1] - x[0] - x[1]);
  const rest = all
    .filter((cell) => isRare(cell) || isLucky(cell))
    .reduce<Cell>(([a, b], cell) => [a + cell[0], b + cell[1]], [others, sum(current.slice(counts.length))]);
  if (rest[0] + rest[1] === 0) return common;
  const last = isRare(rest) ? common.pop() : undefined;
  return [...common, last ? [last[0] + rest[0], last[1] + rest[1]] : rest];
}
