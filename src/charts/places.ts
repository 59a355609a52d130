import type { PlacesReport } from '../core/looks/places.ts';
import { defineChart } from './chart-type.ts';
import { position } from './parts.ts';

export type PlacesData = Pick<PlacesReport, 'pair' | 'said'> & {
  readonly points: readonly { readonly latitude: number; readonly longitude: number }[];
};

const HEIGHT = 380;
const WIDEST = 900;
/** Room for the numbers beside it. */
const AXIS = 64;

/** Points on the earth as on a flat map: a degree east is as wide as it is at the middle latitude. No shores are drawn, for nothing is fetched. */
export const places = defineChart<PlacesData>({
  id: 'places',
  label: 'Where the rows are',
  shape: 'wide',
  spec: (data, { colours, width: room }) => {
    const { x, y, width } = frameOf(data, Math.min(WIDEST, room - AXIS));
    return {
      width,
      height: HEIGHT,
      data: { values: data.points.map((point, row) => ({ ...point, row })) },
      mark: { type: 'point', size: 22, opacity: data.points.length > 800 ? 0.35 : 0.65, fill: colours.series[0] },
      encoding: {
        x: position('longitude', 'Degrees east', { scale: { domain: x, nice: false, zero: false }, axis: { tickCount: 6 } }),
        y: position('latitude', 'Degrees north', { scale: { domain: y, nice: false, zero: false }, axis: { tickCount: 5 } })
      }
    };
  },
  describe: ({ said }) => said,
  table: ({ pair, points }) => ({
    columns: [pair.latitude, pair.longitude],
    rows: points.map(({ latitude, longitude }) => [latitude, longitude])
  }),
  sample: () => ({
    pair: { latitude: 'lat', longitude: 'lon' },
    said: 'Half of 120 places lie within 240 km of 50.00 N, 10.00 E.',
    points: Array.from({ length: 120 }, (_, i) => ({ latitude: 50 + 3 * Math.sin(i * 1.7), longitude: 10 + 4 * Math.cos(i * 2.3) }))
  })
});

/** What of the earth is shown, a little more than the points take, and how wide that is beside its height. */
function frameOf({ points }: PlacesData, widest: number): { x: [number, number]; y: [number, number]; width: number } {
  const [west, east] = spanOf(points.map(({ longitude }) => longitude));
  const [south, north] = spanOf(points.map(({ latitude }) => latitude));
  const narrowing = Math.max(0.05, Math.cos((((south + north) / 2) * Math.PI) / 180));
  const width = (HEIGHT * (east - west) * narrowing) / (north - south);
  const aimed = Math.min(widest, Math.max(HEIGHT / 2, width));
  // What the picture can't be wide or narrow enough for is made up by showing more of the other side.
  const [moreX, moreY] = [Math.max(1, aimed / width), Math.max(1, width / aimed)];
  return { x: widened([west, east], moreX), y: widened([south, north], moreY), width: aimed };
}

function spanOf(values: readonly number[]): [number, number] {
  if (values.length === 0) return [-1, 1];
  const low = values.reduce((least, value) => Math.min(least, value));
  const high = values.reduce((most, value) => Math.max(most, value));
  return widened([low, high], high > low ? 1.08 : 1, high > low ? 0 : 0.05);
}

const widened = ([low, high]: readonly [number, number], factor: number, more = 0): [number, number] => {
  const half = ((high - low) / 2) * factor + more;
  return [(low + high) / 2 - half, (low + high) / 2 + half];
};
