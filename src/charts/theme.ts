import type { Config } from 'vega-lite';
import type { ChartColours, ChartLook } from './chart-type.ts';

/** Names of the CSS variables behind each colour; the page resolves them where the chart stands. */
export const colourTokens: Readonly<Record<Exclude<keyof ChartColours, 'series'>, string>> = {
  surface: '--surface',
  sunk: '--sunk',
  line: '--line',
  ink: '--ink',
  ink2: '--ink-2',
  ink3: '--ink-3',
  accent: '--accent',
  accentSoft: '--accent-soft',
  onAccent: '--on-accent',
  warn: '--warn',
  bad: '--bad',
  rest: '--series-rest'
};
export const seriesTokens = ['--series-1', '--series-2', '--series-3', '--series-4'] as const;

/** One look for all charts: no boxes, no legends, pale horizontal lines, the name of the y axis lying flat above it. */
export function chartConfig({ colours, font }: ChartLook): Config {
  const letters = { labelFont: font, titleFont: font, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal' as const };
  return {
    // Vega-Lite would build descriptions of the marks as expressions that hold axis titles, unescaped: a column's name could be read as code.
    // Nothing is lost: the page gives each chart a sentence, a table and the arrow keys.
    aria: false,
    background: 'transparent',
    font,
    padding: { left: 2, right: 10, top: 4, bottom: 4 },
    view: { stroke: null },
    axis: {
      ...letters,
      domain: false,
      ticks: false,
      grid: false,
      gridColor: colours.line,
      labelColor: colours.ink2,
      titleColor: colours.ink3,
      labelPadding: 6,
      titlePadding: 8,
      labelLimit: 130,
      labelOverlap: true
    },
    axisY: { grid: true, titleAngle: 0, titleAlign: 'left', titleBaseline: 'bottom', titleX: 0, titleY: -8 },
    axisYBand: { grid: false },
    axisX: { tickCount: 5, labelSeparation: 8 },
    text: { font, fontSize: 12, fill: colours.ink2 },
    line: { strokeWidth: 2, strokeCap: 'round', strokeJoin: 'round' },
    point: { filled: true, size: 50, opacity: 1 },
    bar: { cornerRadiusEnd: 2 },
    legend: { disable: true }
  };
}
