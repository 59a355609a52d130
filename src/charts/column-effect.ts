import { mean } from '../core/stats.ts';
import { quoted } from '../core/words.ts';
import { sayerOf } from '../core/say-value.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatShort } from './format.ts';
import { band, dashed, largest, position, safeWord } from './parts.ts';
import { swarmOffsets } from './swarm-offsets.ts';
import { timeAxis } from './time-axis.ts';

export interface EffectData {
  readonly feature: string;
  /** What is added to: "log-odds of yes", "price". */
  readonly answer: string;
  /** Times are in ms since 1970, UTC. */
  readonly kind: 'number' | 'time' | 'category';
  /** Of moments: the zone whose clocks they are read by. */
  readonly zone?: string;
  /** The feature that has most say in what this one adds, by whose values the dots are coloured, and how much; null where none is known. */
  readonly partner: { readonly name: string; readonly together: number } | null;
  /** Single rows: the value of the feature, what it adds, and where the partner's value stands among all, 0 to 1; null where it has no order. */
  readonly points: readonly { readonly at: number | string; readonly adds: number; readonly place: number | null }[];
}

/** What one feature adds to the answers, over its values: single rows; where they fan out, other features have a say. */
export const columnEffect = defineChart<EffectData>({
  id: 'column-effect',
  label: 'What one column adds, over its values',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 240, layer: layers(data, look) }),
  describe(data) {
    if (data.points.length < 2) return `Too few rows have ${quoted(data.feature)}.`;
    return `${data.kind === 'category' ? sayLevels(data) : sayEnds(data)}${sayPartner(data)}`;
  },
  table: ({ feature, points }) => ({ columns: [feature, 'Adds'], rows: points.map(({ at, adds }) => [at, adds]) }),
  sample: () => ({
    feature: 'age',
    answer: 'log-odds of survived',
    kind: 'number',
    partner: { name: 'fare', together: 0.12 },
    points: Array.from({ length: 80 }, (_, i) => ({
      at: 2 + i * 0.9,
      adds: 0.9 - i * 0.02 + 0.15 * Math.sin(i * 2.1),
      place: (1 + Math.sin(i * 2.1)) / 2
    }))
  })
});

function sayPartner({ partner, points, answer }: EffectData): string {
  if (!partner) return '';
  const colours = points.some(({ place }) => place !== null)
    ? ', by whose values dots are coloured, orange where low and green where high'
    : '';
  return ` It works most together with ${quoted(partner.name)}${colours}: beyond what each adds alone the two move the ${answer} by ${formatShort(partner.together)} on average.`;
}

/** The lowest and the highest fifth of the values. */
function sayEnds(data: EffectData): string {
  const sorted = data.points.toSorted((a, b) => Number(a.at) - Number(b.at));
  const fifth = Math.max(1, Math.floor(sorted.length / 5));
  const [low, high] = [sorted.slice(0, fifth), sorted.slice(-fifth)];
  const say = sayerOf(data, formatShort);
  const adds = (points: typeof sorted) => formatShort(mean(points.map((point) => point.adds)));
  return `Low values of ${quoted(data.feature)} (up to ${say(Number(low.at(-1)!.at))}) add ${adds(low)} to the ${data.answer} on average, high ones (from ${say(Number(high[0]!.at))} on) ${adds(high)}.`;
}

function levelMeans({ points }: EffectData): { level: string; mean: number }[] {
  const levels = [...new Set(points.map(({ at }) => String(at)))];
  return levels
    .map((level) => ({ level, mean: mean(points.filter(({ at }) => String(at) === level).map(({ adds }) => adds)) }))
    .sort((a, b) => b.mean - a.mean);
}

function sayLevels(data: EffectData): string {
  const means = levelMeans(data);
  const top = largest(means, (level) => level.mean)!;
  const bottom = largest(means, (level) => -level.mean)!;
  return `On average ${quoted(top.level)} adds ${formatShort(top.mean)} to the ${data.answer}, ${quoted(bottom.level)} ${formatShort(bottom.mean)}.`;
}

function layers(data: EffectData, look: ChartLook) {
  const { colours } = look;
  const y = (field: string) => position(field, `Added to the ${data.answer}`, { axis: { tickCount: 5 } });
  const mark = { type: 'circle' as const, size: 26, opacity: data.points.length > 800 ? 0.5 : 0.75 };
  const scale = { domain: [0, 1], range: [colours.series[1], colours.series[0]] };
  const fill = data.points.some(({ place }) => place !== null)
    ? { field: 'place', type: 'quantitative' as const, scale }
    : { value: colours.series[0] };
  const zero = { data: { values: [{ zero: 0 }] }, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { y: y('zero') } };
  if (data.kind !== 'category') {
    const values = data.points.map((point, row) => ({ ...point, row }));
    return [zero, { data: { values }, mark, encoding: { x: axisOf(data), y: y('adds'), fill } }];
  }
  const order = levelMeans(data).map(({ level }) => safeWord(level));
  const values = levelPoints(data);
  const x = band('at', data.feature, { sort: order, axis: { labelAngle: order.length <= (look.width < 420 ? 3 : 6) ? 0 : -60 } });
  const xOffset = { field: 'off', type: 'quantitative' as const, scale: { domain: [-2, 2] } };
  return [zero, { data: { values }, mark, encoding: { x, xOffset, y: y('adds'), fill } }];
}

/** Points of a level side by side. */
function levelPoints({ points }: EffectData) {
  const adds = points.map((point) => point.adds);
  const range = [Math.min(...adds), Math.max(...adds)] as const;
  const rows = points.map((point, row) => ({ ...point, at: safeWord(String(point.at)), row }));
  return [...new Set(rows.map(({ at }) => at))].flatMap((level) => {
    const own = rows.filter(({ at }) => at === level);
    const offsets = swarmOffsets(own.map((point) => point.adds), range); // prettier-ignore
    return own.map((point, i) => ({ ...point, off: offsets[i]! }));
  });
}

function axisOf({ kind, points, zone, feature }: EffectData) {
  if (kind !== 'time') return position('at', feature, { scale: { zero: false, nice: false } });
  const times = points.map(({ at }) => Number(at)).sort((a, b) => a - b);
  return { field: 'at', type: 'temporal' as const, title: safeWord(feature), ...timeAxis(times, zone, { nice: false }) };
}
