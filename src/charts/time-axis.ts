import { calendarEdges } from '../core/calendar-edges.ts';
import { clockOf } from '../core/time-zone.ts';

const TICKS = 5;
const DAY = 86_400_000;

/**
 * The axis and the scale of moments. Vega knows the clocks of UTC and of this device; where those of another zone are meant, the ticks are placed and
 * labelled here: at whole hours, days, months or years of that zone.
 * @param times what is drawn, ms since 1970
 */
export function timeAxis(times: readonly number[], zone: string | undefined, scale: { readonly nice?: boolean } = {}) {
  const ticks = zone === undefined || zone === 'UTC' ? null : ticksOf(times, zone);
  return { axis: ticks === null ? { tickCount: TICKS } : labelled(ticks, zone!), scale: { type: 'utc' as const, ...scale } };
}

function ticksOf(times: readonly number[], zone: string): number[] | null {
  const [low, high] = [Math.min(...times), Math.max(...times)];
  const edges = Number.isFinite(high - low) ? calendarEdges(low, high, zone, TICKS + 2) : null;
  const ticks = edges?.filter((edge) => edge >= low && edge <= high) ?? [];
  return ticks.length < 2 ? null : ticks;
}

function labelled(ticks: readonly number[], zone: string) {
  const clock = clockOf(zone);
  const step = Math.min(...ticks.slice(1).map((tick, i) => tick - ticks[i]!));
  const words = ticks.map((tick) => [tick, tickWord(new Date(clock(tick)).toISOString(), step)]);
  // Numbers given as they are would be years to the interpreter that stands in for eval.
  return { values: { signal: JSON.stringify(ticks) }, labelExpr: `(${JSON.stringify(Object.fromEntries(words))})[toNumber(datum.value)]` };
}

/** As short as ticks so far apart can be told: `2024`, `2024-03`, `2024-03-31`, `03-31 14:00`. */
function tickWord(shown: string, step: number): string {
  if (step > 360 * DAY) return shown.slice(0, shown.indexOf('-', 1));
  if (step > 27 * DAY) return shown.replace(/-\d\dT.*/, '');
  if (step > 0.9 * DAY) return shown.replace(/T.*/, '');
  return shown
    .replace(/^.*?(\d\d-\d\d)T/, '$1 ')
    .replace(/\.000Z$/, '')
    .replace(/:00$/, '');
}
