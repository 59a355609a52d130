import type { ChartLook } from './chart-type.ts';
import { dashed, position, shareAxis } from './parts.ts';

interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What acting by a model is worth at each threshold, beside acting always and never. */
export interface ActingCurve {
  readonly points: readonly { readonly threshold: number; readonly model: Bounded; readonly all: number }[];
  /** Of acting on none, whatever the threshold. */
  readonly never: number;
  /** Ends of the upright axis. */
  readonly from: number;
  readonly to: number;
  /** Titles of both axes, the level one first. */
  readonly names: readonly [string, string];
}

/** The model as a line in its band; always and never as the lines it is held against. */
export function actingLayers({ points, never, from, to, names }: ActingCurve, look: ChartLook) {
  const { colours } = look;
  const values = points.map(({ threshold, model }, row) => ({
    x: threshold,
    y: model.value,
    low: Math.max(from, model.low),
    high: model.high,
    row
  }));
  const always = points.map(({ threshold, all }) => ({ x: threshold, y: all })).filter(({ y }) => y >= from);
  const x = position('x', names[0], { scale: { domain: [0, 1], nice: false }, axis: { ...shareAxis, values: [0, 0.5, 1] } });
  const y = position('y', names[1], { scale: { domain: [from, to], nice: false } });
  const line = (stroke: string) => ({ type: 'line' as const, stroke, clip: true });
  return [
    { data: { values: [{ y: never }] }, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { y } },
    { data: { values: always }, mark: line(colours.rest), encoding: { x, y } },
    {
      data: { values },
      mark: { type: 'area' as const, fill: colours.accent, opacity: 0.14, clip: true },
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } }
    },
    { data: { values }, mark: line(colours.series[0]), encoding: { x, y } },
    {
      data: { values: always.slice(0, 1).map((point) => ({ ...point, word: 'always' })) },
      mark: { type: 'text' as const, align: 'left' as const, dx: 8, fill: colours.ink3, baseline: 'bottom' as const },
      encoding: { x, y, text: { field: 'word' } }
    },
    {
      data: { values: [{ x: 1, y: never, word: 'never' }] },
      mark: { type: 'text' as const, align: 'right' as const, dy: 10, fill: colours.ink3 },
      encoding: { x, y, text: { field: 'word' } }
    }
  ];
}
