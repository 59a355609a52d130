import { countsByGroup } from './counts-by-group.ts';

/**
 * How far the values of a group are from those of all rows; of the group farthest away. Source: Li, Li and Venkatasubramanian (2007), t-closeness:
 * earth mover's distance with the equal distance for categories, and with the ordered distance for numbers.
 * @param codes sensitive value of each row, -1 = missing; for numbers their places in order, and a missing value stands before them
 * @returns 0 (the same everywhere) to 1
 */
export function closenessOf(groups: Float64Array, codes: Int32Array, isOrdered: boolean): number {
  if (groups.length === 0) return 0;
  const whole = countsByGroup(new Float64Array(groups.length), codes).get(0)!;
  const distance = isOrdered ? orderedDistance(whole, groups.length) : equalDistance(whole, groups.length);
  let farthest = 0;
  for (const counts of countsByGroup(groups, codes).values()) farthest = Math.max(farthest, distance(counts));
  return farthest;
}

type Counts = ReadonlyMap<number, number>;

const sumOf = (counts: Counts): number => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** Half of the sum of |p - q| is the sum where p is above q, and that is only at values the group has. */
function equalDistance(whole: Counts, rows: number) {
  return (own: Counts): number => {
    const size = sumOf(own);
    let sum = 0;
    for (const [code, count] of own) sum += Math.max(0, count / size - whole.get(code)! / rows);
    return sum;
  };
}

/** Sum of |cumulated p - cumulated q| over the places, by m - 1. Between two values of the group its own sum stands still, so each stretch is a look-up. */
function orderedDistance(whole: Counts, rows: number) {
  const places = [...whole.keys()].sort((a, b) => a - b);
  const placeOf = new Map(places.map((code, place) => [code, place]));
  const cumulated = new Float64Array(places.length);
  const sums = new Float64Array(places.length + 1);
  places.forEach((code, place) => {
    cumulated[place] = (place === 0 ? 0 : cumulated[place - 1]!) + whole.get(code)! / rows;
    sums[place + 1] = sums[place]! + cumulated[place]!;
  });
  /** Sum of |level - cumulated| over the places `from` to `to - 1`. */
  const stretch = (level: number, from: number, to: number): number => {
    const turn = firstAbove(cumulated, level, from, to);
    return level * (turn - from) - (sums[turn]! - sums[from]!) + (sums[to]! - sums[turn]!) - level * (to - turn);
  };
  return (own: Counts): number => {
    if (places.length < 2) return 0;
    const size = sumOf(own);
    let [level, from, total] = [0, 0, 0];
    for (const code of [...own.keys()].sort((a, b) => a - b)) {
      const place = placeOf.get(code)!;
      total += stretch(level, from, place);
      level += own.get(code)! / size;
      from = place;
    }
    return (total + stretch(level, from, places.length)) / (places.length - 1);
  };
}

function firstAbove(ascending: Float64Array, level: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! > level) high = middle;
    else low = middle + 1;
  }
  return low;
}
