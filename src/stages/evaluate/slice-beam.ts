import { both, type Condition } from './conditions.ts';
import { everyPair, type WeakPair } from './every-pair.ts';
import type { SliceJudge } from './judge-rows.ts';
import type { WeakSlice } from './slice-type.ts';

/** How many of the worst are gone on from. */
const WIDTH = 10;
/** Rows looked at in all; of many rows fewer are gone on from. */
const MOST_STEPS = 2e8;
/** Two and three conditions at once have a quarter of the 5 in 100 each. */
const SHARE = 4;
const SURE = 0.05;
/** Pairs that chance does not make which are told at most, the surest first. */
const MOST_PAIRS = 50;

interface Beam {
  readonly minRows: number;
  readonly judge: SliceJudge;
}

interface Held {
  readonly condition: Condition;
  readonly slice: WeakSlice;
  /** Places of its single conditions. */
  readonly places: readonly number[];
}

/**
 * All pairs of conditions where their number allows, else those that the worst single ones are part of; and from the worst pairs on by a third: what errs more
 * than where it came from, and surely so. Which ones are tried hangs on what was found, so that a p-value is corrected not for those tried but for all that there are (Bonferroni): that holds whatever the search looked at.
 * Source of the search: Chung et al. (2019), "Slice Finder: automated data slicing for model validation".
 * @param found each of the single conditions, judged and not corrected
 * @returns those that chance does not make, with corrected p-values, and how many conditions of two and three parts there are
 */
export function deeper(
  singles: readonly Condition[],
  found: readonly WeakSlice[],
  { minRows, judge }: Beam
): { readonly slices: readonly WeakSlice[]; readonly family: number; readonly everyPair: boolean } {
  const families = combinations(singles.map(({ columns }) => columns[0]!));
  const steps = (singles[0]?.rows.length ?? 0) * singles.length * families.length;
  const width = Math.max(1, Math.min(WIDTH, Math.floor(MOST_STEPS / Math.max(1, steps))));
  let held: Held[] = worst(
    singles.map((condition, place) => ({ condition, slice: found[place]!, places: [place] })),
    width
  );
  const slices: WeakSlice[] = [];
  const pairs = everyPair(singles, found, minRows, judge);
  for (const [depth, family] of families.entries()) {
    if (family === 0) break;
    const next =
      pairs && depth === 0
        ? surest(pairs, SURE / (family * SHARE), width).map((pair) => joined(pair, singles, judge))
        : held.flatMap((from) => extended(from, singles, minRows, judge));
    for (const { slice } of next) {
      const pValue = slice.pValue * family * SHARE;
      if (pValue < SURE) slices.push({ ...slice, pValue });
    }
    held = worst(next, width);
  }
  return { slices, family: families.reduce((sum, family) => sum + family, 0), everyPair: pairs !== null };
}

/** Those that chance does not make, and as many as are gone on from whatever they are. */
function surest(pairs: readonly WeakPair[], limit: number, width: number): readonly WeakPair[] {
  const sorted = pairs.toSorted((a, b) => a.pValue - b.pValue);
  const sure = sorted.filter(({ pValue }) => pValue < limit).length;
  return sorted.slice(0, Math.max(width, Math.min(MOST_PAIRS, sure)));
}

function joined({ places }: WeakPair, singles: readonly Condition[], judge: SliceJudge): Held {
  const condition = both(singles[places[0]]!, singles[places[1]]!);
  return { condition, slice: judge.of(condition), places };
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
    const judged = judge.of(together);
    return judged.error > slice.error ? [{ condition: together, slice: judged, places: [...places, place] }] : [];
  });
}
