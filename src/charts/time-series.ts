import { momentText } from '../core/time-text.ts';
import { counted, quoted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber } from './format.ts';
import { dashed, largest, position, tickFormat } from './parts.ts';
import { timeAxis } from './time-axis.ts';

export interface TimeSeriesData {
  readonly name: string;
  /** Ascending by `time` (ms since 1970 UTC). `low` and `high` bound the value where it is an estimate; NaN breaks the line. */
  readonly points: readonly { readonly time: number; readonly value: number; readonly low?: number; readonly high?: number }[];
  /** Of moments: the zone whose clocks they are read by. */
  readonly zone?: string;
  /** Where a point stands for a stretch: how long that is, "a week"; its value is the mean of it. */
  readonly meanOf?: string;
  /** From here on the values are forecasts; null when there are none. */
  readonly forecastFrom: number | null;
}

/** A value over time; forecasts in the second colour, with their interval. */
export const timeSeries = defineChart<TimeSeriesData>({
  id: 'time-series',
  label: 'Over time',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 220, layer: layers(data, look) }),
  describe(data) {
    const known = data.points.filter((point) => Number.isFinite(point.value));
    const [first] = known;
    const last = known.at(-1);
    if (!first || !last) return `${quoted(data.name)} has no values over time.`;
    const high = largest(known, (point) => point.value)!;
    const say = sayerOf(data);
    const gaps = data.points.length - known.length;
    const span = `${data.name} from ${say(first.time)} to ${say(last.time)}${data.zone === undefined ? '' : ` by the clocks of ${data.zone}`}, ${counted(known.length, 'value')}${data.meanOf === undefined ? '' : `, each the mean of ${data.meanOf}`}`;
    const top = data.meanOf === undefined ? 'highest on' : `highest mean of ${data.meanOf} from`;
    return `${span}; ${top} ${say(high.time)} (${formatNumber(high.value)}).${gaps > 0 ? ` ${counted(gaps, 'gap')}.` : ''}`;
  },
  table: (data) => ({
    columns: [stepOf(data) < DAY ? 'Time' : 'Day', data.meanOf === undefined ? data.name : `${data.name}, mean of ${data.meanOf}`],
    rows: data.points.map((p) => [sayerOf(data)(p.time), Number.isFinite(p.value) ? p.value : null])
  }),
  sample: () => ({
    name: 'temperature, °C',
    points: Array.from({ length: 120 }, (_, i) => {
      const value = 14 + 7 * Math.sin(i / 19) + 2 * Math.sin(i * 1.7);
      const time = Date.UTC(1990, 0, 1) + i * 86_400_000 * 3;
      return i < 100 ? { time, value } : { time, value, low: value - 2 - (i - 100) * 0.12, high: value + 2 + (i - 100) * 0.12 };
    }),
    forecastFrom: Date.UTC(1990, 0, 1) + 100 * 86_400_000 * 3
  })
});

/** Clocks that are put forward make a day of 23 hours. */
const DAY = 22 * 3_600_000;

/** How far apart the points lie. */
const stepOf = ({ points }: TimeSeriesData): number =>
  points.length < 2 ? Infinity : (points.at(-1)!.time - points[0]!.time) / (points.length - 1);

const sayerOf = (data: TimeSeriesData) => (time: number) => momentText(time, data.zone, stepOf(data));

function layers(data: TimeSeriesData, look: ChartLook) {
  const { colours } = look;
  const values = data.points.map((point, row) => ({ ...point, value: Number.isFinite(point.value) ? point.value : null, row }));
  const isForecast = (time: number) => data.forecastFrom !== null && time >= data.forecastFrom;
  const x = {
    ...{ field: 'time', type: 'temporal' as const, title: null },
    ...timeAxis(
      data.points.map(({ time }) => time),
      data.zone
    )
  };
  const y = position('value', data.name, {
    scale: { zero: false },
    axis: { tickCount: 4, format: tickFormat(data.points.map((point) => point.value)) }
  });
  const line = (rows: typeof values, stroke: string) => ({
    data: { values: rows },
    mark: { type: 'line' as const, stroke, strokeWidth: 1.5, invalid: 'break-paths-filter-domains' as const },
    encoding: { x, y }
  });
  const bounded = values.filter((point) => point.low !== undefined && point.high !== undefined);
  const shade = {
    data: { values: bounded },
    mark: { type: 'area' as const, fill: colours.series[1], opacity: 0.16 },
    encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } }
  };
  const forecast = values.filter((point) => isForecast(point.time));
  return [
    ...(bounded.length > 0 ? [shade] : []),
    line(
      values.filter((point) => !isForecast(point.time)),
      colours.series[0]
    ),
    ...(forecast.length > 0 ? [line(forecast, colours.series[1]), ...forecastMark({ time: forecast[0]!.time }, x, look)] : [])
  ];
}

/** Where the known values end. */
function forecastMark(at: object, x: object, look: ChartLook) {
  const data = { values: [{ ...at, word: 'forecast' }] };
  const word = { type: 'text' as const, align: 'left' as const, baseline: 'top' as const, y: 0, dx: 5, fill: look.colours.series[1] };
  return [
    { data, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { x } },
    { data, mark: { ...word, fontWeight: 500 as const }, encoding: { x, text: { field: 'word' } } }
  ];
}
