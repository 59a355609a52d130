import { counted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber } from './format.ts';
import { position, seriesColour, tickFormat } from './parts.ts';

export interface ScatterData {
  readonly x: string;
  readonly y: string;
  /** Names of the groups, at most four are told apart by colour; empty for one cloud. */
  readonly groups: readonly string[];
  /** At most some thousands: a sample where there are more rows. `group` counts into `groups`. */
  readonly points: readonly { readonly x: number; readonly y: number; readonly group?: number }[];
}

/** Two numbers of each row, coloured and named by group. */
export const scatter = defineChart<ScatterData>({
  id: 'scatter',
  label: 'Two columns',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 320, layer: layers(data, look) }),
  describe(data) {
    if (data.points.length < 2) return `Too few rows have both ${data.x} and ${data.y}.`;
    const r = correlation(data);
    const way = Math.abs(r) < 0.1 ? 'hardly go together' : r > 0 ? 'rise together' : 'go opposite ways';
    return `${data.x} and ${data.y} ${way} over ${counted(data.points.length, 'row')} (Pearson’s r ${formatNumber(Number(r.toFixed(2)))}).`;
  },
  table: (data) => ({
    columns: [data.x, data.y, ...(data.groups.length > 0 ? ['Group'] : [])],
    rows: data.points.map((p) => [p.x, p.y, ...(data.groups.length > 0 ? [data.groups[p.group ?? -1] ?? null] : [])])
  }),
  sample: () => ({
    x: 'flipper length, mm',
    y: 'bill length, mm',
    groups: ['Adelie', 'Chinstrap', 'Gentoo'],
    points: Array.from({ length: 150 }, (_, i) => {
      const group = i % 3;
      const wobble = (k: number) => Math.sin(i * k) * 4;
      return { x: [190, 196, 217][group]! + wobble(7.3), y: [38.8, 48.8, 47.5][group]! + wobble(3.1) * 0.7, group };
    })
  })
});

function layers(data: ScatterData, look: ChartLook) {
  const axes = {
    x: position('x', data.x, { scale: { zero: false }, axis: { format: tickFormat(data.points.map((point) => point.x)) } }),
    y: position('y', data.y, { scale: { zero: false }, axis: { format: tickFormat(data.points.map((point) => point.y)), tickCount: 5 } })
  };
  const colourOf = (group: number | undefined) => (data.groups.length > 0 ? seriesColour(look, group ?? -1) : look.colours.series[0]);
  const values = data.points.map((point, row) => ({ x: point.x, y: point.y, colour: colourOf(point.group), row }));
  const points = {
    data: { values },
    mark: { type: 'point' as const, size: 26, opacity: values.length > 800 ? 0.35 : 0.65 },
    encoding: { ...axes, fill: { field: 'colour', type: 'nominal' as const, scale: null } }
  };
  return [points, ...names(data, look).map((name) => groupName(name, axes, look))];
}

/** Each named group at the middle of its points. */
function names(data: ScatterData, look: ChartLook) {
  return data.groups.slice(0, 4).flatMap((word, group) => {
    const own = data.points.filter((point) => point.group === group);
    if (own.length === 0) return [];
    const middle = (of: (point: (typeof own)[number]) => number) => own.reduce((sum, point) => sum + of(point), 0) / own.length;
    return [{ word, x: middle((p) => p.x), y: middle((p) => p.y), colour: seriesColour(look, group) }];
  });
}

function groupName(name: { word: string; colour: string }, axes: object, { colours }: ChartLook) {
  const text = { type: 'text' as const, fontSize: 13, fontWeight: 600 as const };
  const data = { values: [name] };
  const encoding = { ...axes, text: { field: 'word' } };
  return {
    data,
    encoding,
    layer: [
      { mark: { ...text, stroke: colours.surface, strokeWidth: 4, strokeJoin: 'round' as const } },
      { mark: { ...text, fill: name.colour } }
    ]
  };
}

function correlation({ points }: ScatterData): number {
  const mean = (of: (p: { x: number; y: number }) => number) => points.reduce((sum, p) => sum + of(p), 0) / points.length;
  const mx = mean((p) => p.x);
  const my = mean((p) => p.y);
  const together = mean((p) => (p.x - mx) * (p.y - my));
  return together / (Math.sqrt(mean((p) => (p.x - mx) ** 2) * mean((p) => (p.y - my) ** 2)) || 1);
}
