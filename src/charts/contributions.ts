import { quoted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatShort } from './format.ts';
import { band, dashed, position, rowsHeight, safeWord } from './parts.ts';
import { fullestPlace, swarmOffsets } from './swarm-offsets.ts';

export interface ContributionsData {
  /** What is added to: "log-odds of yes", "price". */
  readonly answer: string;
  /** It may be told as something about the data; else it says what the model goes by alone. */
  readonly isFinding: boolean;
  /** Most important first. `mean` is the mean size of what it adds, without its sign, with its interval over the rows. */
  readonly features: readonly {
    readonly name: string;
    readonly mean: number;
    readonly low: number;
    readonly high: number;
    /** Of single rows: what it adds, and where its value stands among all, 0 to 1; null where values have no order. */
    readonly points: readonly { readonly adds: number; readonly place: number | null }[];
  }[];
}

/** What each feature adds to the answers: on average as a bar with its interval, and for single rows as dots, coloured from low to high values. */
export const contributions = defineChart<ContributionsData>({
  id: 'contributions',
  label: 'What each column adds',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: rowsHeight(data.features.length, 36), layer: layers(data, look) }),
  describe(data) {
    const [first, second] = data.features;
    if (!first) return 'Nothing was explained.';
    const next = second ? `, ${quoted(second.name)} by ${formatShort(second.mean)}` : '';
    const told = `${quoted(first.name)} moves the ${data.answer} by ${formatShort(first.mean)} on average (${formatShort(first.low)} to ${formatShort(first.high)}), up or down${next}.`;
    return data.isFinding ? told : `No finding, only what this model goes by: ${told}`;
  },
  table: (data) => ({
    columns: ['Column', 'Adds on average, either way', 'Low', 'High', 'Least', 'Most'],
    rows: data.features.map(({ name, mean, low, high, points }) => {
      const adds = points.map((point) => point.adds);
      return [name, mean, low, high, adds.length > 0 ? Math.min(...adds) : null, adds.length > 0 ? Math.max(...adds) : null];
    })
  }),
  marks: (data) => data.features.reduce((sum, { points }) => sum + points.length, 0),
  sample: () => ({
    answer: 'log-odds of survived',
    isFinding: true,
    features: ['sex', 'passenger class', 'age', 'fare'].map((name, j) => ({
      name,
      mean: 0.9 - 0.2 * j,
      low: 0.85 - 0.2 * j,
      high: 0.95 - 0.2 * j,
      points: Array.from({ length: 30 }, (_, i) => ({
        adds: (1.4 - 0.3 * j) * Math.sin(i * (j + 1.3)),
        place: j === 0 ? null : (i % 11) / 10
      }))
    }))
  })
});

function layers(data: ContributionsData, look: ChartLook) {
  const { colours } = look;
  const y = band('name', null, { axis: { grid: false } });
  const x = (field: string) => position(field, `Added to the ${data.answer}`, { axis: { tickCount: 5 } });
  const bars = data.features.map(({ name, mean, low, high }, row) => ({ name: safeWord(name), mean, low, high, row }));
  const points = pointsOf(data);
  const dot = { type: 'circle' as const, size: 16, opacity: points.length > 1500 ? 0.55 : 0.75 };
  const offset = { field: 'off', type: 'quantitative' as const, scale: { domain: [-1, 1] } };
  const encoding = { x: x('adds'), y, yOffset: offset };
  return [
    { data: { values: [{ zero: 0 }] }, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { x: x('zero') } },
    {
      data: { values: bars },
      mark: { type: 'bar' as const, fill: colours.accentSoft, height: 22, cornerRadiusEnd: 3 },
      encoding: { x: x('mean'), y }
    },
    {
      data: { values: points.filter(({ place }) => place === null) },
      mark: { ...dot, fill: colours.ink3 },
      encoding
    },
    {
      data: { values: points.filter(({ place }) => place !== null) },
      mark: dot,
      encoding: {
        ...encoding,
        fill: { field: 'place', type: 'quantitative' as const, scale: { domain: [0, 1], range: [colours.series[1], colours.series[0]] } }
      }
    },
    {
      data: { values: bars },
      mark: { type: 'rule' as const, stroke: colours.ink, strokeWidth: 2 },
      encoding: { x: x('low'), x2: { field: 'high' }, y }
    }
  ];
}

/** Dots beside each other that a line has room for. */
const MOST_BESIDE = 36;

/** The dots of all features, the fullest place of all of them as wide as a line allows. */
function pointsOf({ features }: ContributionsData) {
  const lines = features.map(({ points }) => points.map(({ adds }) => adds));
  const all = lines.flat();
  const range = [all.reduce((a, b) => Math.min(a, b), 0), all.reduce((a, b) => Math.max(a, b), 0)] as const;
  // a few crowded places may overflow, or all others would look like lines
  const fullest = Math.min(fullestPlace(lines, range), MOST_BESIDE);
  return features.flatMap(({ name, points }, row) => {
    const offsets = swarmOffsets(lines[row]!, range, fullest);
    return points.map(({ adds, place }, i) => ({ name: safeWord(name), adds, place, off: offsets[i]!, row }));
  });
}
