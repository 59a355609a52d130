import { percent, quoted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatShort } from './format.ts';
import { isNarrow } from './parts.ts';

export interface PictureHeatData {
  /** The class, or the name of the number, whose answer is explained, and whether it is a probability. */
  readonly of: string;
  readonly isClass: boolean;
  /** Pixels, from the upper left: how bright they are, each channel 0 to 255, and how much they speak for the answer, or, below 0, against it. */
  readonly pixels: readonly { readonly x: number; readonly y: number; readonly colour: readonly number[]; readonly heat: number }[];
  /** The answer as it is, with the warmest pixels covered, and with as many drawn at random; the share of pixels that is. */
  readonly check: { readonly share: number; readonly now: number; readonly warmest: number; readonly random: number; readonly low: number; readonly high: number }; // prettier-ignore
}

/** Pixels that the table and the arrow keys go through. */
const MOST_LISTED = 100;

/** What in a picture speaks for its answer, laid over the picture: green for it, orange against it. */
export const pictureHeat = defineChart<PictureHeatData>({
  id: 'picture-heat',
  label: 'Warm places of a picture',
  shape: 'square',
  spec: (data, look) => ({ width: edge(look), height: edge(look), layer: layers(data, look) }),
  describe(data) {
    const first = listedPixels(data)[0];
    if (!first) return 'No place in this picture speaks for the answer or against it.';
    const { share, now, warmest, random, low, high } = data.check;
    const say = (value: number) => (data.isClass ? percent(Math.min(1, Math.max(0, value))) : formatShort(value));
    const what = data.isClass ? `the chance of ${quoted(data.of)}` : quoted(data.of);
    const place = `Most speaks ${first.heat > 0 ? 'for' : 'against'} it ${placeOf(data, first)}.`;
    return `${place} Covering the warmest ${percent(share)} of the pixels takes ${what} from ${say(now)} to ${say(warmest)}; covering as many at random takes it to ${say(random)} on average (${say(low)} to ${say(high)}).`;
  },
  table: (data) => ({
    columns: ['Line', 'Column', 'Brightness', 'Speaks for it'],
    rows: listedPixels(data).map(({ x, y, colour, heat }) => [y + 1, x + 1, Math.round(colour.reduce((sum, part) => sum + part, 0) / Math.max(1, colour.length)), heat]) // prettier-ignore
  }),
  marks: (data) => 2 * data.pixels.length,
  sample: () => {
    const pixels = Array.from({ length: 36 }, (_, i) => {
      const [x, y] = [i % 6, Math.floor(i / 6)];
      const isInk = x === 3 || (y === 1 && x > 1);
      return { x, y, colour: [isInk ? 230 : 20], heat: (isInk ? 0.2 : -0.02) * (1 + Math.sin(x + 2 * y) / 3) };
    });
    return { of: '7', isClass: true, pixels, check: { share: 0.1, now: 0.97, warmest: 0.34, random: 0.93, low: 0.9, high: 0.95 } };
  }
});

const edge = (look: ChartLook): number => (isNarrow(look) ? 240 : 300);

/** The pixels with the largest heat either way, largest first; cold ones have none. */
const listedPixels = ({ pixels }: PictureHeatData) =>
  pixels
    .filter(({ heat }) => heat !== 0)
    .sort((a, b) => Math.abs(b.heat) - Math.abs(a.heat))
    .slice(0, MOST_LISTED);

function placeOf({ pixels }: PictureHeatData, { x, y }: { x: number; y: number }): string {
  const third = (value: number, most: number, names: readonly [string, string, string]) =>
    names[Math.min(2, Math.floor((3 * value) / (most + 1)))]!;
  const [right, bottom] = [Math.max(...pixels.map((pixel) => pixel.x)), Math.max(...pixels.map((pixel) => pixel.y))];
  const [down, across] = [third(y, bottom, ['top', 'middle', 'bottom']), third(x, right, ['left', 'middle', 'right'])];
  return down === 'middle' && across === 'middle' ? 'in the middle' : `at the ${down === 'middle' ? across : across === 'middle' ? down : `${down} ${across}`}`; // prettier-ignore
}

function layers(data: PictureHeatData, look: ChartLook) {
  const most = Math.max(1e-12, ...data.pixels.map(({ heat }) => Math.abs(heat)));
  const rowOf = new Map(listedPixels(data).map((pixel, row) => [pixel, row]));
  const values = data.pixels.map((pixel) => ({
    ...{ x: pixel.x, x2: pixel.x + 1, y: pixel.y, y2: pixel.y + 1 },
    ...(rowOf.has(pixel) ? { row: rowOf.get(pixel) } : {}),
    colour: `rgb(${[0, 1, 2].map((channel) => Math.round(pixel.colour[channel] ?? pixel.colour[0] ?? 0)).join(',')})`,
    warmth: pixel.heat >= 0 ? look.colours.series[0] : look.colours.series[1],
    strength: (0.85 * Math.abs(pixel.heat)) / most
  }));
  const axis = { type: 'quantitative' as const, axis: null, scale: { nice: false, zero: false } };
  const place = {
    x: { field: 'x', ...axis },
    x2: { field: 'x2' },
    y: { field: 'y', ...axis, scale: { ...axis.scale, reverse: true } },
    y2: { field: 'y2' }
  };
  const fill = (field: string) => ({ field, type: 'nominal' as const, scale: null });
  const mark = { type: 'rect' as const, strokeWidth: 0 };
  return [
    { data: { values }, mark, encoding: { ...place, fill: fill('colour') } },
    {
      data: { values },
      mark,
      encoding: { ...place, fill: fill('warmth'), opacity: { field: 'strength', type: 'quantitative' as const, scale: null } }
    }
  ];
}
