import { endOf, type Panel } from '../panel.ts';

const MOST_HORIZONS = 3;
/** At most this share of the history is kept back. */
const SHARE = 1 / 4;

/**
 * Steps at the end that nothing is chosen by: whole horizons, up to three. None where what is left would have no room for an origin of any method.
 * @param fewest steps the most demanding method needs before an origin
 */
export function sealedSteps(panel: Panel, { horizon, fewest }: { horizon: number; fewest: number }): number {
  const begin = panel.series.reduce((least, { first }) => Math.min(least, first), Infinity);
  const length = panel.series.length === 0 ? 0 : endOf(panel) - begin;
  const most = Math.min(MOST_HORIZONS, Math.floor((SHARE * length) / horizon), Math.floor((length - fewest - horizon) / horizon));
  return Math.max(0, most) * horizon;
}
