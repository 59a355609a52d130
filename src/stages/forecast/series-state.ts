import type { PlainRecord } from '../../core/plain.ts';
import type { Ask, Forecaster, Outlook } from './forecaster-type.ts';
import { meanForecast } from './methods/mean.ts';
import { seasonalNaive } from './methods/seasonal-naive.ts';
import { boundsOf, shifted } from './bounds/bounds-of.ts';
import type { Widening } from './bounds/widening.ts';
import { waveAt, type Waves } from './waves.ts';

/** What is kept of one series. */
export interface SeriesState {
  /** The method that was fitted: the one asked for, or a simpler one in its place. */
  readonly by: string;
  readonly inner: PlainRecord;
  /** How its bounds differ from what the method reckons; null where the history is too short to tell. */
  readonly widening: Widening | null;
  /** Steps between its end and the common end, which are forecast on the way. */
  readonly lead: number;
  /** A long season that was taken out first, and over how many steps. */
  readonly waves: (Waves & { readonly steps: number }) | null;
  /** The value of a history that never changes. */
  readonly constant: number | null;
}

/** Forecasts from the common end on; NaN where nothing is known of the series. */
export function seriesOutlook(forecaster: Forecaster, state: SeriesState | null, { steps, levels }: Ask): Outlook {
  if (!state || state.constant !== null) return flat(state?.constant ?? NaN, { steps, levels });
  const by = [forecaster, seasonalNaive, meanForecast].find(({ id }) => id === state.by)!;
  const plain = boundsOf(by.forecast(state.inner, steps + state.lead), state.widening, { levels });
  const { waves } = state;
  const whole = waves
    ? shifted(
        plain,
        plain.mean.map((_, step) => waveAt(waves, waves.steps + step))
      )
    : plain;
  return {
    mean: whole.mean.slice(state.lead),
    bounds: whole.bounds.map(({ level, low, high }) => ({ level, low: low.slice(state.lead), high: high.slice(state.lead) }))
  };
}

function flat(value: number, { steps, levels }: Ask): Outlook {
  const line = new Float64Array(steps).fill(value);
  return { mean: line, bounds: levels.map((level) => ({ level, low: line, high: line })) };
}
