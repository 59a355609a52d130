import { pause, type WorkContext } from '../../../core/context.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import type { Forecaster, History } from '../forecaster-type.ts';
import { widen, type Misses, type Widening } from './widening.ts';

/** Origins looked back from, at most: each costs a pass over what was before it. */
const ORIGINS = 96;
/** The first third of a history is only learned from. */
const LEARNED = 1 / 3;
/** Steps ahead that are looked at, as far as half of what is looked back on. */
const DISTANCES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 24, 28, 32, 40, 48, 64, 96];

/** The distances that are looked at where errors are known over so many steps. */
export const distancesWithin = (steps: number): number[] => DISTANCES.filter((ahead) => ahead <= Math.max(1, steps / 2));

/**
 * How far off a fitted model was, had it been asked at earlier moments with its numbers as they are, against what it reckons.
 * Source of the idea: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.), 5.5 and 5.10, bounds from past errors of as many steps; the line
 * over the distance, and degrees of freedom from how well it is known, are our own.
 */
export async function lookBack(
  forecaster: Forecaster,
  state: PlainRecord,
  history: History,
  context: WorkContext
): Promise<Widening | null> {
  const { values, period } = history;
  const n = values.length;
  const first = Math.max(forecaster.fewest(period), Math.ceil(n * LEARNED));
  const distances = distancesWithin(n - first);
  const furthest = distances.at(-1)!;
  const stride = Math.max(1, Math.ceil((n - first) / ORIGINS));
  const misses = distances.map(() => [] as number[]);
  for (let origin = first; origin < n; origin += stride) {
    await pause(context);
    const past = forecaster.seenFrom(state, { values: values.subarray(0, origin), period });
    const { mean, spread } = forecaster.forecast(past, Math.min(furthest, n - origin));
    distances.forEach((steps, i) => {
      const ratio = (values[origin + steps - 1]! - mean[steps - 1]!) / spread[steps - 1]!;
      if (Number.isFinite(ratio)) misses[i]!.push(ratio);
    });
  }
  const seen = distances.map((steps, i): Misses => ({ steps, ratios: Float64Array.from(misses[i]!), stride }));
  return widen(seen, n / Math.max(1, n - forecaster.fitted(state)));
}
