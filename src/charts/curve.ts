import type { ChartLook } from './chart-type.ts';
import { formatScore } from './format.ts';
import { position, seriesColour } from './parts.ts';

/** A curve over thresholds in the unit square, with its area. */
export interface UnitCurve {
  readonly label: string;
  /** In the order they are drawn. `low` and `high` bound y where that is known. */
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly low?: number;
    readonly high?: number;
    readonly threshold?: number;
  }[];
  readonly area: { readonly value: number; readonly low: number; readonly high: number };
}

export interface UnitCurves {
  readonly curves: readonly UnitCurve[];
  /** The threshold in use. */
  readonly operating: { readonly x: number; readonly y: number; readonly threshold: number } | null;
}

export function areaWords({ value, low, high }: UnitCurve['area']): string {
  if (Number.isNaN(value)) return '';
  return Number.isFinite(low) && Number.isFinite(high)
    ? `${formatScore(value)} (${formatScore(low)} to ${formatScore(high)})`
    : formatScore(value);
}

/** Says what the brackets are, where there are any. */
export const bracketWords = ({ area }: UnitCurve): string => (Number.isFinite(area.low) ? ', 95 % interval in brackets' : '');

const unit = { scale: { domain: [0, 1], nice: false }, axis: { values: [0, 0.5, 1] } };

/** Bands, lines and direct labels of the curves; `corner` is the empty corner of the square, where the labels go. */
export function curveLayers(data: UnitCurves, look: ChartLook, x: string, y: string, corner: 'right' | 'left') {
  const encoding = { x: position('x', x, unit), y: position('y', y, unit) };
  let row = 0;
  const drawn = data.curves.map((curve, i) => ({
    curve,
    colour: seriesColour(look, i),
    values: curve.points.map((point) => ({ ...point, row: row++ }))
  }));
  return [
    ...drawn
      .filter(({ curve }) => curve.points.some((p) => p.low !== undefined))
      .map(({ colour, values }) => bandOf(values, colour, encoding)),
    ...drawn.map(({ colour, values }) => ({
      data: { values },
      mark: { type: 'line' as const, stroke: colour, interpolate: 'linear' as const },
      encoding: { ...encoding, order: { field: 'row' } }
    })),
    ...drawn.map(({ curve, colour }, i) => label(curve, colour, data.curves.length - i, corner, encoding)),
    ...(data.operating ? operatingPoint(data.operating, look, encoding) : [])
  ];
}

function bandOf(values: readonly object[], colour: string, encoding: { x: object; y: object }) {
  return {
    data: { values: [...values] },
    mark: { type: 'area' as const, fill: colour, opacity: 0.14 },
    encoding: { x: encoding.x, y: { ...encoding.y, field: 'low' }, y2: { field: 'high' } }
  };
}

const label = (curve: UnitCurve, colour: string, place: number, corner: 'right' | 'left', encoding: object) => ({
  data: { values: [{ word: `${curve.label} ${areaWords(curve.area)}`.trim(), x: corner === 'right' ? 1 : 0, y: 0.07 * place }] },
  mark: { type: 'text' as const, align: corner, fill: colour, fontWeight: 500 as const, dx: corner === 'right' ? -4 : 4 },
  encoding: { ...encoding, text: { field: 'word' } }
});

function operatingPoint(at: NonNullable<UnitCurves['operating']>, { colours }: ChartLook, encoding: object) {
  const data = { values: [{ ...at, word: `threshold ${formatScore(at.threshold)}` }] };
  return [
    { data, mark: { type: 'point' as const, size: 90, fill: colours.surface, stroke: colours.ink, strokeWidth: 2 }, encoding },
    {
      data,
      mark: { type: 'text' as const, align: 'left' as const, dx: 9, dy: 12, fill: colours.ink },
      encoding: { ...encoding, text: { field: 'word' } }
    }
  ];
}

export const curveRows = (data: UnitCurves) =>
  data.curves.flatMap((curve) => curve.points.map((p) => [curve.label, p.threshold ?? null, p.x, p.y]));
