import { createRng, normal } from '../../../src/core/rng.ts';
import type { PanelRows, Panel } from '../../../src/stages/forecast/panel.ts';
import { makePanel } from '../../../src/stages/forecast/panel.ts';

export const DAY = 86_400_000;

/** Monthly moments from January 2000 on. */
export const months = (count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => Date.UTC(2000, i, 1));
export const days = (count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => Date.UTC(2000, 0, 1 + i));

export function noise(count: number, seed: number): Float64Array {
  const rng = createRng(seed);
  return Float64Array.from({ length: count }, () => normal(rng));
}

/** A random level seen through noise: what ETS(A,N,N) is right for. */
export function wandering(count: number, seed: number, alpha = 0.3): Float64Array {
  let level = 20;
  return noise(count, seed).map((shock) => {
    const value = level + shock;
    level += alpha * shock;
    return value;
  });
}

/** A first-order autoregression around 10. */
export function remembering(count: number, seed: number, phi = 0.7): Float64Array {
  let away = 0;
  return noise(count + 50, seed)
    .map((shock) => 10 + (away = phi * away + shock))
    .slice(50);
}

/** A year of months with a trend. */
export const seasonal = (count: number, seed: number): Float64Array =>
  noise(count, seed).map((shock, i) => 50 + 0.2 * i + 8 * Math.sin((2 * Math.PI * i) / 12) + shock);

/** A random walk. */
export function walking(count: number, seed: number): Float64Array {
  let at = 0;
  return noise(count, seed).map((shock) => (at += shock));
}

/** One series a list of values. */
export function panelOf(series: readonly Float64Array[], times = months): Panel {
  const rows: PanelRows = {
    times: Float64Array.from(series.flatMap((values) => [...times(values.length)])),
    values: Float64Array.from(series.flatMap((values) => [...values])),
    names: {
      codes: Int32Array.from(series.flatMap((values, i) => [...values].map(() => i))),
      labels: series.map((_, i) => `s${i}`)
    }
  };
  return makePanel(rows).panel;
}
