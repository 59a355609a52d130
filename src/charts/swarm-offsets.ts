/** Places along an axis in which points are stacked. */
const BINS = 70;
/** Fewer points at one place do not fill a line. */
const FEWEST = 12;

/**
 * Where points that share a line stand beside it, so that many at one value are seen as many: those of a narrow range are stacked to both sides in turn.
 * @param range from the smallest to the largest value on the axis
 * @param fullest points that fill a line from side to side; where a place has more, they lie on each other at the sides
 * @returns for each point from -1 to 1; points that all have one value stay on the line
 */
export function swarmOffsets(
  values: readonly number[],
  [low, high]: readonly [number, number],
  fullest = fullestPlace([values], [low, high])
): number[] {
  const counts = new Map<number, number>();
  const isFlat = values.every((value) => value === values[0]);
  return values.map((value) => {
    const place = placeOf(value, low, high);
    const before = counts.get(place) ?? 0;
    counts.set(place, before + 1);
    const step = Math.ceil(before / 2) * (before % 2 === 1 ? 1 : -1);
    return isFlat ? 0 : Math.max(-1, Math.min(1, (2 * step) / Math.max(fullest, FEWEST)));
  });
}

/** The most points that share a place, of lines whose points differ. */
export function fullestPlace(lines: readonly (readonly number[])[], [low, high]: readonly [number, number]): number {
  return lines.reduce((most, values) => {
    if (values.every((value) => value === values[0])) return most;
    const counts = new Map<number, number>();
    for (const value of values) counts.set(placeOf(value, low, high), (counts.get(placeOf(value, low, high)) ?? 0) + 1);
    return Math.max(most, ...counts.values());
  }, 0);
}

const placeOf = (value: number, low: number, high: number): number => (high > low ? Math.floor(((value - low) / (high - low)) * BINS) : 0);
