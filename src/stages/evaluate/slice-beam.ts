import { both, type Condition } from './conditions.ts';
import type { WeakSlice } from './slice-type.ts';

/** How many of the worst are gone on from. */
const WIDTH = 10;
/** Rows looked at in all; of many rows fewer are gone on from. */
const MOST_STEPS = 2e8;
/** Two and three conditions at once have a quarter of the 5 in 100 each. */
const SHARE = 4;
const SURE = 0.05;

interface Beam {
  readonly minRows: number;
  readonly judge: (condition: Condition) => WeakSlice;
}

interface Held {
  readonly condition: Condition;
  readonly slice: WeakSlice;
  /** Places of its single conditions. */
  readonly places: readonly number[];
}

/**
 * From the worst single conditions on, by one more at a time: what errs more than where it came from, and surely so. Which ones are tried hangs on what was
 * found, so that a p-value is corrected not for those tried but for all that there are (Bonferroni): that holds whatever the search looked at.
 * Source of the search: Chung et al. (2019), "Slice Finder: automated data slicing for model validation".
 * @param found each of the single conditions, judged and not corrected
 * @returns those that chance does not make, with corrected p-values, and how many conditions of two and three parts there are
 */
export function deeper(
  singles: readonly Condition[],
  found: readonly WeakSlice[],
  { minRows, judge }: Beam
): { readonly slices: readonly WeakSlice[]; readonly family: number } {
  const families = combinations(singles.map(({ columns }) => columns[0]!));
  const steps = (singles[0]?.rows.length ?? 0) * singles.length * families.length;
  const width = Math.max(1, Math.min(WIDTH, Math.floor(MOST_STEPS / Math.max(1, steps))));
  let held: Held[] = worst(
    singles.map((condition, place) => ({ condition, slice: found[place]!, places: [place] })),
    width
  );
  const slices: WeakSlice[] = [];
  for (const family of families) {
    if (family === 0) break;
    const next = held.flatMap((from) => extended(from, singles, minRows, judge));
    for (const { slice } of next) {
      const pValue = slice.pValue * family * SHARE;
      if (pValue < SURE) slices.push({ ...slice, pValue });
    }
    held = worst(next, width);
  }
  return { slices, family: families.reduce((sum, family) => sum + family, 0) };
}

/** Numbers of ways to take two, and three, of the conditions, each of another column. */
function combinations(columns: readonly string[]): readonly [number, number] {
  const counts = new Map<string, number>();
  for (const column of columns) counts.set(column, (counts.get(column) ?? 0) + 1);
  let [one, two, three] = [0, 0, 0];
  for (const count of counts.values()) [one, two, three] = [one + count, two + one * count, three + two * count];
  return [two, three];
}

const worst = (all: readonly Held[], width: number): Held[] =>
  all
    .filter(({ slice }) => slice.error > slice.rest)
    .sort((a, b) => a.slice.pValue - b.slice.pValue)
    .filter(({ places }, i, sorted) => sorted.findIndex((other) => isSame(other.places, places)) === i)
    .slice(0, width);

const isSame = (a: readonly number[], b: readonly number[]) => a.every((place) => b.includes(place));

function extended({ condition, slice, places }: Held, singles: readonly Condition[], minRows: number, judge: Beam['judge']): Held[] {
  return singles.flatMap((other, place) => {
    if (condition.columns.includes(other.columns[0]!)) return [];
    const together = both(condition, other);
    // What holds for nearly all of them says nothing more.
    if (together.count < minRows || together.count === condition.count) return [];
    const judged = judge(together);
    return judged.error > slice.error ? [{ condition: together, slice: judged, places: [...places, place] }] : [];
  });
}
