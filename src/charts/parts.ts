import type { ChartLook } from './chart-type.ts';

/** Pieces that charts share. Fields are always called by our own names; a column's name appears as text only. */
export const position = (field: string, title: string | null, more: Record<string, unknown> = {}) => ({
  field,
  type: 'quantitative' as const,
  title: title === null ? null : safeWord(title),
  ...more
});

/** Vega uses titles and labels as keys of plain objects and stumbles over "constructor" and "__proto__": a space behind them keeps them words. */
export const safeWord = (word: string): string => (word in Object.prototype ? `${word} ` : word);

/** A band axis in the order of the data. */
export const band = (field: string, title: string | null, more: Record<string, unknown> = {}) => ({
  field,
  type: 'nominal' as const,
  title: title === null ? null : safeWord(title),
  sort: null,
  ...more
});

/** The dashed grey line of chance or of the ideal. */
export const dashed = (look: ChartLook) => ({ strokeDash: [3, 4], strokeWidth: 1.25, stroke: look.colours.ink3, opacity: 0.8 });

/** A dashed straight line between two points. Layers share their axes, so each must call them by the same titles. */
export const straightLine = (
  look: ChartLook,
  from: readonly [number, number],
  to: readonly [number, number],
  titles: readonly [x: string, y: string]
) => ({
  data: {
    values: [
      { x: from[0], y: from[1] },
      { x: to[0], y: to[1] }
    ]
  },
  mark: { type: 'line' as const, ...dashed(look) },
  encoding: { x: position('x', titles[0]), y: position('y', titles[1]) }
});

export const isNarrow = (look: ChartLook): boolean => look.width < 420;

/** Height of a chart of rows, px. */
export const rowsHeight = (rows: number, each = 26): number => Math.max(1, rows) * each;

export const seriesColour = (look: ChartLook, index: number): string => look.colours.series[index] ?? look.colours.rest;

/** A whole per cent axis. */
export const shareAxis = { labelExpr: "format(datum.value * 100, ',.3~g') + ' %'", tickCount: 5 };

export const largest = <T>(values: readonly T[], by: (value: T) => number): T | undefined => {
  let best: T | undefined;
  for (const value of values) if (best === undefined || by(value) > by(best)) best = value;
  return best;
};

/** How the numbers of an axis are written: plainly, with prefixes such as k and M where they are long, and as powers where nobody knows these any more. */
export function tickFormat(values: readonly number[]): string {
  const size = values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
  if (size >= 1e13 || (size > 0 && size < 1e-4)) return '.1e';
  return size >= 10_000 ? '~s' : '~r';
}
