import { decimalSteps, FEWEST_SHARING, timeSteps } from './blurred.ts';

/**
 * How far an end may lie beyond the fifth value from it, as a share of the stretch between the two fifths: what even spacing would ask for, and a
 * quarter more. Enough for all but far outliers.
 */
const reachOf = (rows: number): number => 0.25 + FEWEST_SHARING / (rows + 1 - 2 * FEWEST_SHARING);
/** An end is rounded outwards to a step of about this share of that stretch. */
const GRAIN = 0.05;

/**
 * Where training values lie, as a package may tell it: rounded outwards, and never far beyond the fifth value from an end, so that neither the smallest nor the largest can be read off, least of all one that stands apart. An end that at least five
 * rows share is told as it is.
 * @param sorted ascending, without NaN
 * @returns null with fewer than ten values
 */
export function usualRange(sorted: Float64Array, isTime: boolean): [number, number] | null {
  const n = sorted.length;
  if (n < 2 * FEWEST_SHARING) return null;
  const [inLow, inHigh] = [sorted[FEWEST_SHARING - 1]!, sorted[n - FEWEST_SHARING]!];
  const [first, last] = [sorted[0]!, sorted[n - 1]!];
  const stretch = inHigh - inLow;
  const reach = reachOf(n) * stretch;
  const low = first === inLow ? first : outwards(Math.max(first, inLow - reach), -1, stretch, { sorted, isTime });
  const high = last === inHigh ? last : outwards(Math.min(last, inHigh + reach), 1, stretch, { sorted, isTime });
  return [first >= 0 ? Math.max(0, low) : low, last <= 0 ? Math.min(0, high) : high];
}

function outwards(
  end: number,
  way: 1 | -1,
  stretch: number,
  { sorted, isTime }: { readonly sorted: Float64Array; readonly isTime: boolean }
): number {
  if (!(stretch > 0)) return sorted[way === 1 ? sorted.length - FEWEST_SHARING : FEWEST_SHARING - 1]!;
  const isWhole = !isTime && sorted.every(Number.isInteger);
  const [step] = (isTime ? timeSteps : decimalSteps)(isWhole ? Math.max(1, GRAIN * stretch) : GRAIN * stretch);
  if (!step) return end;
  const near = step.round(end);
  return way * (near - end) >= 0 ? near : step.round(near + way * step.size);
}
